package sluice.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import sluice.data.Examples;
import sluice.data.Part;
import sluice.ensemble.AdaBoost;
import sluice.ensemble.Alike;
import sluice.ensemble.Bagging;
import sluice.ensemble.GradientBoosting;
import sluice.ensemble.Recipe;
import sluice.loss.Combination;
import sluice.loss.Ensemble;
import sluice.loss.Model;
import sluice.loss.Predictor;
import sluice.math.Rng;
import sluice.nn.Probe;
import sluice.nn.Weight;
import sluice.train.Batches;
import sluice.train.Checkpoint;
import sluice.train.Diverged;
import sluice.train.Epoch;
import sluice.train.Hooks;
import sluice.train.TrainConfig;
import sluice.train.TrainEvent;
import sluice.train.Trainer;
import sluice.train.Training;

/**
 * Trains what an experiment asks for: one network, or the members of an ensemble one after the
 * other.
 *
 * <p>A checkpoint of an ensemble has the trainer's own arrays, of the member in training, and those
 * of every finished member under {@code members/N/}.
 */
final class Members {
  private static final String PREFIX = "members/";
  private static final String COUNT = "members";

  private final Job job;
  private final Experiment experiment;
  private final EnsembleSettings settings;
  private final Run.Options options;
  private final RunDirectory directory;
  private final Checkpoints checkpoints;
  private final Optional<Recipe> recipe; // none where nothing could be chosen or weighed
  private final List<Training> trainings = new ArrayList<>();
  private final Checkpoint finished = new Checkpoint();

  Members(Job job, Run.Options options, RunDirectory directory, Checkpoints checkpoints) {
    this.job = job;
    this.experiment = job.experiment();
    this.settings = experiment.ensemble();
    this.options = options;
    this.directory = directory;
    this.checkpoints = checkpoints;
    this.recipe = job instanceof TableJob table ? Optional.of(recipe(table)) : Optional.empty();
  }

  /**
   * What came of it.
   *
   * @param predictor the network, or the ensemble
   * @param trainings of each member; the last one may be interrupted
   * @param ended why there are fewer members than could be; empty if there was no reason
   */
  record Trained(Predictor predictor, List<Training> trainings, String ended) {
    boolean interrupted() {
      return trainings.getLast().ending() == Training.Ending.INTERRUPTED;
    }

    /** How several answer together. */
    Combination combination() {
      return predictor instanceof Ensemble ensemble
          ? ensemble.combination()
          : new Combination.Mean();
    }

    /** One record of all: of several, steps and epochs one after the other. */
    Training training() {
      if (trainings.size() == 1) {
        return trainings.getFirst();
      }
      List<Epoch> epochs = new ArrayList<>();
      trainings.forEach(each -> epochs.addAll(each.epochs()));
      long steps = trainings.stream().mapToLong(Training::steps).sum();
      Training last = trainings.getLast();
      return new Training(epochs, last.bestEpoch(), steps, last.ending());
    }
  }

  private static Recipe recipe(TableJob job) {
    Examples training = job.examples(Part.TRAINING);
    Examples validation = job.examples(Part.VALIDATION);
    return switch (job.experiment().ensemble()) {
      case EnsembleSettings.None _, EnsembleSettings.Seeds _, EnsembleSettings.Snapshot _ ->
          new Alike(training, validation);
      case EnsembleSettings.Bagging(int _, double sample) ->
          new Bagging(training, validation, sample, job.experiment().seed());
      case EnsembleSettings.Adaboost _ -> new AdaBoost(training, validation);
      case EnsembleSettings.GradientBoosting(int _, double rate) ->
          new GradientBoosting(training, validation, rate);
    };
  }

  /** Whether there is more than a network. */
  private boolean several() {
    return !(settings instanceof EnsembleSettings.None);
  }

  /** The first member has the experiment's own seed: it is what a single network would be. */
  private long seed(int member) {
    long seed = experiment.seed();
    return member == 0 ? seed : Rng.key(seed, Rng.ENSEMBLE, member, 0, 0, 0);
  }

