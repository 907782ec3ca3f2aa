package sluice.experiment;

import java.util.List;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.stream.Collectors;
import sluice.data.Part;
import sluice.loss.Predictor;
import sluice.metric.Direction;
import sluice.metric.Score;

/** Judges a model by a metric on the validation part; less is better. */
final class Judge implements DoubleSupplier {
  private final Job job;
  private final Predictor model;
  private final String metric;

  private Judge(Job job, Predictor model, String metric) {
    this.job = job;
    this.model = model;
    this.metric = metric;
  }

  /**
   * The judge that an experiment asks for, if it is not the loss.
   *
   * @throws UnfitTask if the task has no such metric
   */
  static Optional<Judge> of(Job job, Predictor model) {
    Optional<String> metric =
        job.experiment()
            .training()
            .earlyStopping()
            .map(TrainingSettings.EarlyStopping::metric)
            .filter(name -> !name.equals("loss"));
    if (metric.isEmpty() || job.count(Part.VALIDATION) == 0) {
      return Optional.empty();
    }
    Judge judge = new Judge(job, model, metric.get());
    if (judge.score().isEmpty()) {
      throw new UnfitTask(
          "training.early_stopping.metric: "
              + metric.get()
              + " is not measured for this task; there are loss, "
              + judge.scores().stream()
                  .map(score -> score.metric().key())
                  .collect(Collectors.joining(", ")));
    }
    return Optional.of(judge);
  }

  private List<Score> scores() {
    job.forget();
    List<Score> scores = job.measure(model, Part.VALIDATION).getFirst().scores();
    job.forget(); // the model goes on changing
    return scores;
  }

  private Optional<Score> score() {
    return scores().stream().filter(score -> score.metric().key().equals(metric)).findFirst();
  }

  /** NaN where the metric has no value. */
  @Override
  public double getAsDouble() {
    Score score = score().orElseThrow();
    double value = score.value().orElse(Double.NaN);
    return score.metric().direction() == Direction.HIGHER_IS_BETTER ? -value : value;
  }
}
