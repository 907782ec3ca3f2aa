package sluice.experiment.settings;

import java.util.regex.Pattern;

/** How numbers are written and read in settings. */
final class Numbers {
  /** A whole number in decimal digits. */
  static final Pattern WHOLE = Pattern.compile("[-+]?[0-9]+");

  /** A number with or without a fraction and an exponent. */
  static final Pattern REAL =
      Pattern.compile("[-+]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([eE][-+]?[0-9]+)?");

  private Numbers() {}

  /** The fewest digits that read back as the same double: 1e-8, 0.5, 64; whole ones in full. */
  static String shortest(double value) {
    if (value == StrictMath.rint(value) && StrictMath.abs(value) < 1e15) {
      return Long.toString((long) value);
    }
    var text = Double.toString(value);
    int exponent = text.indexOf('E');
    var digits = exponent < 0 ? text : text.substring(0, exponent);
    var power = exponent < 0 ? "" : "e" + text.substring(exponent + 1);
    return (digits.endsWith(".0") ? digits.substring(0, digits.length() - 2) : digits) + power;
  }
}
