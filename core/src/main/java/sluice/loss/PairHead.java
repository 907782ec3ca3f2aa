package sluice.loss;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import sluice.math.Matrix;
import sluice.math.Steps;
import sluice.math.Workers;
import sluice.nn.Gradients;
import sluice.nn.Initialiser;
import sluice.nn.Weight;

/**
 * Compares the two halves of a batch: of 2B sequences the first B are left sides, the others their
 * right sides, in the same order. One network has read them all, so that both sides have the same
 * weights and their gradients add up (Bromley et al. 1993).
 *
 * <pre>
 *   f = cosine(u, v), −|u − v|, or [|u − v|, u ⊙ v]      z = f·W + b      [B, 1]
 *   cosine    c = u·v ∕ (|u||v|)       dc/du = v ∕ (|u||v|) − c·u ∕ |u|²
 *   distance  d = |u − v|              dd/du = (u − v) ∕ d
 *   dense     z = Σ W₁|u − v| + W₂·u·v  dz/du = W₁·sign(u − v) + W₂·v
 * </pre>
 *
 * <p>Squares of lengths are raised by 1e−12, so that vectors of 0 have a derivative. Under the
 * contrastive loss z is −|u − v| itself and nothing is learned here. All sums are in double, in
 * rising order, and symmetric: the sides may be exchanged and no bit changes.
 */
final class PairHead implements Head {
  private static final int HEAD = -1; // its place among the layers, for first values
  private static final double TINY = 1e-12;
  private static final float COSINE_SCALE = 5; // a cosine alone would never be sure of anything

  private final int inputSize;
  private final Likeness likeness;
  private final Loss loss;
  private final List<Weight> weights; // none, or w [F, 1] and b [1, 1]

  PairHead(int inputSize, Likeness likeness, Loss loss, long seed) {
    this.inputSize = inputSize;
    this.likeness = likeness;
    this.loss = loss;
    boolean plain = loss instanceof Contrastive;
    if (plain && likeness != Likeness.DISTANCE) {
      throw new IllegalArgumentException(
          "the contrastive loss is of a distance, not of "
              + likeness.name().toLowerCase(Locale.ROOT));
    }
    weights = plain ? List.of() : weights(seed);
  }

  private List<Weight> weights(long seed) {
    int features = likeness == Likeness.DENSE ? 2 * inputSize : 1;
    Weight w = new Weight("head.w", features, 1, Weight.Role.TRAINED);
    Weight b = new Weight("head.b", 1, 1, Weight.Role.TRAINED);
    switch (likeness) {
      case COSINE -> w.values().fill(COSINE_SCALE);
      case DISTANCE -> {
        w.values().fill(1);
        b.values().fill(1);
      }
      case DENSE -> Initialiser.uniform(w.values(), 1 / (float) Math.sqrt(features), seed, HEAD, 0);
    }
    return List.of(w, b);
  }

  @Override
  public String type() {
    return "pair";
  }

  /** How the two sides are compared. */
  @Override
  public Optional<Likeness> likeness() {
    return Optional.of(likeness);
  }

  @Override
  public int inputSize() {
    return inputSize;
  }

  @Override
  public int outputSize() {
    return 1;
  }

  @Override
  public Loss loss() {
    return loss;
  }

  @Override
  public List<Weight> weights() {
    return weights;
  }

  @Override
  public long passFloats(int rows, boolean training) {
    return 4L * rows + 4L * inputSize;
  }

  @Override
  public Pass pass(int rows, Optional<Gradients> gradients, Workers workers) {
    return new Pass(rows, gradients, workers);
  }

  private final class Pass implements Head.Pass {
    private final int[] row; // of each side: B left ones, then B right ones
    private final Matrix z; // [B, 1]  outputs, then their gradient
    private final WeightedRows weighted;
    private final Optional<Matrix> dw;
    private final Optional<Matrix> db;
    private final double[] sums; // [F], of the gradient of w
    private int pairs;

    Pass(int rows, Optional<Gradients> gradients, Workers workers) {
      row = new int[rows];
      z = Matrix.of(Math.max(1, rows / 2), 1);
      weighted = new WeightedRows(loss, rows, workers);
      dw = gradients.filter(g -> !weights.isEmpty()).map(g -> g.of(weights.get(0)));
      db = gradients.filter(g -> !weights.isEmpty()).map(g -> g.of(weights.get(1)));
      sums = new double[weights.isEmpty() ? 0 : weights.get(0).size()];
    }

