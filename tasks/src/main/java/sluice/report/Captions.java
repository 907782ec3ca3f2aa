package sluice.report;

import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import sluice.metric.ConfusionMatrix;
import sluice.metric.Metric;
import sluice.metric.Score;
import sluice.report.Detail.Example;
import sluice.report.Detail.HorizonLine;
import sluice.report.Detail.Residuals;
import sluice.report.ReportData.Result;
import sluice.train.Epoch;

/** Says in words what a picture shows, with its figures. */
final class Captions {
  private static final int IMBALANCE = 3; // times as frequent as the rarest

  private Captions() {}

  static String withUnit(String name, String unit) {
    return unit.isEmpty() || unit.equals(name) ? name : name + ", " + unit;
  }

  /** {@code days ahead} of {@code day}; {@code steps of 15 min ahead} of {@code 15 min}. */
  static String ahead(String step) {
    boolean word = !step.isEmpty() && step.chars().allMatch(Character::isLetter);
    return word ? step + "s ahead" : "steps ahead" + (step.isEmpty() ? "" : ", " + step + " each");
  }

  private static String better(Metric metric) {
    return switch (metric.direction()) {
      case LOWER_IS_BETTER -> "Shorter is better";
      case HIGHER_IS_BETTER -> "Longer is better";
    };
  }

  /** With a capital at its start. */
  static String sentence(String text) {
    return text.isEmpty()
        ? text
        : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }

  static String bars(List<Result> rows, Metric metric) {
    long[] examples = rows.stream().mapToLong(Result::examples).distinct().toArray();
    return better(metric)
        + (examples.length == 1
            ? "; all on the same " + Figures.count(examples[0]) + " examples."
            : "; not all on the same number of examples.");
  }

  static String horizon(Detail.Horizon horizon) {
    var text = new StringBuilder();
    for (HorizonLine line : horizon.lines()) {
      double[] values = ResultPictures.values(line);
      if (!line.baseline() && values.length > 0) {
        text.append("The network goes from ")
            .append(Figures.of(horizon.metric(), values[0]))
            .append(" at the first step to ")
            .append(Figures.of(horizon.metric(), values[values.length - 1]))
            .append(" at the last. ");
      }
    }
    String left =
        horizon.lines().stream()
            .filter(line -> !ResultPictures.drawn(horizon).contains(line))
            .map(HorizonLine::name)
            .collect(Collectors.joining(", "));
    text.append("Baselines are grey");
    return text.append(left.isEmpty() ? "." : "; too far off to draw: " + left + ".").toString();
  }

  static String example(Example example, Detail.Forecasts forecasts) {
    double sum = 0;
    int known = 0;
    for (int i = 0; i < example.forecast().size(); i++) {
      double error = Math.abs(example.truth().values().get(i) - example.forecast().get(i));
      if (Double.isFinite(error)) {
        sum += error;
        known++;
      }
    }
    return known == 0
        ? "What came is not known."
        : "The shaded part was forecast; mean absolute error "
            + Figures.of(sum / known)
            + (forecasts.unit().isEmpty() ? "" : " " + forecasts.unit())
            + "."
            + interval(example);
  }

  private static String interval(Example example) {
    Detail.Interval interval = example.interval();
    if (interval.low().isEmpty()) {
      return "";
    }
    int inside = 0;
    int known = 0;
    for (int i = 0; i < interval.low().size(); i++) {
      double truth = example.truth().values().get(i);
      known += Double.isNaN(truth) ? 0 : 1;
      inside += truth >= interval.low().get(i) && truth <= interval.high().get(i) ? 1 : 0;
    }
    return " The band lies between the quantiles "
        + interval.lowest()
        + " and "
        + interval.highest()
        + "; "
        + inside
        + " of "
        + known
        + " truths are in it.";
  }

  static String residuals(Residuals residuals, String unit) {
    double[] finite = Arrays.stream(residuals.values()).filter(Double::isFinite).toArray();
    double mean = DoubleStream.of(finite).average().orElse(Double.NaN);
    double low = Arrays.stream(finite).min().orElse(Double.NaN);
    double high = Arrays.stream(finite).max().orElse(Double.NaN);
    return "Truth minus answer, "
        + Figures.count(finite.length)
        + " values; mean "
        + Figures.of(mean)
        + (unit.isEmpty() ? "" : " " + unit)
        + ", from "
        + Figures.of(low)
        + " to "
        + Figures.of(high)
        + ". A pattern that the eye can see is one the network has missed.";
  }

