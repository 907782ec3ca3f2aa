package sluice.metric;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** How often each class was answered for each true class. */
public final class ConfusionMatrix {
  private final List<String> labels;
  private final long[][] counts; // [truth][answer]

  /**
   * A matrix of given counts.
   *
   * @param labels the names of the classes in the order of their ids, at least one
   * @param counts row: truth, column: answer; [classes][classes], none negative
   */
  public ConfusionMatrix(List<String> labels, long[][] counts) {
    this.labels = List.copyOf(labels);
    this.counts = new long[counts.length][];
    boolean square = !labels.isEmpty() && counts.length == labels.size();
    for (int truth = 0; truth < counts.length; truth++) {
      square &= counts[truth].length == labels.size();
      this.counts[truth] = counts[truth].clone();
    }
    if (!square) {
      throw new IllegalArgumentException(
          "a confusion matrix of " + labels.size() + " labels needs as many rows and columns");
    }
  }

  /**
   * One class in the matrix.
   *
   * @param label the name of the class
   * @param support how many examples truly belong to it
   * @param answered how many were said to belong to it
   * @param correct how many were rightly said to belong to it
   */
  public record ClassCount(String label, long support, long answered, long correct) {
    /**
     * Share of the answers of this class that are right.
     *
     * @return 0 to 1; empty if the class was never answered
     */
    public OptionalDouble precision() {
      return share(correct, answered);
    }

    /**
     * Share of the examples of this class that were found.
     *
     * @return 0 to 1; empty if the class never occurred
     */
    public OptionalDouble recall() {
      return share(correct, support);
    }

    /**
     * Harmonic mean of precision and recall, 2·TP ÷ (2·TP + FP + FN).
     *
     * @return 0 to 1; empty if the class neither occurred nor was answered
     */
    public OptionalDouble f1() {
      return share(2 * correct, support + answered);
    }

    private static OptionalDouble share(long part, long whole) {
      return whole == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) part / whole);
    }
  }

  /**
   * The names of the classes.
   *
   * @return the labels in the order of their ids
   */
  public List<String> labels() {
    return labels;
  }

  /**
   * How often a class was answered where another was true.
   *
   * @param truth id of the true class
   * @param answer id of the class that was answered
   * @return the count
   */
  public long count(int truth, int answer) {
    return counts[truth][answer];
  }

  /**
   * How many answers there are.
   *
   * @return the sum of all counts
   */
  public long total() {
    return classes().stream().mapToLong(ClassCount::support).sum();
  }

  /**
   * How many answers are right.
   *
   * @return the sum of the diagonal
   */
  public long correct() {
    return classes().stream().mapToLong(ClassCount::correct).sum();
  }

  /**
   * Each class with its counts.
   *
   * @return one entry a class, in the order of the labels
   */
  public List<ClassCount> classes() {
    var classes = new ArrayList<ClassCount>(labels.size());
    for (int id = 0; id < labels.size(); id++) {
      long support = 0;
      long answered = 0;
      for (int other = 0; other < labels.size(); other++) {
        support += counts[id][other];
        answered += counts[other][id];
      }
      classes.add(new ClassCount(labels.get(id), support, answered, counts[id][id]));
    }
    return List.copyOf(classes);
  }
}
