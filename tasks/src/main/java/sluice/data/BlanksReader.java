package sluice.data;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/**
 * Makes one tab of each run of blanks and tabs within a line, and drops those at its ends: what
 * tables set in columns become tables with a delimiter by.
 */
final class BlanksReader extends FilterReader {
  private static final int NONE = -2;

  private boolean started; // whether the line has had a sign that is no blank
  private int held = NONE; // a sign that was read behind blanks

  BlanksReader(Reader in) {
    super(in);
  }

  @Override
  public int read() throws IOException {
    if (held != NONE) {
      int sign = held;
      held = NONE;
      return sign;
    }
    int sign = in.read();
    if (!blank(sign)) {
      started = !end(sign);
      return sign;
    }
    while (blank(sign)) {
      sign = in.read();
    }
    if (end(sign)) {
      started = false;
      return sign;
    }
    if (!started) {
      started = true;
      return sign;
    }
    held = sign;
    return '\t';
  }

  @Override
  public int read(char[] into, int at, int length) throws IOException {
    int count = 0;
    while (count < length) {
      int sign = read();
      if (sign < 0) {
        return count == 0 ? -1 : count;
      }
      into[at + count++] = (char) sign;
    }
    return count;
  }

  private static boolean blank(int sign) {
    return sign == ' ' || sign == '\t';
  }

  private static boolean end(int sign) {
    return sign < 0 || sign == '\n' || sign == '\r';
  }
}
