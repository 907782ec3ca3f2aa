package sluice.text;

import java.util.Arrays;
import sluice.math.Rng;
import sluice.nn.Capacity;
import sluice.train.Batch;
import sluice.train.Batches;

/**
 * A text cut into windows that are read in any order, each with a zero state (the random
 * partition). Every step is to foretell the token behind it.
 *
 * <p>A text in one piece is cut into windows of equal length; an offset, 0 ≤ o &lt; steps, moves
 * all cuts, and what does not fill a window at either end is left out in that epoch. Without an
 * offset the last window may be short, unless short ones are dropped. Where documents stand for
 * themselves, nothing is left out: an offset makes the first window of a document shorter, by no
 * more than what the last one can take.
 *
 * <p>The id of a sequence is the number of its window. Epoch 0 has no offset and keeps the order of
 * the text. Not thread-safe.
 */
public final class TextWindows implements Batches {
  private final TextCorpus corpus;
  private final TextPartition partition;
  private final boolean shuffled;
  private final int steps;
  private final int size; // windows in a batch
  private final int windows;
  private final int offsets; // of a text in one piece
  private final int[] before; // windows before each document; none for a text in one piece
  private final NextTokens buffers;
  private final int[] order;
  private int orderedFor;

  /**
   * Cuts a text.
   *
   * @param classes ids of the vocabulary: all in the text are below
   * @param shuffled whether windows have another order in each epoch
   * @throws sluice.data.BadData if the text is too short
   */
  public TextWindows(TextCorpus corpus, int classes, TextPartition partition, boolean shuffled) {
    if (corpus.count() < 2) {
      throw TextStreams.tooShort(corpus, 2);
    }
    this.corpus = corpus;
    this.partition = partition;
    this.shuffled = shuffled;
    long pairs = corpus.count() - 1;
    steps = (int) Math.min(partition.steps(), pairs);
    offsets = partition.offset() ? (int) Math.min(steps, pairs - steps + 1) : 1;
    before = partition.documents() ? windowsBefore() : new int[0];
    windows = before.length > 0 ? before[before.length - 1] : inOnePiece(pairs);
    if (windows < 1) {
      throw TextStreams.tooShort(corpus, partition.steps() + 1L);
    }
    size = Math.min(partition.sequences(), windows);
    buffers = new NextTokens(corpus, classes, steps, size);
    order = new int[windows];
    resetOrder();
  }

  private int inOnePiece(long pairs) {
    boolean whole = partition.offset() || partition.dropShort();
    if (whole && pairs < partition.steps()) {
      return 0;
    }
    long read = pairs - (offsets - 1);
    return Math.toIntExact(whole ? read / steps : (read + steps - 1) / steps);
  }

  private int[] windowsBefore() {
    var all = new int[corpus.documents() + 1];
    for (int d = 0; d < corpus.documents(); d++) {
      all[d + 1] = Math.addExact(all[d], Math.toIntExact((pairs(d) + steps - 1) / steps));
    }
    return all;
  }

  private long pairs(int document) {
    return corpus.start(document + 1) - corpus.start(document) - 1;
  }

  private void resetOrder() {
    Arrays.setAll(order, i -> i);
  }

  @Override
  public int count() {
    boolean whole = partition.dropShort();
    return whole ? windows / size : (windows + size - 1) / size;
  }

  @Override
  public Capacity capacity(int groups) {
    return Capacity.of(steps, Math.max(1, (size + groups - 1) / groups));
  }

  @Override
  public int groups(int index, int wanted) {
    return Math.min(wanted, sizeOf(index));
  }

  private int sizeOf(int index) {
    return Math.min(size, windows - index * size);
  }

  @Override
  public Batch batch(int epoch, int index, int group, int groups) {
    order(epoch);
    long all = sizeOf(index);
    buffers.clear();
    for (int i = (int) (all * group / groups); i < all * (group + 1) / groups; i++) {
      add(epoch, order[index * size + i]);
    }
    return buffers.batch(true);
  }

  private void add(int epoch, int window) {
    if (before.length == 0) {
      long start = (long) window * steps + below(epoch, 0, offsets);
      buffers.add(window, start, (int) Math.min(steps, corpus.count() - 1 - start), true);
      return;
    }
    int document = document(window);
    long pairs = pairs(document);
    int last = before[document + 1] - before[document] - 1;
    int number = window - before[document];
    long first = last == 0 ? pairs : steps; // pairs of the first window
    if (last > 0) {
      int least = (int) (pairs - (long) last * steps); // with fewer the others could not take all
      first -= below(epoch, document, steps - least + 1);
    }
    long begin = number == 0 ? 0 : first + (number - 1L) * steps;
    long end = number == last ? pairs : first + (long) number * steps;
    buffers.add(window, corpus.start(document) + begin, (int) (end - begin), true);
  }

  /** The document that a window belongs to; those of one token have none. */
  private int document(int window) {
    int low = 0;
    int high = before.length - 1;
    while (high - low > 1) {
      int middle = (low + high) >>> 1;
      if (before[middle] <= window) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private int below(int epoch, int document, int bound) {
    return partition.offset() && epoch > 0
        ? Rng.below(Rng.key(partition.seed(), Rng.DATA, epoch, 0, document, 0), 0, bound)
        : 0;
  }

  /** The order of an epoch is a function of the seed and the epoch alone. */
  private void order(int epoch) {
    if (shuffled && epoch != orderedFor) {
      resetOrder();
      if (epoch > 0) {
        Rng.shuffle(order, Rng.key(partition.seed(), Rng.SHUFFLE, epoch, 0, 0, 0));
      }
      orderedFor = epoch;
    }
  }
}
