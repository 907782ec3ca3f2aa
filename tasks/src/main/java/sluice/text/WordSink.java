package sluice.text;

/** Hands on words in lower case, and ends of lines, where the settings ask for it. */
final class WordSink {
  private static final char[] LINE_END = Tokenizer.LINE_END.toCharArray();

  private final TokenSink out;
  private final boolean lower;
  private final boolean lineEnds;
  private char[] lowered = new char[64];

  WordSink(TokenizerSettings settings, TokenSink out) {
    this.out = out;
    lower = settings.lower();
    lineEnds = settings.lineEnds();
  }

  void word(char[] chars, int from, int to) {
    if (!lower) {
      out.token(chars, from, to);
      return;
    }
    if (2 * (to - from) > lowered.length) { // a code point may need one char more in lower case
      lowered = new char[4 * (to - from)];
    }
    int length = 0;
    int i = from;
    while (i < to) {
      int point = Character.codePointAt(chars, i, to);
      i += Character.charCount(point);
      length += Character.toChars(Character.toLowerCase(point), lowered, length);
    }
    out.token(lowered, 0, length);
  }

  void lineEnd() {
    if (lineEnds) {
      out.token(LINE_END, 0, LINE_END.length);
    }
  }
}
