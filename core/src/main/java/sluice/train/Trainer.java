package sluice.train;

import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import sluice.loss.Model;
import sluice.nn.Gradients;
import sluice.optim.Clip;
import sluice.optim.Objective;
import sluice.optim.Optimizer;
import sluice.optim.Schedule;
import sluice.optim.Treated;
import sluice.optim.Treatment;

/**
 * Trains a model: batch after batch, epoch after epoch, each epoch followed by a look at the
 * validation part.
 *
 * <p>With a validation part, the model ends with the weights of its best epoch; without one, with
 * the last. A trainer trains once.
 */
public final class Trainer {
  private final Model model;
  private final TrainConfig config;
  private final Clip clip;
  private final Gradients gradients;
  private final Treated treated;
  private final Optimizer optimizer;
  private Optional<DoubleSupplier> judge = Optional.empty();
  private boolean last;

  /**
   * For a model.
   *
   * @param model what is trained. Modified
   * @param config how
   * @param clip limits to the gradients, the same that the optimiser applies
   * @param optimizer makes the optimiser for the gradients that the trainer gathers
   */
  public Trainer(
      Model model, TrainConfig config, Clip clip, Function<Gradients, Optimizer> optimizer) {
    this.model = model;
    this.config = config;
    this.clip = clip;
    this.gradients = new Gradients(model.weights());
    Treatment.check(config.treatments(), model.weights());
    this.treated = new Treated(config.treatments(), gradients);
    this.optimizer = optimizer.apply(gradients);
  }

  /**
   * Judges epochs by something else than the validation loss, less being better: it is asked after
   * each epoch, while the model has the weights that would be left. Best weights, early end and
   * schedules go by it; NaN is never a best. Without a validation part it is not asked.
   */
  public Trainer judge(DoubleSupplier value) {
    judge = Optional.of(value);
    return this;
  }

  /**
   * Leaves the weights of the last epoch, whatever validation says of others, and never ends early:
   * what a schedule comes to at its end is wanted.
   */
  public Trainer keepLast() {
    last = true;
    return this;
  }

  /** Trains from the start. */
  public Training fit(Batches training, Optional<Batches> validation, Hooks hooks) {
    return new Fit(training, validation, hooks).run();
  }

  /** Goes on from a checkpoint, to the same bits as if there had been no interruption. */
  public Training resume(
      Checkpoint from, Batches training, Optional<Batches> validation, Hooks hooks) {
    Fit fit = new Fit(training, validation, hooks);
    fit.progress.restore(from);
    return fit.run();
  }

  /** One fit on its way. */
  private final class Fit {
    private final Batches training;
    private final Averages averages = new Averages(config.averaging(), gradients);
    private final Hooks hooks;
    private final Progress progress;
    private final Schedule.Running schedule;
    private final TrainingStep step;
    private final Guard guard;
    private final Alarm alarm;
    private final Optional<Batches> validation;
    private final Optional<Evaluator> evaluator;
    private final Objective objective = this::evaluate;
    private int evaluations; // of the objective in this step: a line search asks for several
    private double lossSum; // of the first of them
    private double norm; // of its gradient, before any clipping
    private double penalty; // in its loss
    private long epochStarted;
    private long lastSaved = System.nanoTime();

    Fit(Batches training, Optional<Batches> validation, Hooks hooks) {
      if (training.count() < 1) {
        throw new IllegalArgumentException("there is no batch to learn from");
      }
      if (optimizer.fullBatch() && (training.count() > 1 || training.carried() > 0)) {
        throw new IllegalArgumentException(
            "this optimiser needs all training sequences in one batch, without carried states;"
                + " there are "
                + training.count()
                + " batches");
      }
      this.training = training;
      this.validation = validation;
      this.hooks = hooks;
      gradients.workers(hooks.workers());
      schedule = config.schedule().start(optimizer.rate());
      progress = new Progress(model, optimizer, schedule, averages, training.carried());
      step = new TrainingStep(model, training, config, gradients, treated, hooks, progress.carried);
      guard = new Guard(gradients, optimizer);
      alarm = new Alarm(model, config, clip, training, step, progress, optimizer);
      evaluator =
          validation.map(
              batches -> new Evaluator(model, batches, config.reduction(), hooks.workers()));
    }

    Training run() {
      while (progress.epoch <= config.epochs() && !exhausted()) {
        epochStarted = System.nanoTime();
        while (progress.batch < training.count()) {
          if (hooks.stop().requested()) {
            save();
            return record(Training.Ending.INTERRUPTED);
          }
          oneStep();
          saveIfDue();
        }
        finishEpoch();
      }
      if (evaluator.isPresent() && !last) {
        progress.restoreBest();
      } else {
        averages.swap();
      }
      return record(exhausted() ? Training.Ending.STOPPED_EARLY : Training.Ending.COMPLETED);
    }

