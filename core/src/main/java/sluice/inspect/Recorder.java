package sluice.inspect;

import java.util.List;
import java.util.function.Consumer;
import sluice.math.Matrix;
import sluice.nn.Gradients;
import sluice.nn.Network;
import sluice.nn.Probe;
import sluice.optim.Clip;

/**
 * Records how the gradient flows while a network trains: of every n-th step the norms by layer and
 * step in time, the gates, the weights.
 *
 * <p>It only reads: every bit of the training is the same with it and without. Between the steps
 * that it records a pass does nothing for it. Sums of squares are in double; once the longest batch
 * was seen nothing is allocated. Give it to {@link sluice.train.Hooks#probe}, or to the settings of
 * a pass of your own and call the methods of a step around it. For one training, not thread-safe:
 * it is called on the thread that runs the pass.
 *
 * <p>A step of several passes (groups) is recorded as one: squares add up. Of a step with several
 * evaluations (a line search) the last one is recorded.
 */
public final class Recorder implements Probe {
  private final long every;
  private final Clip clip;
  private final Consumer<Recording> listener;
  private final Recording recording;
  private final List<CellRecording> cells;
  private final CellRecording[] byIndex;
  private boolean reading;

  /**
   * For a network.
   *
   * @param network whose recurrent layers are recorded
   * @param every steps from one recording to the next, at least 1; the first step is recorded
   * @param clip limits to the gradients, as the training has them
   * @param listener hears of every recorded step, once it is made
   */
  public Recorder(Network network, long every, Clip clip, Consumer<Recording> listener) {
    if (every < 1) {
      throw new IllegalArgumentException("every must be at least 1 step, was " + every);
    }
    this.every = every;
    this.clip = clip;
    this.listener = listener;
    recording = new Recording(network);
    cells = recording.cells();
    int most = cells.stream().mapToInt(c -> c.cell().index()).max().orElse(-1);
    byIndex = new CellRecording[most + 1];
    cells.forEach(c -> byIndex[c.cell().index()] = c);
  }

  /**
   * Records every pass, for somebody who runs passes one by one: {@link #recording} has the last.
   */
  public static Recorder always(Network network) {
    Recorder recorder = new Recorder(network, 1, Clip.NONE, recording -> {});
    recorder.reading = true;
    return recorder;
  }

  /** What was recorded last. */
  public Recording recording() {
    return recording;
  }

  @Override
  public boolean reads() {
    return reading;
  }

  @Override
  public void stepBegins(long step, Gradients gradients) {
    reading = (step - 1) % every == 0;
    if (reading) {
      recording.step(step);
      List<WeightRecording> weights = recording.own();
      for (int i = weights.size(); i < gradients.count(); i++) {
        weights.add(new WeightRecording(gradients, i));
      }
      for (int i = 0; i < weights.size(); i++) {
        weights.get(i).begin();
      }
    }
  }

  @Override
  public void evaluationBegins() {
    if (reading) {
      for (int i = 0; i < cells.size(); i++) {
        cells.get(i).clear();
      }
    }
  }

  @Override
  public void forwardStep(
      int layer, int t, int first, int count, Matrix gates, Matrix c, Matrix h) {
    byIndex[layer].forward(t, first, count, gates, c, h);
  }

  @Override
  public void backwardStep(
      int layer,
      int t,
      int first,
      int count,
      Matrix dh,
      Matrix dcFromOutput,
      Matrix dcFromNext,
      Matrix da) {
    byIndex[layer].backward(t, first, count, dh, dcFromOutput, dcFromNext, da);
  }

  @Override
  public void evaluationEnds(Gradients gradients, double scale) {
    if (reading) {
      for (int i = 0; i < cells.size(); i++) {
        cells.get(i).scale(Math.abs(scale));
      }
      recording.norm(gradients.norm());
      List<WeightRecording> weights = recording.own();
      for (int i = 0; i < weights.size(); i++) {
        weights.get(i).evaluated(clip.value());
      }
    }
  }

  @Override
  public void stepEnds(Gradients gradients) {
    if (reading) {
      double norm = gradients.norm(); // elements are clamped by now, if they are
      recording.clip(norm > clip.norm() ? clip.norm() / norm : 1);
      List<WeightRecording> weights = recording.own();
      for (int i = 0; i < weights.size(); i++) {
        weights.get(i).end();
      }
      reading = false;
      listener.accept(recording);
    }
  }
}
