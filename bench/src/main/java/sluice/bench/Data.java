package sluice.bench;

import java.util.ArrayList;
import java.util.List;

/**
 * Weights, inputs and targets of a workload, equal for every engine: plain arrays, row by row, from
 * a counter-based generator, so that no engine needs another one's classes.
 */
final class Data {
  private static final int WEIGHTS = 1;
  private static final int INPUTS = 2;
  private static final int TARGETS = 3;
  private static final double EMBEDDING_BOUND = 0.1;

  private final Workload work;

  Data(Workload work) {
    this.work = work;
  }

  /**
   * The weights of an LSTM layer, gates in the order i f g o, uniform within 1/√H as PyTorch draws
   * them.
   *
   * @param wx [I, 4H]
   * @param wh [H, 4H]
   * @param b [4H]
   */
  record Lstm(float[] wx, float[] wh, float[] b) {}

  /**
   * The weights of a dense layer.
   *
   * @param w [I, O]
   * @param b [O]
   */
  record Dense(float[] w, float[] b) {}

  /** The weights of each LSTM layer, from the bottom up. */
  List<Lstm> layers() {
    int hidden = work.stack().hidden();
    double bound = 1 / Math.sqrt(hidden);
    List<Lstm> layers = new ArrayList<>();
    int width = work.inputs().width();
    for (int l = 0; l < work.stack().layers(); l++) {
      layers.add(
          new Lstm(
              uniform(width * 4 * hidden, bound, WEIGHTS, 3 * l),
              uniform(hidden * 4 * hidden, bound, WEIGHTS, 3 * l + 1),
              uniform(4 * hidden, bound, WEIGHTS, 3 * l + 2)));
      width = hidden;
    }
    return layers;
  }

  /** The dense head. */
  Dense head() {
    int hidden = work.stack().hidden();
    double bound = 1 / Math.sqrt(hidden);
    return new Dense(
        uniform(hidden * work.goal().outputs(), bound, WEIGHTS, 100),
        uniform(work.goal().outputs(), bound, WEIGHTS, 101));
  }

  /** The words' vectors, [V, E]. */
  float[] embedding(Workload.Inputs.Embedding words) {
    return uniform(words.words() * words.width(), EMBEDDING_BOUND, WEIGHTS, 102);
  }

  /** Input numbers, [N, I], time-major: row t·B + b. */
  float[] numbers() {
    return uniform(work.rows() * work.inputs().width(), 1, INPUTS, 0);
  }

  /** Input symbols or words, [N]. */
  int[] ids() {
    int bound =
        work.inputs() instanceof Workload.Inputs.Embedding words
            ? words.words()
            : work.inputs().width();
    return below(bound, work.rows(), INPUTS);
  }

  /** Classes to be predicted, a row of the goal each. */
  int[] classes() {
    return below(work.goal().outputs(), work.goalRows(), TARGETS);
  }

  /** Numbers to be predicted, [B, O]. */
  float[] targets() {
    return uniform(work.goalRows() * work.goal().outputs(), 1, TARGETS, 0);
  }

  /** A gradient of the hidden states, [N, H], where no loss gives one. */
  float[] hiddenGradient() {
    return uniform(work.rows() * work.stack().hidden(), 1e-3, TARGETS, 0);
  }

  private float[] uniform(int count, double bound, int kind, int which) {
    float[] values = new float[count];
    long seed = seed(kind, which);
    for (int j = 0; j < count; j++) {
      values[j] = (float) (bound * ((mix(seed + j) >>> 40) * 0x1p-23 - 1));
    }
    return values;
  }

  private int[] below(int bound, int count, int kind) {
    int[] values = new int[count];
    long seed = seed(kind, 0);
    for (int j = 0; j < count; j++) {
      values[j] = (int) ((mix(seed + j) >>> 33) % bound);
    }
    return values;
  }

  private long seed(int kind, int which) {
    return mix(((long) work.ordinal() << 32) + 1000L * kind + which);
  }

  /** The finaliser of SplitMix64 (Steele et al. 2014) on a counter. */
  private static long mix(long counter) {
    long z = counter * 0x9e3779b97f4a7c15L;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
