package sluice.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import sluice.metric.Metric;

/** Numbers for readers: four digits that matter, the same in every language of the machine. */
final class Figures {
  private static final int DIGITS = 4;
  private static final int GROUP = 3;
  private static final double LARGE = 1e7;
  private static final double SMALL = 1e-4;

  private Figures() {}

  /** Four digits that matter, such as {@code 209.1}, {@code 0.03142} or {@code 12,345}. */
  static String of(double value) {
    if (!Double.isFinite(value)) {
      return "–";
    }
    if (isExtreme(value)) {
      return scientific(value);
    }
    return fixed(value, decimals(value));
  }

  /** A figure of a metric with the sign of percent where it has one. */
  static String of(Metric metric, double value) {
    return switch (metric.unit()) {
      case SHARE -> percent(value);
      case PERCENT -> of(value) + " %";
      case TARGET, TARGET_SQUARED, NONE -> of(value);
    };
  }

  /** As {@link #of}, without zeros at the end of the decimals. */
  static String plain(double value) {
    String text = of(value);
    return text.contains("e") || !text.contains(".") ? text : text.replaceAll("\\.?0+$", "");
  }

  /** How many decimals show four digits of a value of this size. */
  static int decimals(double value) {
    return value == 0 ? 0 : Math.clamp(DIGITS - 1 - exponent(value), 0, 8);
  }

  /** A number of decimals, thousands set apart. */
  static String fixed(double value, int decimals) {
    if (!Double.isFinite(value)) {
      return "–";
    }
    BigDecimal rounded = new BigDecimal(value).setScale(decimals, RoundingMode.HALF_EVEN);
    String digits = rounded.abs().toPlainString();
    int point = digits.indexOf('.');
    int whole = point < 0 ? digits.length() : point;
    var text = new StringBuilder(digits);
    if (whole > GROUP) {
      for (int at = whole - GROUP; at > 0; at -= GROUP) {
        text.insert(at, ',');
      }
    }
    return rounded.signum() < 0 ? text.insert(0, '−').toString() : text.toString();
  }

  /** A count, such as {@code 717} or {@code 52,686}. */
  static String count(long value) {
    return fixed(value, 0);
  }

  /** A share as percent with one decimal. */
  static String percent(double share) {
    return fixed(100 * share, 1) + " %";
  }

  /** A time, such as {@code 0.84 s}, {@code 84 s} or {@code 12 min 5 s}. */
  static String seconds(double seconds) {
    if (!Double.isFinite(seconds)) {
      return "–";
    }
    if (seconds < 10) {
      return fixed(seconds, 2) + " s";
    }
    long whole = Math.round(seconds);
    if (whole < 120) {
      return whole + " s";
    }
    return whole < 7200
        ? whole / 60 + " min " + whole % 60 + " s"
        : whole / 3600 + " h " + whole % 3600 / 60 + " min";
  }

  static boolean isExtreme(double value) {
    double size = Math.abs(value);
    return size != 0 && (size >= LARGE || size < SMALL);
  }

  static String scientific(double value) {
    BigDecimal rounded = BigDecimal.valueOf(value).round(new MathContext(3));
    int exponent = exponent(rounded);
    String mantissa = rounded.movePointLeft(exponent).stripTrailingZeros().toPlainString();
    return mantissa.replace('-', '−') + "e" + (exponent < 0 ? "−" : "") + Math.abs(exponent);
  }

  /** The e for which 10ᵉ ≤ |value| &lt; 10ᵉ⁺¹, of the shortest decimal that is this double. */
  static int exponent(double value) {
    return exponent(BigDecimal.valueOf(value));
  }

  private static int exponent(BigDecimal value) {
    return value.precision() - value.scale() - 1;
  }
}
