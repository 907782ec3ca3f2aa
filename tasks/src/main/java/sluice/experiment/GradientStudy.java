package sluice.experiment;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import sluice.data.LagTasks;
import sluice.inspect.CellRecording;
import sluice.inspect.GateRecording;
import sluice.inspect.MemoryChain;
import sluice.inspect.Reach;
import sluice.inspect.StateJacobian;
import sluice.inspect.Trace;
import sluice.loss.Head;
import sluice.loss.Loss;
import sluice.loss.Model;
import sluice.loss.Reduction;
import sluice.loss.RegressionLoss;
import sluice.loss.SoftmaxCrossEntropy;
import sluice.math.Workers;
import sluice.model.SavedModel;
import sluice.nn.Capacity;
import sluice.nn.LayerSpec;
import sluice.nn.Network;
import sluice.nn.PassSettings;
import sluice.optim.Adam;
import sluice.optim.Clip;
import sluice.report.FlowStudy;
import sluice.report.GradientRecord;
import sluice.train.ArrayBatches;
import sluice.train.Batch;
import sluice.train.Batches;
import sluice.train.Evaluator;
import sluice.train.Hooks;
import sluice.train.Stop;
import sluice.train.TrainConfig;
import sluice.train.Trainer;

/**
 * Measures how far gradients reach, of several cells side by side, before training and after it: on
 * a generated task, on the data of an experiment, or for a trained model.
 */
public final class GradientStudy {
  private static final int BATCH = 32;
  private static final int HELD_OUT = 512;
  private static final int SEQUENCES = 3200;
  private static final double RATE = 0.003;

  private final Settings settings;
  private final Consumer<String> progress;
  private final List<FlowStudy.Case> cases = new ArrayList<>();

  /**
   * What is measured.
   *
   * @param source an experiment file, a model or a run's folder; empty for a generated task
   * @param cells names of {@link CellChoice}; of a source, none for its own network
   * @param inits first values, as {@code default}, {@code forget-bias=0}, {@code chrono}
   * @param task the generated one
   * @param steps of the generated task, at least 2
   * @param hidden units of a cell on the generated task, at least 1
   * @param epochs of training before the second measurement; 0 for none
   * @param seed of everything random
   * @param stop asks for the end between steps
   */
  public record Settings(
      Optional<Path> source,
      List<String> cells,
      List<String> inits,
      LagTasks.Kind task,
      int steps,
      int hidden,
      int epochs,
      long seed,
      Stop stop) {
    /** Copies the lists. */
    public Settings {
      cells = List.copyOf(cells);
      inits = List.copyOf(inits);
    }
  }

  private GradientStudy(Settings settings, Consumer<String> progress) {
    this.settings = settings;
    this.progress = progress;
  }

  /** Measures; tells each network before it is. */
  public static FlowStudy run(Settings settings, Consumer<String> progress) {
    GradientStudy study = new GradientStudy(settings, progress);
    return settings.source().isPresent()
        ? study.source(settings.source().get())
        : study.generated();
  }

  private FlowStudy generated() {
    LagTasks.Kind task = settings.task();
    Loss loss = task.classes() ? new SoftmaxCrossEntropy() : new RegressionLoss.Squared();
    int outputs =
        task == LagTasks.Kind.ADDING ? 1 : task == LagTasks.Kind.BIT ? 2 : LagTasks.SYMBOLS;
    Batches training = batches(SEQUENCES, settings.seed()).shuffled(settings.seed());
    Batches held = batches(HELD_OUT, settings.seed() + 1);
    for (CellChoice choice : CellChoice.of(settings.cells(), settings.inits(), settings.steps())) {
      LayerSpec spec = LayerSpec.stack(choice.spec(settings.hidden()), LayerSpec.lastStep());
      Network network = Network.create(task.inputs().size(), spec, settings.seed());
      Model model =
          new Model(network, Head.dense(settings.hidden(), outputs, loss, settings.seed()));
      TrainConfig config =
          TrainConfig.DEFAULT.epochs(Math.max(1, settings.epochs())).seed(settings.seed());
      Trainer trainer =
          new Trainer(
              model,
              config,
              Clip.norm(1),
              g -> new Adam(Adam.Config.DEFAULT.rate(RATE), g, Clip.norm(1)));
      twice(choice, model, held, () -> trainer.fit(training, Optional.empty(), hooks()));
    }
    String data =
        String.format(
            Locale.ROOT,
            "%s, %d steps, generated; %d units, one layer; %d sequences measured, seed %d",
            task.name().toLowerCase(Locale.ROOT),
            settings.steps(),
            settings.hidden(),
            BATCH,
            settings.seed());
    return new FlowStudy("How far gradients reach", data, cases);
  }

