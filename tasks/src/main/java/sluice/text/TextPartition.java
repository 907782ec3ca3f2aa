package sluice.text;

/**
 * How a text is cut into what is read at once.
 *
 * @param sequences in a batch, at least 1
 * @param steps most steps of a sequence in a batch, at least 1
 * @param documents whether documents stand for themselves: no sequence goes from one into the next,
 *     and each begins with a zero state. Else the text is one piece
 * @param offset whether each epoch begins to cut at another place, drawn from the seed
 * @param dropShort whether only whole sequences are read, and what is left over at the end is not,
 *     as many published recipes have it; not with documents
 * @param seed of the offsets, and of the order of windows
 */
public record TextPartition(
    int sequences, int steps, boolean documents, boolean offset, boolean dropShort, long seed) {

  public TextPartition {
    if (sequences < 1 || steps < 1) {
      throw new IllegalArgumentException(
          "sequences and steps must be at least 1, were " + sequences + " and " + steps);
    }
    if (documents && dropShort) {
      throw new IllegalArgumentException(
          "dropShort is for a text in one piece: every document would lose its end");
    }
  }

  /** The text in one piece, read from its start to its end, nothing left out. */
  public static TextPartition of(int sequences, int steps) {
    return new TextPartition(sequences, steps, false, false, false, 0);
  }

  /** The same with documents that stand for themselves or not. */
  public TextPartition documents(boolean value) {
    return new TextPartition(sequences, steps, value, offset, dropShort, seed);
  }

  /** The same with another beginning in each epoch, drawn from a seed. */
  public TextPartition offset(long fromSeed) {
    return new TextPartition(sequences, steps, documents, true, dropShort, fromSeed);
  }

  /** The same with whole sequences only or not. */
  public TextPartition dropShort(boolean value) {
    return new TextPartition(sequences, steps, documents, offset, value, seed);
  }

  /** The same with another seed. */
  public TextPartition seed(long value) {
    return new TextPartition(sequences, steps, documents, offset, dropShort, value);
  }
}
