package sluice.text;

/** Cuts text that is in memory after each line feed. */
final class Lines {
  private Lines() {}

  /** Takes a line, its line feed included. */
  interface Sink {
    void line(char[] chars, int from, int to);
  }

  static void of(String text, Sink out) {
    char[] chars = text.toCharArray();
    int begin = 0;
    for (int i = 0; i < chars.length; i++) {
      if (chars[i] == '\n') {
        out.line(chars, begin, i + 1);
        begin = i + 1;
      }
    }
    if (begin < chars.length) {
      out.line(chars, begin, chars.length);
    }
  }

  /** Where a line's text ends, before {@code \n} or {@code \r\n}. */
  static int textEnd(char[] chars, int from, int to) {
    int end = to > from && chars[to - 1] == '\n' ? to - 1 : to;
    return end > from && end < to && chars[end - 1] == '\r' ? end - 1 : end;
  }
}
