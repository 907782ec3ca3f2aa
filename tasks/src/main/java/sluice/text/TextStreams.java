package sluice.text;

import sluice.data.BadData;
import sluice.math.Rng;
import sluice.nn.Capacity;
import sluice.train.Batch;
import sluice.train.Batches;

/**
 * A text read from its start to its end, for truncated back-propagation through time: it is cut
 * into as many rows as a batch has sequences; batch after batch goes on along each row, and states
 * are carried (the sequential partition). Every step is to foretell the token behind it.
 *
 * <p>With P pairs of a token and the one behind it, the first P mod B of B rows have one pair more
 * than the others, and the last window of a row may be short: every pair is read once an epoch.
 * Where short ones are dropped, rows have ⌊P∕B⌋ pairs, and windows are whole. An offset leaves out
 * o tokens at the start, 0 ≤ o &lt; steps, and as many of the last ones that an epoch always has
 * the same number of batches.
 *
 * <p>Where documents stand for themselves, each goes to the row that has the fewest windows so far,
 * the first of several; a window ends with its document.
 *
 * <p>The id of a sequence is the number of its row. Epoch 0 has no offset. Not thread-safe.
 */
public final class TextStreams implements Batches {
  private final TextPartition partition;
  private final Rows rows;
  private final int sequences;
  private final int steps;
  private final int count;
  private final NextTokens buffers;
  private final int[] alive;

  /** Where the windows of a row lie. */
  interface Rows {
    /** Windows of a row. */
    int windows(int row);

    /** Adds a window of a row to the buffers. */
    void add(int row, int window, int offset, NextTokens into);

    /** How many offsets there are, at least 1. */
    int offsets();
  }

  /**
   * Cuts a text.
   *
   * @param classes ids of the vocabulary: all in the text are below
   * @throws BadData if the text is too short
   */
  public TextStreams(TextCorpus corpus, int classes, TextPartition partition) {
    this.partition = partition;
    if (corpus.count() < 2) {
      throw tooShort(corpus, 2);
    }
    long pairs = corpus.count() - 1;
    steps = (int) Math.min(partition.steps(), pairs);
    sequences = (int) Math.min(partition.sequences(), pairs);
    rows =
        partition.documents()
            ? new DocumentRows(corpus, sequences, steps)
            : new EvenRows(corpus, partition);
    int most = 0;
    for (int row = 0; row < sequences; row++) {
      most = Math.max(most, rows.windows(row));
    }
    if (most < 1) {
      throw tooShort(corpus, (long) partition.sequences() * partition.steps() + 1);
    }
    count = most;
    buffers = new NextTokens(corpus, classes, steps, sequences);
    alive = new int[sequences];
  }

  static BadData tooShort(TextCorpus corpus, long needed) {
    return BadData.because("the text is too short")
        .file(corpus.name())
        .expected("at least " + needed + " tokens")
        .found(Long.toString(corpus.count()))
        .next("Give more text, or fewer sequences or steps.")
        .error();
  }

  @Override
  public int count() {
    return count;
  }

  @Override
  public Capacity capacity(int groups) {
    return Capacity.of(steps, Math.max(1, (sequences + groups - 1) / groups));
  }

  @Override
  public int groups(int index, int wanted) {
    return Math.min(wanted, aliveAt(index));
  }

  @Override
  public int carried() {
    return sequences;
  }

  /** Notes which rows have a window of this number; returns how many. */
  private int aliveAt(int index) {
    int living = 0;
    for (int row = 0; row < sequences; row++) {
      if (rows.windows(row) > index) {
        alive[living++] = row;
      }
    }
    return living;
  }

  @Override
  public Batch batch(int epoch, int index, int group, int groups) {
    long living = aliveAt(index);
    int offset = offset(epoch);
    buffers.clear();
    for (int i = (int) (living * group / groups); i < living * (group + 1) / groups; i++) {
      rows.add(alive[i], index, offset, buffers);
    }
    return buffers.batch(index == 0);
  }

  private int offset(int epoch) {
    return partition.offset() && epoch > 0
        ? Rng.below(Rng.key(partition.seed(), Rng.DATA, epoch, 0, 0, 0), 0, rows.offsets())
        : 0;
  }
}
