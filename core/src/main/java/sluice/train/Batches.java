package sluice.train;

import sluice.nn.Capacity;

/**
 * The batches of an epoch, each with an address: the same (epoch, index) always gives the same
 * batch, in whatever order it is asked for.
 */
public interface Batches {

  /** Number of batches in an epoch. */
  int count();

  /** The largest group of a batch. */
  Capacity capacity(int groups);

  /**
   * One group of a batch: the sequences whose position in it falls in the group-th of {@code
   * groups} equal parts.
   *
   * <p>Valid until the next call. A group may be empty of sequences only if the batch has fewer
   * than {@code groups}; it is then not asked for (see {@link #groups}).
   *
   * @param epoch counted from 1; batches for validation always use 0
   * @param index 0 … count − 1
   */
  Batch batch(int epoch, int index, int group, int groups);

  /**
   * Into how many groups a batch can be cut: {@code wanted}, or fewer if it has fewer sequences.
   */
  int groups(int index, int wanted);

  /**
   * Sequences whose state is carried from batch to batch, with ids 0 … n−1; 0 if every batch starts
   * fresh.
   */
  default int carried() {
    return 0;
  }
}
