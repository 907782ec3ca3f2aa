package sluice.text;

/** Cuts lines into the pieces that byte pairs do not reach across, and hands on their bytes. */
final class PieceCutter implements TextSink {
  private static final int MOST_CHARS = 128;

  /** Most bytes of a piece. */
  static final int MOST_BYTES = 3 * (MOST_CHARS + 2);

  private enum Sort {
    SPACE,
    LETTER,
    DIGIT,
    OTHER
  }

  private static final Sort[] ASCII = new Sort[0x80];

  static {
    for (int c = 0; c < ASCII.length; c++) {
      ASCII[c] = sort(c);
    }
  }

  private final TokenSink out;
  private final char[] bytes = new char[MOST_BYTES];

  PieceCutter(TokenSink out) {
    this.out = out;
  }

  @Override
  public void line(char[] chars, int from, int to) {
    int begin = from;
    while (begin < to) {
      int end = runEnd(chars, begin, to);
      if (of(chars, begin, to) == Sort.SPACE && end < to && chars[end - 1] == ' ') {
        if (end - 1 > begin) { // the last space goes with what follows
          piece(chars, begin, end - 1);
        }
        begin = end - 1;
        end = of(chars, end, to) == Sort.SPACE ? end : runEnd(chars, end, to);
      }
      piece(chars, begin, end);
      begin = end;
    }
  }

  @Override
  public void end() {}

  private void piece(char[] chars, int from, int to) {
    out.token(bytes, 0, Utf8.write(chars, from, to, bytes));
  }

  /** Where a run of one sort ends. */
  private static int runEnd(char[] chars, int from, int to) {
    Sort sort = of(chars, from, to);
    int i = from;
    while (i < to && i - from < MOST_CHARS && of(chars, i, to) == sort) {
      i += Character.charCount(Character.codePointAt(chars, i, to));
    }
    return i;
  }

  private static Sort of(char[] chars, int at, int to) {
    int point = Character.codePointAt(chars, at, to);
    return point < ASCII.length ? ASCII[point] : sort(point);
  }

  private static Sort sort(int point) {
    if (point <= ' ' || Character.isWhitespace(point) || Character.isSpaceChar(point)) {
      return Sort.SPACE;
    }
    if (Character.isLetter(point) || UnicodeWords.isMark(point)) {
      return Sort.LETTER;
    }
    return Character.isDigit(point) ? Sort.DIGIT : Sort.OTHER;
  }
}
