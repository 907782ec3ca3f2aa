package sluice.data;

/**
 * A column of names whose inputs are vectors that are learned, in place of a column of 0 and 1 for
 * each name (Guo &amp; Berkhahn 2016).
 *
 * @param column the column
 * @param size numbers of a vector, at most as many as there are names; 0 for {@link #usual}
 * @param least names that are there less often in training count as unknown, at least 1
 * @param unseen what becomes of a name that is not known; with {@link Categories.Unseen#OTHER} it
 *     has the vector of unknown names, and so has a missing one
 */
public record Embedding(String column, int size, int least, Categories.Unseen unseen) {
  /** The vectors of a column, as wide as is usual; names that are there once count as unknown. */
  public static Embedding of(String column) {
    return new Embedding(column, 0, 2, Categories.Unseen.OTHER);
  }

  /** Checks size and least. */
  public Embedding {
    if (size < 0) {
      throw new IllegalArgumentException("size must be at least 0, was " + size);
    }
    if (least < 1) {
      throw new IllegalArgumentException("least must be at least 1, was " + least);
    }
  }

  /** Half as many numbers as names, rounded up, and at most 50: the rule of thumb of fast.ai. */
  public static int usual(int names) {
    return Math.min(50, (names + 1) / 2);
  }
}
