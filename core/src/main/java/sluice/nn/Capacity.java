package sluice.nn;

import java.util.Locale;
import sluice.math.Steps;

/**
 * The largest batch that a pass has room for.
 *
 * @param steps most steps of a sequence, at least 1
 * @param sequences most sequences at once, at least 1
 * @param rows most rows: steps of all sequences together, at most steps · sequences
 */
public record Capacity(int steps, int sequences, int rows) {
  public Capacity {
    if (steps < 1 || sequences < 1 || rows < 1 || rows > (long) steps * sequences) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "no such capacity: %d steps, %d sequences, %d rows",
              steps,
              sequences,
              rows));
    }
  }

  /** Room for {@code sequences} sequences that are all {@code steps} long. */
  public static Capacity of(int steps, int sequences) {
    return new Capacity(steps, sequences, Math.multiplyExact(steps, sequences));
  }

  /** Room for just this batch. */
  public static Capacity of(Steps batch) {
    return new Capacity(batch.count(), batch.sequences(), batch.rows());
  }

  /** Throws if a batch is larger than this. */
  void check(Steps batch) {
    if (batch.count() > steps || batch.sequences() > sequences || batch.rows() > rows) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "a batch of %d sequences, %d steps, %d rows does not fit in a pass made for %d, %d, %d",
              batch.sequences(),
              batch.count(),
              batch.rows(),
              sequences,
              steps,
              rows));
    }
  }
}
