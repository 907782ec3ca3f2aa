package sluice.report;

import java.util.List;
import sluice.report.Ticks.Tick;

/**
 * One axis of a plot.
 *
 * @param title what it shows and in what unit; may be empty
 * @param lo value at its start
 * @param hi value at its end, above {@code lo}
 * @param logarithmic whether equal lengths are equal ratios
 * @param ticks its marks, rising
 */
record Axis(String title, double lo, double hi, boolean logarithmic, List<Tick> ticks) {
  private static final double MANY_TIMES = 12; // beyond this ratio a linear axis hides the small
  private static final double ROOM = 0.04;

  Axis {
    ticks = List.copyOf(ticks);
  }

  /** An axis for numbers, ending on round ones; it starts at 0 if {@code fromZero}. */
  static Axis numbers(String title, Range range, boolean fromZero, int most) {
    Range shown = (fromZero ? range.with(0) : range).wide();
    double step = Ticks.step(shown.hi() - shown.lo(), most);
    double lo = Math.floor(shown.lo() / step + 1e-9) * step;
    double hi = Math.ceil(shown.hi() / step - 1e-9) * step;
    return new Axis(title, lo, hi, false, Ticks.linear(lo, hi, step));
  }

  /** An axis for positive numbers such as losses: logarithmic if they differ many times. */
  static Axis magnitudes(String title, Range range, int most) {
    if (range.lo() <= 0 || !(range.hi() / range.lo() >= MANY_TIMES)) {
      return numbers(title, range, false, most);
    }
    double room = StrictMath.pow(range.hi() / range.lo(), ROOM);
    double lo = range.lo() / room;
    double hi = range.hi() * room;
    return new Axis(title + ", log scale", lo, hi, true, Ticks.logarithmic(lo, hi, most + 1));
  }

  /** An axis from one number to another, as it is, with round marks. */
  static Axis exact(String title, double lo, double hi, int most) {
    Range range = Range.of(lo, hi).wide();
    double step = Ticks.step(range.hi() - range.lo(), most);
    return new Axis(
        title, range.lo(), range.hi(), false, Ticks.linear(range.lo(), range.hi(), step));
  }

  /** An axis of whole numbers, half a step wider at both ends if {@code padded}. */
  static Axis counted(String title, int lo, int hi, boolean padded, int most) {
    double pad = padded ? 0.5 : 0;
    int every = Math.max(1, (int) Math.round(Ticks.step(Math.max(1, hi - lo), most)));
    var ticks = new java.util.ArrayList<Tick>();
    if (lo % every != 0 && every > 1) {
      ticks.add(new Tick(lo, Figures.count(lo)));
    }
    for (int at = Math.ceilDiv(lo, every) * every; at <= hi; at += every) {
      if (ticks.isEmpty() || at - ticks.getLast().at() > every / 2.0) {
        ticks.add(new Tick(at, Figures.count(at)));
      }
    }
    return new Axis(title, lo - pad, Math.max(hi, lo + 1 - 2 * pad) + pad, false, ticks);
  }

  /** An axis of times, one index each. */
  static Axis times(List<String> times, int most) {
    String span = times.isEmpty() ? "" : times.getFirst() + " to " + times.getLast();
    double last = Math.max(1, times.size() - 1);
    return new Axis(span, 0, last, false, TimeTicks.of(times, most));
  }

  /** Where a value lies: 0 at the start, 1 at the end. */
  double at(double value) {
    return logarithmic
        ? StrictMath.log(value / lo) / StrictMath.log(hi / lo)
        : (value - lo) / (hi - lo);
  }

  /**
   * The least and the greatest of some numbers.
   *
   * @param lo the least; +∞ of none
   * @param hi the greatest; −∞ of none
   */
  record Range(double lo, double hi) {
    static final Range NONE = new Range(Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);

    static Range of(double... values) {
      Range range = NONE;
      for (double value : values) {
        range = range.with(value);
      }
      return range;
    }

    /** Wide enough for a value too; one that is not finite changes nothing. */
    Range with(double value) {
      return Double.isFinite(value) ? new Range(Math.min(lo, value), Math.max(hi, value)) : this;
    }

    Range with(double[] values) {
      Range range = this;
      for (double value : values) {
        range = range.with(value);
      }
      return range;
    }

    boolean holds(double value) {
      return value >= lo && value <= hi;
    }

    /** With a length, even of one number or of none. */
    Range wide() {
      if (lo > hi) {
        return new Range(0, 1);
      }
      double least = Math.max(Math.abs(lo), Math.abs(hi)) * 1e-9;
      if (hi - lo > least) {
        return this;
      }
      double half = lo == 0 ? 1 : Math.abs(lo) / 2;
      return new Range(lo - half, hi + half);
    }
  }
}
