package sluice.loss;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import sluice.kernel.Kernels;
import sluice.math.Matrix;
import sluice.math.Workers;
import sluice.nn.DenseProduct;
import sluice.nn.Gradients;
import sluice.nn.Initialiser;
import sluice.nn.Weight;

/**
 * Adaptive softmax over many classes that are sorted by how often they come (Grave et al. 2017):
 * the frequent ones stand in a short list, the others in clusters that cost little because few rows
 * reach them and because they see h through ever narrower projections.
 *
 * <pre>
 *   [p(short list), p(clusters)] = softmax(h·W + b)         p(j | cluster) = softmax(h·P·V + d)
 *   p(j) = p(j) of the short list, or p(cluster of j)·p(j | cluster)           loss = −log p(class)
 * </pre>
 *
 * <p>The probabilities of all classes sum to 1; training computes those only that its classes need.
 */
final class AdaptiveHead implements Head {
  private static final int HEAD = -1; // its place among the layers, for first values

  /** Outputs held at once. */
  private static final int SOME_OUTPUTS = 1 << 20;

  private static final Loss LOSS = new SoftmaxCrossEntropy();

  private final int inputSize;
  private final int outputSize;
  private final int shortList;
  private final int narrowing;
  private final Weight w; // [I, short list + clusters]
  private final Weight b; // [1, short list + clusters]
  private final List<Cluster> clusters = new ArrayList<>();

  /**
   * Classes {@code [first, first + size)}.
   *
   * @param down P, [I, R]
   * @param none [1, R], zeros: a projection has no bias
   * @param up V, [R, size]
   * @param b d, [1, size]
   */
  private record Cluster(int first, int size, Weight down, Weight none, Weight up, Weight b) {}

  AdaptiveHead(int inputSize, int outputSize, int[] cutoffs, int narrowing, long seed) {
    check(outputSize, cutoffs, narrowing);
    this.inputSize = inputSize;
    this.outputSize = outputSize;
    this.narrowing = narrowing;
    shortList = cutoffs.length == 0 ? outputSize : cutoffs[0];
    int columns = shortList + cutoffs.length;
    w = new Weight("head.w", inputSize, columns, Weight.Role.TRAINED);
    b = new Weight("head.b", 1, columns, Weight.Role.TRAINED);
    uniform(w, seed, 0);
    int width = inputSize;
    for (int i = 0; i < cutoffs.length; i++) {
      width = Math.max(1, width / narrowing);
      int end = i + 1 < cutoffs.length ? cutoffs[i + 1] : outputSize;
      int size = end - cutoffs[i];
      String name = "head." + (i + 1);
      Cluster cluster =
          new Cluster(
              cutoffs[i],
              size,
              new Weight(name + ".down.w", inputSize, width, Weight.Role.TRAINED),
              new Weight(name + ".none", 1, width, Weight.Role.CONSTANT),
              new Weight(name + ".w", width, size, Weight.Role.TRAINED),
              new Weight(name + ".b", 1, size, Weight.Role.TRAINED));
      uniform(cluster.down, seed, 2 * i + 1);
      uniform(cluster.up, seed, 2 * i + 2);
      clusters.add(cluster);
    }
  }

  private static void check(int outputSize, int[] cutoffs, int narrowing) {
    int before = 0;
    for (int cutoff : cutoffs) {
      if (cutoff <= before || cutoff >= outputSize) {
        throw new IllegalArgumentException(
            "cutoffs must rise between 0 and "
                + outputSize
                + " classes, were "
                + Arrays.toString(cutoffs));
      }
      before = cutoff;
    }
    if (narrowing < 1) {
      throw new IllegalArgumentException("narrowing must be at least 1, was " + narrowing);
    }
  }

  private static void uniform(Weight weight, long seed, int number) {
    float bound = 1 / (float) Math.sqrt(weight.values().rows());
    Initialiser.uniform(weight.values(), bound, seed, HEAD, number);
  }

  @Override
  public String type() {
    return "adaptive";
  }

  @Override
  public int inputSize() {
    return inputSize;
  }

  @Override
  public int outputSize() {
    return outputSize;
  }

