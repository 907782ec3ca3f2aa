package sluice.data;

import java.util.Collections;
import java.util.List;
import java.util.TreeSet;

/**
 * The names that a column of categories had in training: each one is a column of 0 and 1.
 *
 * @param column the column
 * @param words the names, sorted
 */
public record Categories(String column, List<String> words) {
  /** More names than this are no categories. */
  private static final int MOST_WORDS = 1000;

  /** What becomes of a name that was not there in training. */
  public enum Unseen {
    /** An error that names it and the known ones. */
    REFUSE,
    /** 0 in all columns: one of the others. */
    OTHER
  }

  /** Copies the list. */
  public Categories {
    words = List.copyOf(words);
  }

  /** Gathers the names of the training steps, so many of each series. */
  static Categories fit(String column, List<Series> series, int[] training) {
    TreeSet<String> words = new TreeSet<>();
    for (int i = 0; i < training.length; i++) {
      Column cells = series.get(i).column(column);
      for (int step = 0; step < training[i]; step++) {
        if (!cells.missing(step)) {
          words.add(cells.text(step));
        }
      }
    }
    if (words.size() > MOST_WORDS) {
      throw BadData.because("too many names for columns of 0 and 1")
          .file(series.getFirst().source())
          .column(column)
          .expected("at most " + MOST_WORDS)
          .found(Integer.toString(words.size()))
          .next("Leave the column out, or group its values.")
          .error();
    }
    return new Categories(column, List.copyOf(words));
  }

  /** The names of the columns: {@code weather=rain}. */
  public List<String> names() {
    return words.stream().map(word -> column + "=" + word).toList();
  }

  /** The column of a cell's name; −1 for a name that is treated as another one. */
  int index(Series series, int step, Unseen unseen) {
    String word = series.column(column).text(step);
    int index = Collections.binarySearch(words, word);
    if (index < 0 && unseen == Unseen.REFUSE) {
      throw series
          .at("a name that was not there in training", step, column)
          .expected("one of " + String.join(", ", words))
          .found(BadData.quote(word))
          .next("Correct the cell, or train again with rows of this name.")
          .error();
    }
    return Math.max(index, -1);
  }
}