  private ArrayBatches batches(int count, long seed) {
    LagTasks.Sequences made = LagTasks.make(settings.task(), settings.steps(), count, seed);
    if (!settings.task().classes()) {
      float[][][] targets = new float[count][1][1];
      for (int s = 0; s < count; s++) {
        targets[s][0][0] = made.answers()[s];
      }
      return ArrayBatches.values(made.inputs(), targets, BATCH);
    }
    int[][] targets = new int[count][1];
    for (int s = 0; s < count; s++) {
      targets[s][0] = (int) made.answers()[s];
    }
    return ArrayBatches.classes(made.inputs(), targets, BATCH);
  }

  private FlowStudy source(Path source) {
    Path folder =
        Files.isDirectory(source)
            ? source
            : Optional.ofNullable(source.getParent()).orElse(Path.of(""));
    boolean run = Files.isDirectory(source) || source.toString().endsWith(".sluice");
    Path file = run ? new RunDirectory(folder).experiment() : source;
    Experiment experiment =
        Experiment.read(
            file,
            settings.epochs() > 0 ? List.of("training.epochs=" + settings.epochs()) : List.of());
    Job job = Job.of(experiment);
    Path model = Files.isDirectory(source) ? new RunDirectory(source).model() : source;
    if (run && settings.cells().isEmpty()) {
      Model fresh = job.model();
      measure(
          EngineSettings.name(experiment.model()), "untrained", fresh, job.held(BATCH), Double.NaN);
      Model trained = SavedModel.read(model).members().getFirst();
      measure(
          EngineSettings.name(experiment.model()), "trained", trained, job.held(BATCH), Double.NaN);
    } else {
      List<String> inits = settings.cells().isEmpty() ? List.of() : settings.inits();
      for (CellChoice choice : CellChoice.of(settings.cells(), inits, settings.steps())) {
        of(job, choice);
      }
    }
    return new FlowStudy(
        "How far gradients reach: " + experiment.name(),
        job.source() + ", the first sequences of the training part",
        cases);
  }

  private void of(Job job, CellChoice choice) {
    Model own = job.model(settings.seed());
    Model model =
        choice.isOwn()
            ? own
            : new Model(
                Network.create(own.network().inputSize(), choice.in(job.layers()), settings.seed()),
                own.head());
    Batches training = job.training(settings.seed());
    Experiment experiment = job.experiment();
    Trainer trainer =
        new Trainer(
            model,
            EngineSettings.training(experiment, training.count(), false),
            EngineSettings.clip(experiment.training()),
            EngineSettings.optimizer(experiment.training()));
    twice(choice, model, job.held(BATCH), () -> trainer.fit(training, Optional.empty(), hooks()));
  }

  private Hooks hooks() {
    return Hooks.none().stop(settings.stop());
  }

  private void twice(CellChoice choice, Model model, Batches held, Runnable training) {
    measure(choice.name(), "untrained", model, held, choice.published());
    if (settings.epochs() > 0 && !settings.stop().requested()) {
      training.run();
      String epochs = settings.epochs() == 1 ? "1 epoch" : settings.epochs() + " epochs";
      measure(choice.name(), "after " + epochs, model, held, Double.NaN);
    }
  }

  private void measure(String name, String when, Model model, Batches held, double published) {
    if (settings.stop().requested()) {
      return;
    }
    progress.accept(name + ", " + when);
    double loss = new Evaluator(model, held, Reduction.MEAN, Workers.shared()).loss();
    Batch batch = held.batch(0, 0, 0, 1);
    List<FlowStudy.Layer> layers = new ArrayList<>();
    List<Reach> reached = Reach.of(model, batch);
    Trace trace = new Trace(model.network());
    model
        .network()
        .pass(PassSettings.predicting(Capacity.of(batch.steps())).probe(trace))
        .forward(batch.input(), batch.steps());
    for (Reach reach : reached) {
      boolean forwards = !reach.layer().backwards();
      layers.add(
          new FlowStudy.Layer(
              GradientRecord.layer(reach.recording()),
              reach.hidden(),
              reach.cell(),
              forwards ? Optional.of(jacobian(model, reach, batch)) : Optional.empty(),
              forwards
                  ? Optional.of(
                      MemoryChain.of(model.network(), reach.layer(), trace, batch.steps()))
                  : Optional.empty(),
              gates(reach.recording())));
    }
    cases.add(new FlowStudy.Case(name, when, !when.equals("untrained"), loss, published, layers));
  }

  private StateJacobian jacobian(Model model, Reach reach, Batch batch) {
    return StateJacobian.of(
        model.network(),
        reach.layer(),
        batch.input(),
        batch.steps(),
        StateJacobian.VECTORS,
        settings.seed());
  }

  private static List<FlowStudy.Gate> gates(CellRecording recording) {
    List<FlowStudy.Gate> gates = new ArrayList<>();
    for (int g = 0; g < recording.gates().size(); g++) {
      GateRecording gate = recording.gates().get(g);
      gates.add(
          new FlowStudy.Gate(
              gate.name(), gate.mean(), gate.low() + gate.high(), recording.share(g)));
    }
    return gates;
  }
}