  @Override
  public Loss loss() {
    return LOSS;
  }

  @Override
  public int[] cutoffs() {
    return clusters.stream().mapToInt(Cluster::first).toArray();
  }

  @Override
  public int narrowing() {
    return narrowing;
  }

  @Override
  public List<Weight> weights() {
    List<Weight> all = new ArrayList<>(List.of(w, b));
    clusters.forEach(cluster -> all.addAll(List.of(cluster.down, cluster.up, cluster.b)));
    return all;
  }

  @Override
  public long passFloats(int rows, boolean training) {
    int some = some(rows);
    long floats = outputs(w, some, training) + 3L * rows;
    for (Cluster cluster : clusters) {
      floats += outputs(cluster.down, some, training) + outputs(cluster.up, some, training);
      floats += 4L * some + (long) some * inputSize * (training ? 2 : 1);
      floats += training ? (long) some * cluster.down.values().columns() : 0;
    }
    return training ? floats : floats + (long) rows * outputSize;
  }

  private static long outputs(Weight weight, int rows, boolean training) {
    return (long) rows * weight.values().columns() + DenseProduct.floats(weight, rows, training);
  }

  /** Rows that are worked on at once: whole blocks of the sums over rows. */
  private int some(int rows) {
    int widest = shortList + clusters.size();
    for (Cluster cluster : clusters) {
      widest = Math.max(widest, cluster.size);
    }
    int blocks = Math.max(1, SOME_OUTPUTS / widest / Kernels.BLOCK);
    return Math.min(rows, blocks * Kernels.BLOCK);
  }

  @Override
  public Head.Pass pass(int rows, Optional<Gradients> gradients, Workers workers) {
    return new Pass(rows, gradients, workers);
  }

  private final class Pass implements Head.Pass {
    private final int rows;
    private final int some;
    private final DenseProduct product;
    private final WeightedRows weighted;
    private final Target.ClassIds choices; // short list or cluster of each row
    private final Matrix z; // [some rows, short list + clusters]  then its gradient
    private final Tail[] tails;
    private Matrix predictions = Matrix.EMPTY; // [N, O]  made when first asked for

    Pass(int rows, Optional<Gradients> gradients, Workers workers) {
      this.rows = rows;
      some = some(rows);
      product = DenseProduct.of(w, b, some, gradients, workers);
      weighted = new WeightedRows(LOSS, rows, workers);
      choices = new Target.ClassIds(rows);
      z = Matrix.of(some, w.values().columns());
      tails = new Tail[clusters.size()];
      for (int i = 0; i < tails.length; i++) {
        tails[i] = new Tail(clusters.get(i), some, gradients, workers);
      }
    }

    @Override
    public Matrix predict(Matrix h) {
      if (predictions.capacity() == 0) {
        predictions = Matrix.of(rows, outputSize);
      }
      predictions.rows(h.rows());
      for (int first = 0; first < h.rows(); first += some) {
        int count = Math.min(some, h.rows() - first);
        product.forward(h, first, count, z);
        LOSS.predict(z);
        for (int r = 0; r < count; r++) {
          System.arraycopy(
              z.data(), z.at(r), predictions.data(), predictions.at(first + r), shortList);
        }
        for (int i = 0; i < tails.length; i++) {
          tails[i].predict(h, first, count, z, shortList + i, predictions);
        }
      }
      return predictions;
    }

    @Override
    public double loss(Matrix h, Target target, float[] weights) {
      return run(h, target, weights, Matrix.EMPTY);
    }

    @Override
    public double lossAndGradient(Matrix h, Target target, float[] weights, Matrix dh) {
      dh.rows(h.rows());
      return run(h, target, weights, dh);
    }

