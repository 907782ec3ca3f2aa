package sluice.data;

/** Reads decimal numbers from characters, exactly as {@link Double#parseDouble} would. */
final class NumberText {
  /** Powers of ten that a double holds exactly. */
  private static final double[] TENS = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22
  };

  /** Largest whole number below which every one is a double. */
  private static final long EXACT = 1L << 53;

  private static final int MOST_EXPONENT_DIGITS = 9;

  private NumberText() {}

  static double parse(String text, char point) {
    return parse(text.toCharArray(), 0, text.length(), point);
  }

  /**
   * The number in {@code chars[at, at + length)}, or NaN where it is not a finite decimal number:
   * words such as NaN and Infinity, hexadecimal and suffixes are none.
   */
  static double parse(char[] chars, int at, int length, char point) {
    int end = at + length;
    int i = at;
    boolean negative = i < end && chars[i] == '-';
    if (i < end && (chars[i] == '-' || chars[i] == '+')) {
      i++;
    }
    long digits = 0;
    int count = 0;
    int exponent = 0;
    boolean overflow = false;
    boolean fraction = false;
    for (; i < end; i++) {
      char c = chars[i];
      if (c == point && !fraction) {
        fraction = true;
        continue;
      }
      if (c < '0' || c > '9') {
        break;
      }
      count++;
      exponent -= fraction ? 1 : 0;
      overflow |= digits >= EXACT / 10;
      digits = overflow ? digits : digits * 10 + (c - '0');
    }
    if (count == 0) {
      return Double.NaN;
    }
    if (i < end) {
      int power = exponent(chars, i, end);
      if (power == Integer.MIN_VALUE) {
        return Double.NaN;
      }
      exponent += power;
    }
    // Clinger's fast path: both factors are exact, so one rounding gives the nearest double.
    if (!overflow && exponent >= -22 && exponent <= 22) {
      double value = exponent < 0 ? digits / TENS[-exponent] : digits * TENS[exponent];
      return negative ? -value : value;
    }
    String text = new String(chars, at, length);
    double value = Double.parseDouble(point == '.' ? text : text.replace(point, '.'));
    return Double.isInfinite(value) ? Double.NaN : value;
  }

  /** The power after e or E in {@code chars[i, end)}; the smallest int where it is not one. */
  private static int exponent(char[] chars, int i, int end) {
    if (chars[i] != 'e' && chars[i] != 'E') {
      return Integer.MIN_VALUE;
    }
    int at = i + 1;
    boolean negative = at < end && chars[at] == '-';
    if (at < end && (chars[at] == '-' || chars[at] == '+')) {
      at++;
    }
    if (at == end || end - at > MOST_EXPONENT_DIGITS) {
      return Integer.MIN_VALUE;
    }
    int value = 0;
    for (; at < end; at++) {
      if (chars[at] < '0' || chars[at] > '9') {
        return Integer.MIN_VALUE;
      }
      value = value * 10 + (chars[at] - '0');
    }
    return negative ? -value : value;
  }

  /** The shortest text of a number: whole ones without a point. */
  static String write(double value) {
    boolean whole = value == Math.rint(value) && Math.abs(value) < 1e15;
    return whole ? Long.toString((long) value) : Double.toString(value);
  }
}