  /**
   * Trains.
   *
   * @param first with fresh weights
   * @param from where to go on
   */
  Trained train(Model first, Optional<Checkpoint> from) {
    int done = from.map(c -> c.longs().get(COUNT)).map(c -> (int) c[0]).orElse(0);
    Model model = first;
    for (int member = 0; member < settings.members(); member++) {
      model = member == 0 ? first : next(member, model);
      Training training;
      if (member < done) {
        training = Training.restore(from.orElseThrow().under(prefix(member)), model);
      } else {
        training = fit(member, model, member == done ? from : Optional.empty());
      }
      trainings.add(training);
      if (training.ending() == Training.Ending.INTERRUPTED) {
        return trained(with(model));
      }
      finished.putAll(prefix(member), training.save(model));
      if (recipe.isPresent() && !recipe.get().add(model)) {
        break;
      }
    }
    return trained(several() ? recipe.orElseThrow().ensemble() : model);
  }

  /** What is to be judged while a member is trained. */
  private Predictor with(Model next) {
    return recipe.isPresent() ? recipe.get().with(next) : next;
  }

  private Trained trained(Predictor predictor) {
    return new Trained(predictor, List.copyOf(trainings), recipe.flatMap(Recipe::ended).orElse(""));
  }

  private static String prefix(int member) {
    return PREFIX + member + "/";
  }

  /** A snapshot goes on from the one before. */
  private Model next(int member, Model before) {
    Model next = job.model(seed(member));
    if (settings instanceof EnsembleSettings.Snapshot) {
      List<Weight> weights = next.weights();
      for (int i = 0; i < weights.size(); i++) {
        weights.get(i).values().set(before.weights().get(i).values());
        weights.get(i).changed();
      }
    }
    return next;
  }

  private Training fit(int member, Model model, Optional<Checkpoint> from) {
    if (several()) {
      options.listener().accept(new RunEvent.Member(member + 1, settings.members()));
    }
    Batches training = training(member);
    Optional<Batches> validation = validation();
    TrainConfig config =
        EngineSettings.training(experiment, training.count(), validation.isPresent())
            .seed(seed(member));
    Trainer trainer =
        new Trainer(
            model,
            config,
            EngineSettings.clip(experiment.training()),
            EngineSettings.optimizer(experiment.training()));
    if (settings instanceof EnsembleSettings.Snapshot) {
      trainer.keepLast();
    } else {
      Judge.of(job, with(model)).ifPresent(trainer::judge);
    }
    Hooks hooks =
        Hooks.none()
            .listener(event -> hear(member, event))
            .stop(options.stop())
            .workers(options.workers())
            .saver(this::save)
            .saveSeconds(experiment.training().checkpointSeconds())
            .probe(
                member > 0
                    ? Probe.NONE // the others are much like the first
                    : new Onlooker(experiment, options, directory).probe(model, training(member)));
    try {
      return from.isPresent()
          ? trainer.resume(from.get(), training, validation, hooks)
          : trainer.fit(training, validation, hooks);
    } catch (Diverged diverged) {
      throw AutopsyFile.examined(diverged, directory, recipe.map(Recipe::training));
    }
  }

  /** Of an ensemble, what its recipe has the next member learn from. */
  private Batches training(int member) {
    return job instanceof TableJob table
        ? table.training(recipe.orElseThrow().training(), seed(member))
        : job.training(seed(member));
  }

  private Optional<Batches> validation() {
    return job instanceof TableJob table
        ? table.validation(recipe.orElseThrow().validation())
        : job.validation();
  }

  private void hear(int member, TrainEvent event) {
    if (event instanceof TrainEvent.EpochDone(Epoch epoch)) {
      directory.addEpoch(ResultsJson.line(several() ? member + 1 : 0, epoch, job.perplexity()));
    }
    options.listener().accept(new RunEvent.Trained(event));
  }

  private void save(Checkpoint checkpoint) {
    if (!trainings.isEmpty()) {
      checkpoint.putAll("", finished).put(COUNT, new long[] {trainings.size()});
    }
    checkpoints.save(checkpoint);
  }
}