    private boolean exhausted() {
      return !last && config.patience() > 0 && progress.sinceBest >= config.patience();
    }

    private void oneStep() {
      step.at(progress.epoch, progress.batch);
      optimizer.rate(schedule.rate(progress.step));
      evaluations = 0;
      hooks.probe().stepBegins(progress.step + 1, gradients);
      double loss = optimizer.step(objective);
      if (!Double.isFinite(loss)) {
        throw alarm.raised("the loss is " + loss);
      }
      Optional<Scene.Spoilt> spoilt = guard.stepped();
      if (spoilt.isPresent()) {
        throw alarm.raised(spoilt.get());
      }
      treated.constrain();
      hooks.probe().stepEnds(gradients);
      averages.add(progress.step + 1, progress.epoch);
      progress.lossSum += lossSum;
      progress.divisorSum += step.divisor();
      progress.normSum += norm;
      progress.clipped += clip.cuts(gradients) ? 1 : 0;
      progress.lastFiniteLoss = loss;
      progress.step++;
      progress.batch++;
      if (!hooks.listener().equals(Hooks.NOBODY)) { // an event is the only object that a step makes
        hooks.listener().accept(stepDone(loss));
      }
    }

    private TrainEvent stepDone(double loss) {
      return new TrainEvent.StepDone(
          progress.epoch,
          progress.batch,
          training.count(),
          loss,
          norm,
          optimizer.rate(),
          step.sequences());
    }

    /**
     * The objective, which never lets a loss or gradient pass that is not finite: weights stay as
     * they were.
     */
    private double evaluate() {
      double loss = step.evaluate();
      if (evaluations++ == 0) {
        norm = gradients.norm();
        lossSum = step.lossSum();
        penalty = step.penalty();
        alarm.recent().add(progress.step + 1, loss, norm, optimizer.rate());
        guard.evaluated();
      } else {
        return Double.isFinite(gradients.norm()) ? loss : Double.NaN; // a search may look too far
      }
      if (!Double.isFinite(loss) || !Double.isFinite(norm)) {
        throw alarm.raised(
            Double.isFinite(loss) ? "a gradient is not finite" : "the loss is " + loss);
      }
      return loss;
    }

    private void finishEpoch() {
      double trainingLoss = progress.lossSum / progress.divisorSum;
      averages.swap();
      double validationLoss = evaluator.isPresent() ? evaluator.get().loss() : Double.NaN;
      if (evaluator.isPresent() && !Double.isFinite(validationLoss)) {
        Diverged diverged = alarm.raised(validationLoss, validation.orElseThrow());
        averages.swap();
        throw diverged;
      }
      double judged =
          evaluator.isEmpty()
              ? trainingLoss
              : judge.map(DoubleSupplier::getAsDouble).orElse(validationLoss);
      boolean best = judged < progress.best - config.minDelta();
      if (!best) {
        progress.sinceBest++;
      } else if (evaluator.isPresent()) {
        progress.keepBest(judged);
      } else {
        progress.best = judged;
        progress.sinceBest = 0;
      }
      averages.swap();
      averages.judged(progress.epoch, judged);
      schedule.observe(judged);
      Epoch epoch =
          new Epoch(
              progress.epoch,
              trainingLoss,
              validationLoss,
              best,
              optimizer.rate(),
              progress.normSum / training.count(),
              progress.clipped / (double) training.count(),
              penalty,
              elapsed());
      progress.epochs.add(epoch);
      progress.nextEpoch();
      hooks.listener().accept(new TrainEvent.EpochDone(epoch));
      save();
    }

    private double elapsed() {
      return progress.seconds + (System.nanoTime() - epochStarted) / 1e9;
    }

    private void saveIfDue() {
      if (progress.batch < training.count()
          && (System.nanoTime() - lastSaved) / 1e9 >= hooks.saveSeconds()) {
        save();
      }
    }

    private void save() {
      if (!hooks.saver().equals(Saver.NONE)) {
        double before = progress.seconds;
        progress.seconds = progress.batch > 0 ? elapsed() : 0;
        hooks.saver().save(progress.save());
        progress.seconds = before;
      }
      lastSaved = System.nanoTime();
    }

    private Training record(Training.Ending ending) {
      int best = progress.bestEpoch > 0 && !last ? progress.bestEpoch : progress.epochs.size();
      return new Training(progress.epochs, best, progress.step, ending);
    }
  }
}
