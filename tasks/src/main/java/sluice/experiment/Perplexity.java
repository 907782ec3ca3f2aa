package sluice.experiment;

import java.util.Locale;
import sluice.loss.Reduction;
import sluice.train.Batch;
import sluice.train.Batches;
import sluice.train.Epoch;

/**
 * What the losses of a language model's training are as perplexities.
 *
 * @param training what the training loss is multiplied by to be nats a token: 1, but where a loss
 *     is summed over steps
 * @param validation the same for the validation loss; NaN without a validation part
 * @param tokens that an epoch learns from
 * @param steps of a sequence at most
 */
public record Perplexity(double training, double validation, long tokens, int steps) {

  /** What batches come to. */
  private record Sums(long sequences, long rows) {
    static Sums of(Batches batches, int epoch) {
      long sequences = 0;
      long rows = 0;
      for (int index = 0; index < batches.count(); index++) {
        Batch batch = batches.batch(epoch, index, 0, 1);
        sequences += batch.steps().sequences();
        rows += batch.steps().rows();
      }
      return new Sums(sequences, rows);
    }

    double factor(Reduction reduction) {
      return reduction == Reduction.SUM_STEPS ? (double) sequences / rows : 1;
    }
  }

  /** Of a job's batches. */
  static Perplexity of(LanguageJob job) {
    Reduction reduction = Reduction.valueOf(job.experiment().training().reduction().name());
    Sums training = Sums.of(job.training(job.experiment().seed()), 1);
    double validation =
        job.validation().map(held -> Sums.of(held, 0).factor(reduction)).orElse(Double.NaN);
    int steps = job.experiment().training().truncatedBpttSteps();
    return new Perplexity(training.factor(reduction), validation, training.rows(), steps);
  }

  /** Of the training text as it was read in an epoch. */
  public double training(double loss) {
    return StrictMath.exp(loss * training);
  }

  /** Of the validation part; NaN without one. */
  public double validation(double loss) {
    return StrictMath.exp(loss * validation);
  }

  /** Tokens a second in an epoch, its validation included. */
  public double speed(Epoch epoch) {
    return epoch.seconds() > 0 ? tokens / epoch.seconds() : Double.NaN;
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%,d tokens an epoch", tokens);
  }
}
