package sluice.report;

/** Text made safe for HTML and XML. */
final class Markup {
  private static final int FIRST_PRINTABLE = 0x20;

  private Markup() {}

  /**
   * Escapes text for element content and for attributes in either kind of quotes. What XML 1.0
   * cannot hold (control characters, halves of surrogate pairs) becomes U+FFFD.
   */
  static String escape(String text) {
    var escaped = new StringBuilder(text.length() + 16);
    text.codePoints().forEach(point -> append(escaped, point));
    return escaped.toString();
  }

  private static void append(StringBuilder escaped, int point) {
    switch (point) {
      case '&' -> escaped.append("&amp;");
      case '<' -> escaped.append("&lt;");
      case '>' -> escaped.append("&gt;");
      case '"' -> escaped.append("&quot;");
      case '\'' -> escaped.append("&#39;");
      case '\n', '\t' -> escaped.append((char) point);
      default -> escaped.appendCodePoint(isText(point) ? point : 0xFFFD);
    }
  }

  private static boolean isText(int point) {
    boolean control = point < FIRST_PRINTABLE || point >= 0x7F && point < 0xA0;
    boolean surrogate = point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
    return !control && !surrogate && point != 0xFFFE && point != 0xFFFF;
  }

  /** At most {@code length} characters, the last an ellipsis if there were more. */
  static String shortened(String text, int length) {
    int points = text.codePointCount(0, text.length());
    return points <= length
        ? text
        : text.substring(0, text.offsetByCodePoints(0, Math.max(1, length - 1))).stripTrailing()
            + "…";
  }
}
