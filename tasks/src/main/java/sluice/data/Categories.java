package sluice.data;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The names that a column of categories had in training: each one is a column of 0 and 1, or all
 * are one column of numbers that stand for learned vectors.
 *
 * @param column the column
 * @param words the names, sorted
 * @param size numbers of a vector; 0 for columns of 0 and 1
 * @param unseen what becomes of another name
 */
public record Categories(String column, List<String> words, int size, Unseen unseen) {
  /** More names than this are no categories. */
  private static final int MOST_WORDS = 1000;

  /** More names than this are no categories, even embedded: a model file holds them all. */
  private static final int MOST_EMBEDDED = 100_000;

  private static final int MOST_TOLD = 100; // names in one message

  /** What becomes of a name that was not there in training. */
  public enum Unseen {
    /** An error that names it and the known ones. */
    REFUSE,
    /** 0 in all columns, or the vector of unknown names: one of the others. */
    OTHER
  }

  /** Copies the list. */
  public Categories {
    words = List.copyOf(words);
  }

  /** Columns of 0 and 1. */
  public Categories(String column, List<String> words, Unseen unseen) {
    this(column, words, 0, unseen);
  }

  /** Whether names are one column, of their numbers. */
  public boolean embedded() {
    return size > 0;
  }

  /** Gathers the names of the training steps, so many of each series. */
  static Categories fit(String column, List<Series> series, int[] training, Unseen unseen) {
    List<String> words = List.copyOf(counts(column, series, training).keySet());
    if (words.isEmpty()) {
      throw BadData.because("no value in the training part")
          .file(series.getFirst().source())
          .column(column)
          .next("Leave the column out, or check that the right one is named.")
          .error();
    }
    if (words.size() > MOST_WORDS) {
      throw many(column, series, words.size(), "too many names for columns of 0 and 1", MOST_WORDS)
          .next("Name it under data.embedded, leave it out, or group its values.")
          .error();
    }
    return new Categories(column, words, unseen);
  }

  /**
   * The same of a column that is embedded; what was left to the data is settled.
   *
   * @param notes told how many names are too rare. Modified
   */
  static Categories fit(
      Embedding embedding, List<Series> series, int[] training, List<String> notes) {
    String column = embedding.column();
    List<String> words = new ArrayList<>();
    int rare = 0;
    for (Map.Entry<String, Integer> word : counts(column, series, training).entrySet()) {
      if (word.getValue() >= embedding.least()) {
        words.add(word.getKey());
      } else {
        rare++;
      }
    }
    if (words.isEmpty()) {
      throw BadData.because("no name is there often enough to learn a vector for it")
          .file(series.getFirst().source())
          .column(column)
          .expected(embedding.least() + " times in training, data.embedded.least")
          .found(rare == 0 ? "no name" : rare + " names, each less often")
          .next("Leave the column out, or lower least.")
          .error();
    }
    if (words.size() > MOST_EMBEDDED) {
      throw many(column, series, words.size(), "too many names to embed", MOST_EMBEDDED)
          .next("Raise least, leave it out, or group its values.")
          .error();
    }
    if (embedding.size() > words.size()) {
      throw many(
              column,
              series,
              embedding.size(),
              "vectors wider than columns of 0 and 1 would be: it has " + words.size() + " names",
              words.size())
          .next("Make size in data.embedded smaller, or leave it out.")
          .error();
    }
    if (rare > 0) {
      notes.add(
          "Column "
              + BadData.quote(column)
              + ": "
              + rare
              + (rare == 1 ? " name that is" : " names that are")
              + " there fewer than "
              + embedding.least()
              + " times in training "
              + (rare == 1 ? "counts" : "count")
              + " as unknown.");
    }
    int size = embedding.size() > 0 ? embedding.size() : Embedding.usual(words.size());
    return new Categories(column, words, size, embedding.unseen());
  }

  private static BadData.Builder many(
      String column, List<Series> series, int found, String what, int most) {
    return BadData.because(what)
        .file(series.getFirst().source())
        .column(column)
        .expected("at most " + most)
        .found(Integer.toString(found));
  }

  /** How often each name is there. */
  private static Map<String, Integer> counts(String column, List<Series> series, int[] training) {
    Map<String, Integer> counts = new TreeMap<>();
    for (int i = 0; i < training.length; i++) {
      Column cells = series.get(i).column(column);
      for (int step = 0; step < training[i]; step++) {
        if (!cells.missing(step)) {
          counts.merge(cells.text(step), 1, Integer::sum);
        }
      }
    }
    return counts;
  }

  /** The names of the columns: {@code weather=rain}; of an embedded one its own. */
  public List<String> names() {
    return embedded() ? List.of(column) : words.stream().map(word -> column + "=" + word).toList();
  }

  /** Whether a missing name is one that is not known, and no error. */
  boolean takesMissing() {
    return embedded() && unseen == Unseen.OTHER;
  }

  /** The place of a cell's name among the words; −1 for a name that is treated as another one. */
  int index(Series series, int step) {
    String word = series.column(column).text(step);
    int index = Collections.binarySearch(words, word);
    if (index < 0 && unseen == Unseen.REFUSE) {
      throw series
          .at("a name that was not there in training", step, column)
          .expected("one of " + told())
          .found(BadData.quote(word))
          .next("Correct the cell, or train again with rows of this name.")
          .error();
    }
    return Math.max(index, -1);
  }

  private String told() {
    return words.size() <= MOST_TOLD
        ? String.join(", ", words)
        : String.join(", ", words.subList(0, MOST_TOLD)) + " … (" + words.size() + " names in all)";
  }
}
