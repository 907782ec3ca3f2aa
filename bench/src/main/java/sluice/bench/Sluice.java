package sluice.bench;

import java.util.Arrays;
import java.util.Optional;
import sluice.loss.Model;
import sluice.loss.Target;
import sluice.math.Arithmetic;
import sluice.math.Matrix;
import sluice.math.Steps;
import sluice.math.Workers;
import sluice.nn.Gradients;
import sluice.nn.Input;
import sluice.nn.Network;
import sluice.optim.Adam;
import sluice.optim.Clip;
import sluice.optim.Objective;
import sluice.optim.Optimizer;
import sluice.optim.Sgd;

/** The workloads in Sluice. Passes are made once and used again, as a trainer or a server does. */
public final class Sluice implements Engine {
  /** Workload and threads; see {@link Child}. */
  public static void main(String[] arguments) {
    Child.run(new Sluice(), arguments);
  }

  @Override
  public String name() {
    return "sluice";
  }

  @Override
  public String version() {
    return "Sluice, kernels " + Arithmetic.kernels();
  }

  @Override
  public Task prepare(Workload work, int threads) {
    Workers workers = Workers.of(threads);
    return switch (work.job()) {
      case Workload.Job.Sgd(float rate, float clip) ->
          training(work, workers, g -> new Sgd(new Sgd.Config(rate, 0), g, Clip.norm(clip)));
      case Workload.Job.Adam(float rate) ->
          training(work, workers, g -> new Adam(Adam.Config.DEFAULT.rate(rate), g, Clip.NONE));
      case Workload.Job.Gradients() -> new Backward(work, workers);
      case Workload.Job.Predict() -> new Forward(work, workers);
      case Workload.Job.Advance() -> new Advance(work, workers);
    };
  }

  private interface OptimizerOf {
    Optimizer gradients(Gradients gradients);
  }

  private static Task training(Workload work, Workers workers, OptimizerOf optimizer) {
    Model model = new Model(SluiceParts.network(work), SluiceParts.head(work));
    Gradients gradients = new Gradients(model.weights()).workers(workers);
    return new Training(work, workers, model, gradients, optimizer.gradients(gradients));
  }

  /** Forward, loss, backward, optimiser. */
  private static final class Training extends Closing {
    private final Optimizer optimizer;
    private final Objective objective;
    private double loss;

    Training(
        Workload work, Workers workers, Model model, Gradients gradients, Optimizer optimizer) {
      super(workers);
      this.optimizer = optimizer;
      Model.Pass pass = model.pass(SluiceParts.settings(work, workers, Optional.of(gradients)));
      Steps steps = SluiceParts.steps(work);
      Input input = SluiceParts.input(work);
      Target target = SluiceParts.target(work);
      float[] weights = new float[work.goalRows()];
      Arrays.fill(weights, 1);
      // Numbers are averaged over rows and columns, classes over rows.
      double terms = (double) target.rows() * model.head().loss().outputs(work.goal().outputs());
      objective =
          () -> {
            gradients.clear();
            double sum = pass.lossAndGradient(input, steps, target, weights);
            gradients.finish(1 / terms);
            return sum / terms;
          };
    }

    @Override
    public void step() {
      loss = optimizer.step(objective);
    }

    @Override
    public double loss() {
      return loss;
    }

    @Override
    public float[] output() {
      throw new UnsupportedOperationException("a training step gives its loss");
    }
  }

  /** Forward and backward of the layers, also to the input. */
  private static final class Backward extends Closing {
    private final Network.Pass pass;
    private final Gradients gradients;
    private final Steps steps;
    private final Input input;
    private final Matrix dy;
    private Matrix output = Matrix.EMPTY;

    Backward(Workload work, Workers workers) {
      super(workers);
      Network network = SluiceParts.network(work);
      gradients = new Gradients(network.weights()).workers(workers);
      pass =
          network.pass(
              SluiceParts.settings(work, workers, Optional.of(gradients)).inputGradient(true));
      steps = SluiceParts.steps(work);
      input = SluiceParts.input(work);
      dy = SluiceParts.matrix(work.rows(), new Data(work).hiddenGradient());
    }

    @Override
    public void step() {
      gradients.clear();
      output = pass.forward(input, steps);
      pass.backward(dy);
    }

    @Override
    public float[] output() {
      return output.toArray();
    }
  }

  /** Whole sequences. */
  private static final class Forward extends Closing {
    private final Network.Pass pass;
    private final Steps steps;
    private final Input input;
    private Matrix output = Matrix.EMPTY;

    Forward(Workload work, Workers workers) {
      super(workers);
      pass = SluiceParts.network(work).pass(SluiceParts.settings(work, workers, Optional.empty()));
      steps = SluiceParts.steps(work);
      input = SluiceParts.input(work);
    }

    @Override
    public void step() {
      output = pass.forward(input, steps);
    }

    @Override
    public float[] output() {
      return output.toArray();
    }
  }

  /** One step of each sequence; its state stays in the slab. */
  private static final class Advance extends Closing {
    private final Network.Pass pass;
    private final Input input;
    private final float[] slab;
    private final int[] slots;
    private Matrix output = Matrix.EMPTY;

    Advance(Workload work, Workers workers) {
      super(workers);
      Network network = SluiceParts.network(work);
      pass = network.pass(SluiceParts.settings(work, workers, Optional.empty()));
      input = SluiceParts.input(work);
      int sequences = work.batch().sequences();
      slab = new float[sequences * network.stateLength()];
      slots = new int[sequences];
      Arrays.setAll(slots, s -> s);
    }

    @Override
    public void step() {
      output = pass.step(slab, slots, input);
    }

    @Override
    public float[] output() {
      return output.toArray();
    }
  }

  private abstract static class Closing implements Task {
    private final Workers workers;

    Closing(Workers workers) {
      this.workers = workers;
    }

    @Override
    public double loss() {
      return Double.NaN;
    }

    @Override
    public void close() {
      workers.close();
    }
  }
}