  static String histogram(Histogram histogram, String unit) {
    return "How many residuals lie in each interval of "
        + Figures.plain(histogram.width())
        + (unit.isEmpty() ? "" : " " + unit)
        + ".";
  }

  static String autocorrelation(Autocorrelation related) {
    long beyond = DoubleStream.of(related.r()).filter(r -> Math.abs(r) > related.bound()).count();
    return "Correlation of residuals that lie so many steps apart. Of unrelated ones about 1 in 20 "
        + "would leave the band; "
        + beyond
        + " of "
        + related.r().length
        + " do.";
  }

  static String loss(ReportData.Training training) {
    int best = training.fit().bestEpoch();
    var text = new StringBuilder();
    for (Epoch epoch : training.fit().epochs()) {
      if (epoch.number() == best) {
        text.append("Epoch ").append(best).append(" was the best");
        if (Double.isFinite(epoch.validationLoss())) {
          text.append(", validation loss ").append(Figures.of(epoch.validationLoss()));
        }
        text.append("; its weights are the model. ");
      }
    }
    return text.append(ending(training.fit())).toString();
  }

  static String ending(sluice.train.Training fit) {
    return switch (fit.ending()) {
      case COMPLETED -> "All epochs were done.";
      case STOPPED_EARLY -> "Training stopped early: validation had no new best.";
      case INTERRUPTED -> "Training was interrupted and can be resumed.";
    };
  }

  static String clipped(List<Epoch> epochs) {
    OptionalDouble mean =
        epochs.stream().mapToDouble(Epoch::clipped).filter(Double::isFinite).average();
    return mean.isEmpty() || mean.getAsDouble() == 0
        ? "No step was clipped."
        : "Over all epochs " + Figures.percent(mean.getAsDouble()) + ".";
  }

  static String confusion(ConfusionMatrix matrix, int shown) {
    int classes = matrix.labels().size();
    return "Of "
        + Figures.count(matrix.total())
        + " answers "
        + Figures.count(matrix.correct())
        + " lie on the diagonal and are right. The deeper a cell, the larger its share of the row."
        + (shown < classes ? " The " + shown + " most frequent of " + classes + " classes." : "");
  }

  /** What one must know of classes that are not equally frequent; empty where they nearly are. */
  static String imbalance(ConfusionMatrix matrix) {
    List<ConfusionMatrix.ClassCount> seen =
        matrix.classes().stream().filter(count -> count.support() > 0).toList();
    if (seen.size() < 2) {
      return "";
    }
    Comparator<ConfusionMatrix.ClassCount> bySupport =
        Comparator.comparingLong(ConfusionMatrix.ClassCount::support);
    ConfusionMatrix.ClassCount most = Collections.max(seen, bySupport);
    ConfusionMatrix.ClassCount least = Collections.min(seen, bySupport);
    if (most.support() < IMBALANCE * least.support()) {
      return "";
    }
    return "The classes are not equally frequent: "
        + most.label()
        + " is "
        + Figures.percent((double) most.support() / matrix.total())
        + " of this part, "
        + least.label()
        + " "
        + Figures.percent((double) least.support() / matrix.total())
        + ". An accuracy says little of the rare ones: look at macro-F1, recall and the areas, and"
        + " see data.weight and decision.threshold.";
  }

  static String shuffled(Importance.Shuffled shuffled) {
    return "How much worse "
        + shuffled.metric().label()
        + " is on "
        + Figures.count(shuffled.examples())
        + " examples when a column is taken from others of them: mean of "
        + shuffled.shuffles()
        + " shuffles, and their deviation as a line. Columns that tell the same cover for each"
        + " other.";
  }

  /** A score for a table; the reason is told elsewhere. */
  static String score(Score score, int decimals) {
    if (score.value().isEmpty()) {
      return "–";
    }
    double value = score.value().getAsDouble();
    boolean plain = score.metric().unit() == Metric.Unit.SHARE || Figures.isExtreme(value);
    return plain ? Figures.of(score.metric(), value) : Figures.fixed(value, decimals);
  }
}