    @Override
    public void layout(Steps steps) {
      int sides = steps.sequences();
      if (steps.rows() != sides || sides % 2 != 0) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "pairs need one row of each of an even number of sequences, had %d rows of %d",
                steps.rows(),
                sides));
      }
      pairs = sides / 2;
      for (int b = 0; b < sides; b++) {
        row[steps.source(b)] = steps.lastRow(b);
      }
    }

    @Override
    public Matrix predict(Matrix h) {
      compare(h);
      loss.predict(z);
      return z;
    }

    @Override
    public double loss(Matrix h, Target target, float[] rowWeights) {
      loss.check(target, pairs, 1);
      compare(h);
      weighted.add(z, target, rowWeights, 0, z);
      return weighted.sum(pairs);
    }

    @Override
    public double lossAndGradient(Matrix h, Target target, float[] rowWeights, Matrix dh) {
      double sum = loss(h, target, rowWeights); // z is its gradient now
      dh.rows(h.rows());
      Arrays.fill(sums, 0);
      double bias = 0;
      for (int p = 0; p < pairs; p++) {
        back(h, p, z.get(p, 0), dh);
        bias += z.get(p, 0);
      }
      for (int j = 0; j < sums.length; j++) {
        dw.get().set(j, 0, (float) (dw.get().get(j, 0) + sums[j]));
      }
      if (db.isPresent()) {
        db.get().set(0, 0, (float) (db.get().get(0, 0) + bias));
      }
      return sum;
    }

    private void compare(Matrix h) {
      z.rows(pairs);
      for (int p = 0; p < pairs; p++) {
        double value =
            switch (likeness) {
              case COSINE -> scaled(product(h, left(p), right(p)) / lengths(h, p));
              case DISTANCE -> scaled(-distance(h, p));
              case DENSE -> dense(h, p);
            };
        z.set(p, 0, (float) value);
      }
    }

    private int left(int pair) {
      return row[pair];
    }

    private int right(int pair) {
      return row[pairs + pair];
    }

    private double scaled(double f) {
      return weights.isEmpty() ? f : f * w(0) + bias();
    }

    private float w(int j) {
      return weights.get(0).values().get(j, 0);
    }

    private float bias() {
      return weights.get(1).values().get(0, 0);
    }

    private double product(Matrix h, int r, int s) {
      double sum = 0;
      for (int j = 0; j < inputSize; j++) {
        sum += (double) h.get(r, j) * h.get(s, j);
      }
      return sum;
    }

    private double square(Matrix h, int r) {
      return product(h, r, r) + TINY;
    }

    /** |u|·|v|. */
    private double lengths(Matrix h, int pair) {
      return Math.sqrt(square(h, left(pair))) * Math.sqrt(square(h, right(pair)));
    }

    private double distance(Matrix h, int pair) {
      double sum = TINY;
      for (int j = 0; j < inputSize; j++) {
        double difference = (double) h.get(left(pair), j) - h.get(right(pair), j);
        sum += difference * difference;
      }
      return Math.sqrt(sum);
    }

    private double dense(Matrix h, int pair) {
      double sum = bias();
      for (int j = 0; j < inputSize; j++) {
        double u = h.get(left(pair), j);
        double v = h.get(right(pair), j);
        sum += w(j) * Math.abs(u - v) + w(inputSize + j) * (u * v);
      }
      return sum;
    }

    /** The gradient g of a pair's output, to both sides and to w. */
    private void back(Matrix h, int pair, double g, Matrix dh) {
      switch (likeness) {
        case COSINE -> backCosine(h, pair, g, dh);
        case DISTANCE -> backDistance(h, pair, g, dh);
        case DENSE -> backDense(h, pair, g, dh);
      }
    }

    private void backCosine(Matrix h, int pair, double g, Matrix dh) {
      int l = left(pair);
      int r = right(pair);
      double lengths = lengths(h, pair);
      double cosine = product(h, l, r) / lengths;
      sums[0] += g * cosine;
      double own = g * w(0);
      double ofLeft = cosine / square(h, l);
      double ofRight = cosine / square(h, r);
      for (int j = 0; j < inputSize; j++) {
        double u = h.get(l, j);
        double v = h.get(r, j);
        dh.set(l, j, (float) (own * (v / lengths - ofLeft * u)));
        dh.set(r, j, (float) (own * (u / lengths - ofRight * v)));
      }
    }

    private void backDistance(Matrix h, int pair, double g, Matrix dh) {
      double distance = distance(h, pair);
      double own = -g / distance;
      if (sums.length > 0) {
        sums[0] -= g * distance;
        own *= w(0);
      }
      for (int j = 0; j < inputSize; j++) {
        double difference = (double) h.get(left(pair), j) - h.get(right(pair), j);
        dh.set(left(pair), j, (float) (own * difference));
        dh.set(right(pair), j, (float) (-own * difference));
      }
    }

    private void backDense(Matrix h, int pair, double g, Matrix dh) {
      for (int j = 0; j < inputSize; j++) {
        double u = h.get(left(pair), j);
        double v = h.get(right(pair), j);
        sums[j] += g * Math.abs(u - v);
        sums[inputSize + j] += g * (u * v);
        double apart = w(j) * Math.signum(u - v);
        dh.set(left(pair), j, (float) (g * (apart + w(inputSize + j) * v)));
        dh.set(right(pair), j, (float) (g * (w(inputSize + j) * u - apart)));
      }
    }
  }
}