    private double run(Matrix h, Target target, float[] weights, Matrix dh) {
      LOSS.check(target, h.rows(), outputSize);
      Target.ClassIds ids = (Target.ClassIds) target;
      choices.rows(h.rows());
      for (int r = 0; r < h.rows(); r++) {
        choices.set(r, choice(ids.get(r), r));
      }
      double loss = 0;
      for (int first = 0; first < h.rows(); first += some) {
        int count = Math.min(some, h.rows() - first);
        product.forward(h, first, count, z);
        weighted.add(z, choices, weights, first, z);
        if (dh.capacity() > 0) {
          product.backward(h, first, z, dh);
        }
        for (int i = 0; i < tails.length; i++) {
          tails[i].gather(h, ids, choices, shortList + i, weights, first, count);
          loss += tails[i].run(dh);
        }
      }
      return loss + weighted.sum(h.rows());
    }

    private int choice(int id, int row) {
      if (id < 0 || id >= outputSize) {
        throw SoftmaxCrossEntropy.unknown(id, row, outputSize);
      }
      int choice = id < shortList ? id : shortList;
      for (int i = 1; i < tails.length && id >= tails[i].cluster.first; i++) {
        choice = shortList + i;
      }
      return choice;
    }
  }

  /** A cluster's part of a pass: the rows whose class is in it. */
  private static final class Tail {
    private final Cluster cluster;
    private final DenseProduct down;
    private final DenseProduct up;
    private final WeightedRows weighted;
    private final Target.ClassIds target;
    private final float[] weights;
    private final int[] source; // the row of each gathered row
    private final Matrix h; // [some rows, I]
    private final Matrix u; // [some rows, R]
    private final Matrix z; // [some rows, size]  then its gradient
    private final Matrix du; // [some rows, R]
    private final Matrix dh; // [some rows, I]
    private int count;

    Tail(Cluster cluster, int some, Optional<Gradients> gradients, Workers workers) {
      this.cluster = cluster;
      int inputs = cluster.down.values().rows();
      int width = cluster.down.values().columns();
      down = DenseProduct.of(cluster.down, cluster.none, some, gradients, workers);
      up = DenseProduct.of(cluster.up, cluster.b, some, gradients, workers);
      weighted = new WeightedRows(LOSS, some, workers);
      target = new Target.ClassIds(some);
      weights = new float[some];
      source = new int[some];
      h = Matrix.of(some, inputs);
      u = Matrix.of(some, width);
      z = Matrix.of(some, cluster.size);
      int back = gradients.isPresent() ? some : 0;
      du = Matrix.of(back, width);
      dh = Matrix.of(back, inputs);
    }

    /** Takes the rows whose choice is this cluster. */
    void gather(
        Matrix from,
        Target.ClassIds ids,
        Target.ClassIds choices,
        int own,
        float[] rowWeights,
        int first,
        int rows) {
      count = 0;
      target.rows(rows);
      for (int r = first; r < first + rows; r++) {
        if (choices.get(r) == own) {
          source[count] = r;
          weights[count] = rowWeights[r];
          target.set(count, ids.get(r) - cluster.first);
          System.arraycopy(from.data(), from.at(r), h.data(), h.at(count), h.columns());
          count++;
        }
      }
      target.rows(count);
      h.rows(count);
    }

    /** The loss of the gathered rows; adds their gradients where they are asked for. */
    double run(Matrix gradient) {
      if (count == 0) {
        return 0;
      }
      down.forward(h, 0, count, u);
      up.forward(u, 0, count, z);
      weighted.add(z, target, weights, 0, z);
      if (gradient.capacity() > 0) {
        up.backward(u, 0, z, du.rows(count));
        down.backward(h, 0, du, dh.rows(count));
        for (int r = 0; r < count; r++) {
          int at = gradient.at(source[r]);
          for (int j = 0; j < dh.columns(); j++) {
            gradient.data()[at + j] += dh.get(r, j);
          }
        }
      }
      return weighted.sum(count);
    }

    /** Probabilities of this cluster's classes for some rows, times the cluster's own. */
    void predict(Matrix from, int first, int rows, Matrix choice, int own, Matrix into) {
      down.forward(from, first, rows, u);
      up.forward(u, 0, rows, z);
      LOSS.predict(z);
      for (int r = 0; r < rows; r++) {
        float share = choice.get(r, own);
        int at = into.at(first + r) + cluster.first;
        for (int j = 0; j < cluster.size; j++) {
          into.data()[at + j] = z.get(r, j) * share;
        }
      }
    }
  }
}
