package sluice.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** Whole documents in rows of about as many windows each. */
final class DocumentRows implements TextStreams.Rows {
  private final TextCorpus corpus;
  private final int steps;
  private final List<Row> rows = new ArrayList<>();

  /** The documents of a row, each with the number of windows before it. */
  private static final class Row {
    private final int number;
    private int[] documents = new int[4];
    private int[] before = new int[4];
    private int size;
    private int windows;

    Row(int number) {
      this.number = number;
    }

    void add(int document, int more) {
      if (size == documents.length) {
        documents = Arrays.copyOf(documents, 2 * size);
        before = Arrays.copyOf(before, 2 * size);
      }
      documents[size] = document;
      before[size++] = windows;
      windows = Math.addExact(windows, more);
    }

    /** Which of its documents has a window. */
    int index(int window) {
      int found = Arrays.binarySearch(before, 0, size, window);
      return found >= 0 ? found : -found - 2;
    }
  }

  DocumentRows(TextCorpus corpus, int sequences, int steps) {
    this.corpus = corpus;
    this.steps = steps;
    PriorityQueue<Row> shortest =
        new PriorityQueue<>(
            Comparator.<Row>comparingInt(r -> r.windows).thenComparing(r -> r.number));
    for (int row = 0; row < sequences; row++) {
      rows.add(new Row(row));
      shortest.add(rows.get(row));
    }
    for (int document = 0; document < corpus.documents(); document++) {
      long pairs = corpus.start(document + 1) - corpus.start(document) - 1;
      if (pairs > 0) {
        Row row = shortest.remove();
        row.add(document, Math.toIntExact((pairs + steps - 1) / steps));
        shortest.add(row);
      }
    }
  }

  @Override
  public int offsets() {
    return 1;
  }

  @Override
  public int windows(int row) {
    return rows.get(row).windows;
  }

  @Override
  public void add(int number, int window, int offset, NextTokens into) {
    Row row = rows.get(number);
    int index = row.index(window);
    int document = row.documents[index];
    long before = (long) (window - row.before[index]) * steps;
    long start = corpus.start(document) + before;
    int length = (int) Math.min(steps, corpus.start(document + 1) - 1 - start);
    into.add(number, start, length, before == 0);
  }
}
