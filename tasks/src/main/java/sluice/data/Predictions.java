package sluice.data;

import java.util.function.Function;
import java.util.function.Supplier;
import sluice.loss.Predictor;
import sluice.math.Matrix;
import sluice.math.Steps;
import sluice.math.Workers;
import sluice.nn.Network;
import sluice.nn.PassSettings;
import sluice.train.Batch;

/** What a model, an ensemble or a network says of each example, without dropout. */
public final class Predictions {
  private static final int ROWS = 1 << 14; // enough to keep every core busy
  private static final int MOST = 256;

  private Predictions() {}

  /** Hears the rows that a model puts out for one example. */
  @FunctionalInterface
  public interface Listener {
    /**
     * One row.
     *
     * @param example which
     * @param step counted from 0 among the example's last steps
     * @param output predictions of a whole batch; valid during the call
     * @param row the row of this example and step
     */
    void row(int example, int step, Matrix output, int row);
  }

  /**
   * How many examples are run at once: fewer the longer they are, so that measuring long sequences
   * takes no more room than short ones. The answers do not hang on it.
   */
  public static int batchSize(Examples examples) {
    return Math.clamp(
        ROWS / (examples.sides() * examples.maxSteps()), 1, Math.clamp(examples.count(), 1, MOST));
  }

  /** Runs a model over all examples, a batch at a time; of several, all on the same batch. */
  public static void each(Predictor model, Examples examples, Listener listener) {
    if (examples.count() == 0) {
      return;
    }
    // Each member has buffers of its own: with smaller batches they take no more room together.
    int size = Math.max(1, batchSize(examples) / model.members().size());
    ExampleBatches batches = new ExampleBatches(examples, size, false, 0);
    Predictor.Pass pass = model.pass(settings(batches));
    for (int index = 0; index < batches.count(); index++) {
      Batch batch = batches.batch(0, index, 0, 1);
      Matrix output = pass.predict(batch.input(), batch.steps());
      for (int p = 0; examples.sides() > 1 && p < output.rows(); p++) { // of pairs, a row each
        listener.row(index * size + p, 0, output, p);
      }
      for (int t = 0; examples.sides() == 1 && t < pass.steps().count(); t++) {
        for (int b = 0; b < pass.steps().alive(t); b++) {
          listener.row(batches.example(b), t, output, pass.steps().row(t, b));
        }
      }
    }
  }

  /**
   * Runs a network over all examples and tells its outputs example by example, step by step; steps
   * are counted from 0 among those that it gives.
   */
  public static void inOrder(Network network, Examples examples, Listener listener) {
    if (examples.count() > 0) {
      ExampleBatches batches = batches(examples);
      Network.Pass pass = network.pass(settings(batches));
      inOrder(batches, batch -> pass.forward(batch.input(), batch.steps()), pass::steps, listener);
    }
  }

  /** The same of what a whole model predicts. */
  public static void inOrder(Predictor model, Examples examples, Listener listener) {
    if (examples.count() > 0) {
      ExampleBatches batches = batches(examples);
      Predictor.Pass pass = model.pass(settings(batches));
      inOrder(batches, batch -> pass.predict(batch.input(), batch.steps()), pass::steps, listener);
    }
  }

  private static ExampleBatches batches(Examples examples) {
    return new ExampleBatches(examples, batchSize(examples), false, 0);
  }

  private static PassSettings settings(ExampleBatches batches) {
    return PassSettings.predicting(batches.capacity(1)).workers(Workers.shared());
  }

  private static void inOrder(
      ExampleBatches batches,
      Function<Batch, Matrix> forward,
      Supplier<Steps> lying,
      Listener listener) {
    int size = batchSize(batches.examples());
    int[] position = new int[size];
    for (int index = 0; index < batches.count(); index++) {
      Matrix output = forward.apply(batches.batch(0, index, 0, 1));
      Steps steps = lying.get();
      for (int b = 0; b < steps.sequences(); b++) {
        position[batches.example(b) - index * size] = b;
      }
      for (int s = 0; s < steps.sequences(); s++) {
        for (int t = 0; t < steps.length(position[s]); t++) {
          listener.row(index * size + s, t, output, steps.row(t, position[s]));
        }
      }
    }
  }
}
