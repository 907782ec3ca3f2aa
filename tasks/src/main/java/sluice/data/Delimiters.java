package sluice.data;

import java.util.Arrays;

/** Finds the delimiter of a CSV file from its beginning. */
final class Delimiters {
  private static final char[] CANDIDATES = {',', ';', '\t', '|'};

  /** Lines looked at. */
  private static final int LINES = 50;

  private Delimiters() {}

  /**
   * The candidate that cuts the most lines into as many fields as the first line, more than one; of
   * equals the one with more fields. A comma where none does: the file has one column.
   *
   * @param sample the beginning of the file; its last line may be cut off
   */
  static char detect(String sample, char quote, boolean decimalComma) {
    char best = decimalComma ? ';' : ',';
    int bestLines = 0;
    int bestFields = 1;
    for (char candidate : CANDIDATES) {
      if (candidate == quote || (candidate == ',' && decimalComma)) {
        continue;
      }
      int[] fields = fields(sample, candidate, quote);
      if (fields.length == 0) {
        break;
      }
      int same = 0;
      for (int count : fields) {
        same += count == fields[0] ? 1 : 0;
      }
      boolean better = same > bestLines || (same == bestLines && fields[0] > bestFields);
      if (fields[0] > 1 && better) {
        best = candidate;
        bestLines = same;
        bestFields = fields[0];
      }
    }
    return best;
  }

  /** Fields of each whole line that is not empty; the last one too if it is the only one. */
  private static int[] fields(String sample, char delimiter, char quote) {
    var counts = new int[LINES];
    int lines = 0;
    int fields = 1;
    boolean quoted = false;
    boolean empty = true;
    for (int i = 0; i < sample.length() && lines < LINES; i++) {
      char c = sample.charAt(i);
      if (c == quote) {
        quoted = !quoted;
      } else if (!quoted && c == delimiter) {
        fields++;
      } else if (!quoted && (c == '\n' || c == '\r')) {
        if (!empty) {
          counts[lines++] = fields;
        }
        fields = 1;
        empty = true;
        continue;
      }
      empty = false;
    }
    if (lines == 0 && !empty) {
      counts[lines++] = fields;
    }
    return Arrays.copyOf(counts, lines);
  }
}
