package sluice.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import sluice.math.Rng;

/**
 * Generated sequences whose answer lies far back: what a network must remember to be right. Each is
 * a function of seed and number, the same on every machine.
 *
 * <pre>
 *   adding   numbers U(0, 1) and two marks, one in each half; the answer is the sum of the two
 *            marked numbers. Answering 1 always has a squared error of 1∕6
 *   copy     one of eight symbols at the first step, blanks after it, a cue at the last step; the
 *            answer is the symbol. Guessing is right one time in eight
 *   bit      ±1 at every step, and a mark at the first; the answer is the marked bit. Guessing is
 *            right every other time
 * </pre>
 *
 * <p>The adding problem is Hochreiter &amp; Schmidhuber's (1997) in the form of Le et al. (2015).
 */
public final class LagTasks {
  /** Symbols of the copy task. */
  public static final int SYMBOLS = 8;

  /** The column that numbers the sequences. */
  public static final String KEY = "sequence";

  private static final int FEWEST_STEPS = 2;

  /** What is to be remembered. */
  public enum Kind {
    /** The sum of two marked numbers. */
    ADDING(List.of("value", "mark"), "sum"),
    /** A symbol. */
    COPY(List.of("s1", "s2", "s3", "s4", "s5", "s6", "s7", "s8", "cue"), "symbol"),
    /** A bit. */
    BIT(List.of("bit", "mark"), "marked");

    private final List<String> inputs;
    private final String target;

    Kind(List<String> inputs, String target) {
      this.inputs = inputs;
      this.target = target;
    }

    /** Columns of a step. */
    public List<String> inputs() {
      return inputs;
    }

    /** The column with the answer, the same at each step of a sequence. */
    public String target() {
      return target;
    }

    /** Whether the answer is a class rather than a number. */
    public boolean classes() {
      return this != ADDING;
    }
  }

  /**
   * Sequences with their answers.
   *
   * @param inputs by sequence, step and column
   * @param answers by sequence: the sum, or the class, counted from 0
   */
  public record Sequences(float[][][] inputs, float[] answers) {}

  private LagTasks() {}

  /**
   * Makes sequences.
   *
   * @param kind of task
   * @param steps of each, at least 2
   * @param count how many, at least 1
   * @param seed from which they follow
   * @throws IllegalArgumentException if there are too few steps or sequences
   */
  public static Sequences make(Kind kind, int steps, int count, long seed) {
    if (steps < FEWEST_STEPS || count < 1) {
      throw new IllegalArgumentException(
          "a long-lag task needs at least "
              + FEWEST_STEPS
              + " steps and 1 sequence, had "
              + steps
              + " and "
              + count);
    }
    float[][][] inputs = new float[count][steps][kind.inputs().size()];
    float[] answers = new float[count];
    for (int s = 0; s < count; s++) {
      long key = Rng.key(seed, Rng.DATA, kind.ordinal(), 0, s, 0);
      answers[s] =
          switch (kind) {
            case ADDING -> adding(inputs[s], key);
            case COPY -> copy(inputs[s], key);
            case BIT -> bit(inputs[s], key);
          };
    }
    return new Sequences(inputs, answers);
  }

  private static float adding(float[][] x, long key) {
    int steps = x.length;
    for (int t = 0; t < steps; t++) {
      x[t][0] = Rng.uniform(Rng.unitBits(key, t));
    }
    int half = steps / 2;
    int first = Rng.below(key, steps, half);
    int second = half + Rng.below(key, steps + 1, steps - half);
    x[first][1] = 1;
    x[second][1] = 1;
    return x[first][0] + x[second][0];
  }

  private static float copy(float[][] x, long key) {
    int symbol = Rng.below(key, 0, SYMBOLS);
    x[0][symbol] = 1;
    x[x.length - 1][SYMBOLS] = 1;
    return symbol;
  }

  private static float bit(float[][] x, long key) {
    for (int t = 0; t < x.length; t++) {
      x[t][0] = 2 * Rng.below(key, t, 2) - 1;
    }
    x[0][1] = 1;
    return x[0][0] > 0 ? 1 : 0;
  }

  /** The same as a table, a row a step: {@link #KEY}, the inputs, the answer at every step. */
  public static Table table(Kind kind, int steps, int count, long seed) {
    Sequences made = make(kind, steps, count, seed);
    int rows = Math.multiplyExact(steps, count);
    List<Column> columns = new ArrayList<>();
    int[] sequence = new int[rows];
    Arrays.setAll(sequence, row -> row / steps);
    List<String> names = new ArrayList<>();
    for (int s = 1; s <= count; s++) {
      names.add(Integer.toString(s));
    }
    columns.add(Column.ofText(KEY, sequence, names));
    for (int c = 0; c < kind.inputs().size(); c++) {
      double[] values = new double[rows];
      for (int row = 0; row < rows; row++) {
        values[row] = made.inputs()[row / steps][row % steps][c];
      }
      columns.add(Column.ofNumbers(kind.inputs().get(c), values));
    }
    if (kind.classes()) {
      int classes = kind == Kind.COPY ? SYMBOLS : 2;
      List<String> words = new ArrayList<>();
      for (int k = 0; k < classes; k++) {
        words.add(kind == Kind.COPY ? kind.inputs().get(k) : Integer.toString(k));
      }
      int[] codes = new int[rows];
      Arrays.setAll(codes, row -> (int) made.answers()[row / steps]);
      columns.add(Column.ofText(kind.target(), codes, words));
    } else {
      double[] values = new double[rows];
      Arrays.setAll(values, row -> made.answers()[row / steps]);
      columns.add(Column.ofNumbers(kind.target(), values));
    }
    return Table.of(kind.name().toLowerCase(java.util.Locale.ROOT), columns.toArray(Column[]::new));
  }
}
