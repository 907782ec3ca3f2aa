package sluice.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import sluice.inspect.CellRecording;
import sluice.inspect.LayerFlow;
import sluice.inspect.Recorder;
import sluice.inspect.Trial;
import sluice.loss.Model;
import sluice.loss.Reduction;
import sluice.math.Matrix;
import sluice.math.Steps;
import sluice.nn.Capacity;
import sluice.nn.Draw;
import sluice.nn.PassSettings;
import sluice.nn.Weight;
import sluice.train.Batch;
import sluice.train.Batches;
import sluice.train.Hooks;
import sluice.train.Stop;
import sluice.train.TrainEvent;
import sluice.train.Trainer;

/**
 * The first training step of an experiment, taken apart: what flows through each layer on the way
 * up and down, step by step in time through recurrent ones, and what the optimiser makes of it.
 *
 * @param name of the experiment
 * @param sequences in the batch
 * @param steps of the longest of them
 * @param flow through the layers, by the equations in double precision; its loss is the batch's
 *     mean
 * @param recurrent one for each recurrent layer, from the input on, by the engine
 * @param step loss, norm and rate by the engine
 * @param updates one a weight
 */
public record StepTrace(
    String name,
    int sequences,
    int steps,
    LayerFlow flow,
    List<InTime> recurrent,
    TrainEvent.StepDone step,
    List<Update> updates) {

  /**
   * Norms of the gradients in a recurrent layer, by time step.
   *
   * @param layer index of it in the network
   * @param dh of the hidden state, [T]
   * @param dcFromOutput of the cell state, through the output of its own step, [T]; zeros where
   *     there is no cell
   * @param dcFromNext through the next step, [T]
   */
  public record InTime(int layer, double[] dh, double[] dcFromOutput, double[] dcFromNext) {}

  /**
   * What the step did to a weight.
   *
   * @param name of it
   * @param values norm before the step
   * @param change norm of the difference
   */
  public record Update(String name, double values, double change) {}

  /**
   * Reads the data, makes a fresh model and takes its first step.
   *
   * @throws UnfitTask if the network has a part that {@link LayerFlow} has no equations for
   */
  public static StepTrace of(Experiment experiment) {
    Job job = Job.of(experiment);
    Plan plan = Plan.of(job);
    plan.checkMemory(Runtime.getRuntime().maxMemory());
    Model model = plan.model();
    Batches training = job.training(experiment.seed());
    Batch batch = training.batch(1, 0, 0, 1);
    int sequences = batch.steps().sequences();
    int longest = batch.steps().count();
    double divisor = divisor(model, batch, experiment);
    LayerFlow flow = flow(model, batch, divisor, experiment.seed());
    List<Matrix> before = model.weights().stream().map(weight -> weight.values().copy()).toList();
    Recorder recorder =
        new Recorder(
            model.network(),
            Long.MAX_VALUE, // the first step alone
            EngineSettings.clip(experiment.training()),
            recording -> {});
    TrainEvent.StepDone step = oneStep(experiment, model, training, recorder);
    List<InTime> recurrent = recorder.recording().cells().stream().map(StepTrace::inTime).toList();
    return new StepTrace(
        experiment.name(), sequences, longest, flow, recurrent, step, updates(model, before));
  }

  /** What the trainer divides the summed loss of the batch by. */
  private static double divisor(Model model, Batch batch, Experiment experiment) {
    Model.Pass pass = model.pass(PassSettings.predicting(Capacity.of(batch.steps())));
    pass.predict(batch.input(), batch.steps());
    return Reduction.valueOf(experiment.training().reduction().name())
        .divisor(
            pass.steps(), batch.weights(), model.head().loss().outputs(model.head().outputSize()));
  }

  /** By the equations, the loss divided as the trainer divides it. */
  private static LayerFlow flow(Model model, Batch batch, double divisor, long seed) {
    Steps steps = batch.steps();
    float[] weights = new float[batch.target().rows()];
    for (int row = 0; row < weights.length; row++) {
      weights[row] = (float) (batch.weights()[row] / divisor);
    }
    Matrix zeros = Matrix.of(steps.sequences(), model.network().stateLength());
    Draw draw = new Draw(seed);
    draw.at(1, 0);
    try {
      return LayerFlow.of(
          new Trial(
              model, batch.input(), steps, batch.target(), weights, zeros, zeros.copy(), draw));
    } catch (IllegalArgumentException e) {
      throw new UnfitTask("this step cannot be traced: " + e.getMessage());
    }
  }

  /** The same by the trainer that every run has, stopped after one step. */
  private static TrainEvent.StepDone oneStep(
      Experiment experiment, Model model, Batches training, Recorder recorder) {
    Trainer trainer =
        new Trainer(
            model,
            EngineSettings.training(experiment, training.count(), false),
            EngineSettings.clip(experiment.training()),
            EngineSettings.optimizer(experiment.training()));
    Stop stop = new Stop();
    List<TrainEvent.StepDone> done = new ArrayList<>();
    trainer.fit(
        training,
        Optional.empty(),
        Hooks.none()
            .probe(recorder)
            .stop(stop)
            .listener(event -> {
              if (event instanceof TrainEvent.StepDone step) {
                done.add(step);
                stop.request();
              }
            }));
    return done.getFirst();
  }

  private static List<Update> updates(Model model, List<Matrix> before) {
    List<Update> updates = new ArrayList<>();
    for (int i = 0; i < before.size(); i++) {
      Weight weight = model.weights().get(i);
      double values = 0;
      double change = 0;
      for (int row = 0; row < weight.values().rows(); row++) {
        for (int j = 0; j < weight.values().columns(); j++) {
          double old = before.get(i).get(row, j);
          double difference = weight.values().get(row, j) - old;
          values += old * old;
          change += difference * difference;
        }
      }
      updates.add(new Update(weight.name(), Math.sqrt(values), Math.sqrt(change)));
    }
    return updates;
  }

  private static InTime inTime(CellRecording cell) {
    boolean has = cell.cell().hasCell();
    return new InTime(
        cell.cell().index(),
        norms(cell, cell::dh),
        norms(cell, t -> has ? cell.dcFromOutput(t) : 0),
        norms(cell, t -> has ? cell.dcFromNext(t) : 0));
  }

  private static double[] norms(CellRecording cell, IntToDoubleFunction norm) {
    return IntStream.range(0, cell.steps()).mapToDouble(norm).toArray();
  }
}
