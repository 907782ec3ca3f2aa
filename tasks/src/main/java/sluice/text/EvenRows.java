package sluice.text;

/** A text in one piece, in rows of as equal length as can be. */
final class EvenRows implements TextStreams.Rows {
  private final int sequences;
  private final int steps;
  private final boolean dropShort;
  private final int offsets;
  private final long pairs; // that are read in an epoch

  EvenRows(TextCorpus corpus, TextPartition partition) {
    long all = corpus.count() - 1;
    sequences = (int) Math.min(partition.sequences(), all);
    steps = (int) Math.min(partition.steps(), all);
    dropShort = partition.dropShort();
    offsets = partition.offset() ? (int) Math.min(partition.steps(), all - sequences + 1) : 1;
    pairs = all - (offsets - 1);
  }

  @Override
  public int offsets() {
    return offsets;
  }

  @Override
  public int windows(int row) {
    long windows = dropShort ? length(row) / steps : (length(row) + steps - 1) / steps;
    return Math.toIntExact(windows);
  }

  private long length(int row) {
    return pairs / sequences + (!dropShort && row < pairs % sequences ? 1 : 0);
  }

  private long begin(int row) {
    return row * (pairs / sequences) + (dropShort ? 0 : Math.min(row, pairs % sequences));
  }

  @Override
  public void add(int row, int window, int offset, NextTokens into) {
    long before = (long) window * steps;
    int length = (int) Math.min(steps, length(row) - before);
    into.add(row, offset + begin(row) + before, length, window == 0);
  }
}
