package sluice.inspect;

import sluice.math.Matrix;
import sluice.math.Rng;
import sluice.math.Steps;
import sluice.nn.Capacity;
import sluice.nn.Cell;
import sluice.nn.Draw;
import sluice.nn.Gradients;
import sluice.nn.Input;
import sluice.nn.Network;
import sluice.nn.PassSettings;

/**
 * How much of a layer's last state still is what it was k steps before: the size of
 * ∂c<sub>T</sub>/∂c<sub>T−k</sub>, all paths taken together, through the gates and h too.
 *
 * <p>By vector-Jacobian products: a backward pass from a unit vector u of random direction in
 * c<sub>T</sub> gives ‖Jᵀu‖, whose mean square is ‖J‖²<sub>F</sub> ∕ H. So {@code norm} is
 * ‖J‖<sub>F</sub> ∕ √H, which is 1 for k = 0: the share that a unit keeps. For a layer without a
 * cell state h stands for c.
 *
 * @param norm by k, mean over sequences and vectors of the squares, then the root
 * @param spread by k, standard deviation of the same over the vectors
 */
public record StateJacobian(double[] norm, double[] spread) {
  /** As many vectors as are drawn where nobody says otherwise. */
  public static final int VECTORS = 5;

  /**
   * Measures a layer.
   *
   * @param network that has the layer. Not modified
   * @param cell one of its {@link Network#cells()}
   * @param x [N, I]
   * @param steps how the rows lie
   * @param vectors how many are drawn for each sequence, at least 1
   * @param seed from which they follow
   */
  public static StateJacobian of(
      Network network, Cell cell, Input x, Steps steps, int vectors, long seed) {
    if (vectors < 1) {
      throw new IllegalArgumentException("at least 1 vector is needed, was " + vectors);
    }
    Recorder recorder = Recorder.always(network);
    Network.Pass pass =
        network.pass(
            PassSettings.training(Capacity.of(steps), new Gradients(network.weights()), new Draw(0))
                .probe(recorder));
    int longest = steps.count();
    double[][] squares = new double[vectors][longest]; // mean over sequences of ‖Jᵀu‖²
    int start = cell.state() + (cell.hasCell() ? cell.width() : 0);
    int size = cell.hasCell() ? cell.units() : cell.width();
    for (int v = 0; v < vectors; v++) {
      Matrix end = Matrix.of(steps.sequences(), network.stateLength());
      for (int b = 0; b < steps.sequences(); b++) {
        unit(end, b, start, size, Rng.key(seed, Rng.DATA, 0, v, steps.id(b), 0));
      }
      recorder.evaluationBegins();
      Matrix y = pass.forward(x, steps); // backward turns gates into their gradients
      pass.backward(Matrix.of(y.rows(), y.columns()), end);
      CellRecording seen =
          recorder.recording().cells().stream()
              .filter(c -> c.cell().equals(cell))
              .findFirst()
              .orElseThrow(() -> new IllegalArgumentException("no such layer: " + cell.name()));
      double[] norms = (cell.hasCell() ? seen.cellFlow() : seen.hiddenFlow()).norms();
      for (int k = 0; k < longest; k++) {
        squares[v][k] = norms[k] * norms[k] / steps.alive(k); // as many are longer than k
      }
    }
    return of(squares);
  }

  private static void unit(Matrix end, int b, int start, int size, long key) {
    double sum = 0;
    for (int j = 0; j < size; j++) {
      float value = Rng.normal(key, j);
      end.set(b, start + j, value);
      sum += (double) value * value;
    }
    for (int j = 0; j < size; j++) {
      end.set(b, start + j, (float) (end.get(b, start + j) / Math.sqrt(sum)));
    }
  }

  private static StateJacobian of(double[][] squares) {
    int longest = squares[0].length;
    double[] norm = new double[longest];
    double[] spread = new double[longest];
    for (int k = 0; k < longest; k++) {
      double mean = 0;
      double roots = 0;
      for (double[] vector : squares) {
        mean += vector[k] / squares.length;
        roots += Math.sqrt(vector[k]) / squares.length;
      }
      double left = 0;
      for (double[] vector : squares) {
        double distance = Math.sqrt(vector[k]) - roots;
        left += distance * distance;
      }
      norm[k] = Math.sqrt(mean);
      spread[k] = squares.length > 1 ? Math.sqrt(left / (squares.length - 1)) : Double.NaN;
    }
    return new StateJacobian(norm, spread);
  }
}
