package sluice.text;

/**
 * Words and signs with spaces where most scripts put them: none beside a character of a script
 * without spaces, none before a closing sign, none after an opening one. What stood there before is
 * not known any more.
 */
final class Spaced implements Tokenizer.Decoder {
  private static final String CLOSING = ".,;:!?)]}%\u2026\u2019\u201D\u00BB";
  private static final String OPENING = "([{\u201C\u2018\u00AB\u00BF\u00A1";

  private boolean glued = true; // whether the next token follows without a space

  @Override
  public String add(String token) {
    if (token.equals(Tokenizer.LINE_END)) {
      glued = true;
      return "\n";
    }
    int first = token.codePointAt(0);
    boolean wide = isWide(first);
    boolean space = !glued && !wide && CLOSING.indexOf(first) < 0;
    glued = wide || OPENING.indexOf(token.codePointBefore(token.length())) >= 0;
    return space ? " " + token : token;
  }

  @Override
  public String end() {
    glued = true;
    return "";
  }

  /** Whether a character, or a sign that goes with it, takes no spaces. */
  private static boolean isWide(int point) {
    return UnicodeWords.standsAlone(point)
        || point >= 0x3000 && point <= 0x303F // Chinese and Japanese punctuation
        || point >= 0xFF00 && point <= 0xFFEF; // full-width signs
  }
}
