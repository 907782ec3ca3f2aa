package sluice.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import sluice.inspect.Landscape;
import sluice.inspect.WeightPath;
import sluice.loss.Model;
import sluice.math.Matrix;
import sluice.train.Batches;
import sluice.train.Hooks;
import sluice.train.TrainEvent;
import sluice.train.Trainer;

/**
 * The plane of a training's epochs: trains once more, to the same bits, and keeps their weights.
 */
final class EpochPath {
  private static final int MOST = 50; // weights that are kept

  private EpochPath() {}

  static Plane of(TrainedModel trained, Model model, Consumer<String> progress) {
    Plane.untrained(trained, model); // refuses what has no such way
    Experiment experiment = Beside.experiment(trained.file(), "--data");
    if (experiment.data().select().isPresent()) {
      throw new UnfitTask(
          "--directions path trains once more, which a run with data.select cannot: take start");
    }
    Job job = Job.of(experiment);
    progress.accept("training once more for the weights of each epoch");
    List<String> names = new ArrayList<>(List.of("untrained"));
    List<List<Matrix>> weights = again(job, names);
    List<Matrix> centre = Landscape.values(model.weights());
    boolean there = weights.stream().anyMatch(one -> same(one, centre));
    if (!there) {
      progress.accept("none of the epochs has the model's own weights, bit for bit");
    }
    WeightPath path = WeightPath.of(centre, weights);
    List<Plane.Way> ways = new ArrayList<>();
    for (int i = 0; i < weights.size(); i++) {
      double[] at = path.places()[i];
      ways.add(new Plane.Way(names.get(i), at[0], at[1], weights.get(i)));
    }
    return new Plane(
        path.first(),
        path.second(),
        words("that in which the weights of the epochs differ most", path.shares()[0]),
        words("that in which they differ most beside it", path.shares()[1]),
        ways);
  }

  private static String words(String what, double share) {
    return String.format(Locale.ROOT, "%s (%.1f %% of their squared distance)", what, 100 * share);
  }

  private static boolean same(List<Matrix> some, List<Matrix> others) {
    return IntStream.range(0, some.size())
        .allMatch(i -> Arrays.equals(some.get(i).toArray(), others.get(i).toArray()));
  }

  /** As {@link Members} trains a single network. */
  private static List<List<Matrix>> again(Job job, List<String> names) {
    Experiment experiment = job.experiment();
    Model model = job.model();
    Batches training = job.training(experiment.seed());
    Optional<Batches> validation = job.validation();
    Trainer trainer =
        new Trainer(
            model,
            EngineSettings.training(experiment, training.count(), validation.isPresent())
                .seed(experiment.seed()),
            EngineSettings.clip(experiment.training()),
            EngineSettings.optimizer(experiment.training()));
    Judge.of(job, model).ifPresent(trainer::judge);
    List<List<Matrix>> weights = new ArrayList<>();
    weights.add(Landscape.values(model.weights()));
    int every = Math.ceilDiv(experiment.training().epochs(), MOST);
    Hooks hooks =
        Hooks.none()
            .listener(event -> {
              if (event instanceof TrainEvent.EpochDone(var epoch) && epoch.number() % every == 0) {
                names.add("epoch " + epoch.number());
                weights.add(Landscape.values(model.weights()));
              }
            });
    trainer.fit(training, validation, hooks);
    return weights;
  }
}
