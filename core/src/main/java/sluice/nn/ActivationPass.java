package sluice.nn;

import java.util.Optional;
import sluice.kernel.Kernels;
import sluice.math.Matrix;
import sluice.math.Workers;

/**
 * An activation over all rows of a pass, with what its backward needs of its forward. Rows are
 * shared out among workers.
 */
final class ActivationPass {
  private static final Kernels KERNELS = Kernels.get();

  /** Floats of a piece, below which another thread costs more than it brings. */
  private static final int PIECE_FLOATS = 1 << 16;

  private final Activation activation;
  private final Activation.Kind kind;
  private final Workers workers;
  private final int columns;
  private final boolean keepsSums;
  private final Matrix sums; // [N, O]  where the derivative cannot be told from the output
  private final Optional<Weight> slope; // [1, O]  of a parametric ReLU
  private final Matrix dSlopes; // [N, O]  what each row adds to its gradient
  private final Optional<BiasGradient> dSlope;
  private final Workers.Piece forwardPiece = this::forward;
  private final Workers.Piece backwardPiece = this::backward;
  private final int pieceRows;
  private Matrix a = Matrix.EMPTY;
  private Matrix y = Matrix.EMPTY;
  private Matrix dy = Matrix.EMPTY;
  private Matrix da = Matrix.EMPTY;

  /**
   * For rows of so many columns.
   *
   * @param slope the weight of a parametric ReLU
   */
  ActivationPass(
      Activation activation, Optional<Weight> slope, int columns, PassSettings settings) {
    this.activation = activation;
    this.kind = activation.kind();
    this.slope = slope;
    this.columns = columns;
    workers = settings.workers();
    pieceRows = Math.max(1, PIECE_FLOATS / columns);
    keepsSums = settings.training() && kind.needsSum();
    int rows = settings.capacity().rows();
    sums = Matrix.of(keepsSums ? rows : 0, columns);
    boolean learns = slope.isPresent() && settings.training();
    dSlopes = Matrix.of(learns ? rows : 0, columns);
    dSlope =
        settings
            .gradients()
            .filter(_ -> learns)
            .map(gradients -> new BiasGradient(gradients, slope.orElseThrow(), workers));
  }

  /** Floats that one holds. */
  static long floats(Activation activation, int columns, Capacity capacity, boolean training) {
    long matrices = activation.kind().needsSum() && training ? 1 : 0;
    matrices += activation.kind() == Activation.Kind.PARAMETRIC_RELU && training ? 1 : 0;
    return matrices * capacity.rows() * columns;
  }

  /** y = act(a), all rows; y may be a. Modified: y. */
  void forward(Matrix a, Matrix y) {
    this.a = a;
    this.y = y;
    if (keepsSums) {
      sums.rows(a.rows()).set(a);
    }
    workers.run(Math.ceilDiv(a.rows(), pieceRows), forwardPiece);
  }

  private void forward(int piece) {
    int first = piece * pieceRows;
    int rows = Math.min(pieceRows, a.rows() - first);
    switch (kind) {
      case SOFTMAX -> {
        for (int r = first; r < first + rows; r++) {
          softmax(r);
        }
      }
      case PARAMETRIC_RELU -> {
        for (int r = first; r < first + rows; r++) {
          parametric(r);
        }
      }
      default -> activation.apply(rows * columns, a.data(), a.at(first), y.data(), y.at(first));
    }
  }

  private void softmax(int r) {
    float largest = KERNELS.max(columns, a.data(), a.at(r));
    KERNELS.exp(columns, a.data(), a.at(r), largest, y.data(), y.at(r));
    double sum = KERNELS.sum(columns, y.data(), y.at(r));
    KERNELS.scale(columns, (float) (1 / sum), y.data(), y.at(r));
  }

  private void parametric(int r) {
    Matrix s = slope.orElseThrow().values();
    for (int j = 0; j < columns; j++) {
      float value = a.get(r, j);
      y.set(r, j, value > 0 ? value : s.get(0, j) * value);
    }
  }

  /** da = dy ⊙ act′ at the last forward; adds to the gradient of what is learned. Modified: da. */
  void backward(Matrix dy, Matrix da) {
    this.dy = dy;
    this.da = da;
    dSlopes.rows(dSlope.isPresent() ? dy.rows() : 0);
    workers.run(Math.ceilDiv(dy.rows(), pieceRows), backwardPiece);
    if (dSlope.isPresent()) {
      dSlope.get().add(dSlopes);
    }
  }

  private void backward(int piece) {
    int first = piece * pieceRows;
    int rows = Math.min(pieceRows, dy.rows() - first);
    switch (kind) {
      case SOFTMAX -> {
        for (int r = first; r < first + rows; r++) {
          softmaxBackward(r);
        }
      }
      case PARAMETRIC_RELU -> {
        for (int r = first; r < first + rows; r++) {
          parametricBackward(r);
        }
      }
      default -> {
        Matrix z = keepsSums ? sums : y;
        activation.backward(
            rows * columns,
            z.data(),
            z.at(first),
            dy.data(),
            dy.at(first),
            da.data(),
            da.at(first));
      }
    }
  }

  private void softmaxBackward(int r) {
    float mean = (float) KERNELS.dot(columns, dy.data(), dy.at(r), y.data(), y.at(r));
    for (int j = 0; j < columns; j++) {
      da.set(r, j, y.get(r, j) * (dy.get(r, j) - mean));
    }
  }

  private void parametricBackward(int r) {
    Matrix s = slope.orElseThrow().values();
    for (int j = 0; j < columns; j++) {
      float sum = sums.get(r, j);
      float gradient = dy.get(r, j);
      da.set(r, j, sum > 0 ? gradient : s.get(0, j) * gradient);
      dSlopes.set(r, j, sum > 0 ? 0 : sum * gradient);
    }
  }
}
