package sluice.inspect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import sluice.loss.Head;
import sluice.loss.Model;
import sluice.math.Matrix;
import sluice.math.Steps;
import sluice.math.Workers;
import sluice.nn.Capacity;
import sluice.nn.Cell;
import sluice.nn.Draw;
import sluice.nn.Gradients;
import sluice.nn.Input;
import sluice.nn.Network;
import sluice.nn.PassSettings;
import sluice.train.Batch;

/**
 * How far the gradient of the last step alone reaches back: one forward and one backward pass of a
 * batch, in which no other step has a loss. That of a training's loss comes from every step that
 * the head reads; a {@link Recorder} shows it.
 *
 * @param recording norms by step in time, gates, activations
 * @param hidden ‖∂L/∂h‖ by steps before each sequence's end; the last is that of the initial state
 * @param cell ‖∂L/∂c‖ likewise; no norms for a layer without a cell state
 */
public record Reach(CellRecording recording, Flow hidden, Flow cell) {

  /**
   * Of the outputs: the gradient of the last step's output is given.
   *
   * @param network whose layers are measured. Not modified
   * @param x [N, I]
   * @param steps how the rows lie
   * @param gradient [B, O] by position, of the output at each sequence's last step
   * @return one for each recurrent layer, bottom layer first
   */
  public static List<Reach> of(Network network, Input x, Steps steps, Matrix gradient) {
    Run run = new Run(network, steps);
    Matrix y = run.pass.forward(x, steps);
    Matrix dy = Matrix.of(y.rows(), y.columns());
    Steps out = run.pass.steps();
    for (int b = 0; b < out.sequences(); b++) {
      int row = out.row(out.length(b) - 1, b);
      System.arraycopy(gradient.data(), gradient.at(b), dy.data(), dy.at(row), y.columns());
    }
    return run.back(dy);
  }

  /** Of the loss: that of each sequence's last step, as the head and the batch have it. */
  public static List<Reach> of(Model model, Batch batch) {
    Run run = new Run(model.network(), batch.steps());
    Matrix y = run.pass.forward(batch.input(), batch.steps());
    Steps out = run.pass.steps();
    Head.Pass head =
        model.head().pass(y.rows(), Optional.of(new Gradients(model.weights())), Workers.serial());
    float[] weights = new float[y.rows()];
    for (int b = 0; b < out.sequences(); b++) {
      int row = out.row(out.length(b) - 1, b);
      weights[row] = batch.weights()[row];
    }
    Matrix dy = Matrix.of(y.rows(), y.columns());
    head.lossAndGradient(y, batch.target(), weights, dy);
    return run.back(dy);
  }

  /** The layer. */
  public Cell layer() {
    return recording.cell();
  }

  /** What remembers: c where there is one, else h. */
  public Flow memory() {
    return layer().hasCell() ? cell : hidden;
  }

  /** One forward and one backward, recorded. */
  private static final class Run {
    private final Recorder recorder;
    private final Network.Pass pass;
    private final Steps steps;

    Run(Network network, Steps steps) {
      this.steps = steps;
      recorder = Recorder.always(network);
      pass =
          network.pass(
              PassSettings.training(
                      Capacity.of(steps), new Gradients(network.weights()), new Draw(0))
                  .probe(recorder));
    }

    List<Reach> back(Matrix dy) {
      pass.backward(dy);
      List<Reach> all = new ArrayList<>();
      for (CellRecording recording : recorder.recording().cells()) {
        Cell cell = recording.cell();
        Flow hidden = withStart(recording.hiddenFlow(), cell.state(), cell.width());
        Flow c =
            cell.hasCell()
                ? withStart(recording.cellFlow(), cell.state() + cell.width(), cell.units())
                : recording.cellFlow();
        all.add(new Reach(recording, hidden, c));
      }
      return all;
    }

    /** Adds the gradient of the initial state, which lies one step before a sequence's first. */
    private Flow withStart(Flow flow, int column, int columns) {
      double[] squares = new double[flow.steps() + 1];
      for (int k = 0; k < flow.steps(); k++) {
        squares[k] = flow.norms()[k] * flow.norms()[k];
      }
      boolean longer = false;
      for (int b = 0; b < steps.sequences() && steps.length(b) <= flow.steps(); b++) {
        double sum = 0;
        for (int j = column; j < column + columns; j++) {
          double value = pass.startGradient().get(b, j);
          sum += value * value;
        }
        squares[steps.length(b)] += sum;
        longer |= sum > 0 && steps.length(b) == flow.steps();
      }
      int count = longer ? squares.length : flow.steps();
      return new Flow(Arrays.stream(squares, 0, count).map(Math::sqrt).toArray());
    }
  }
}
