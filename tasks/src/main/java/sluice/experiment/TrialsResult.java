package sluice.experiment;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import sluice.metric.Metric;
import sluice.report.ReportData;
import sluice.report.TrialsData;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What several trainings of one experiment came to.
 *
 * @param directory the folder with the folders of all runs
 * @param trials one a seed and fold, in that order
 * @param figures each with a value a trial
 * @param interrupted whether it was stopped before its end, and can be gone on with
 */
public record TrialsResult(
    Path directory, List<Trials.Trial> trials, List<Figure> figures, boolean interrupted) {
  /**
   * One figure over all trials.
   *
   * @param part it was measured on
   * @param name of the network or the baseline
   * @param baseline whether it is a baseline
   * @param metric what was measured
   * @param values one a trial, NaN where undefined
   */
  public record Figure(
      String part, String name, boolean baseline, Metric metric, List<Double> values) {
    /** Mean over the trials in which it is defined; NaN where it never is. */
    public double mean() {
      return values.stream()
          .filter(Double::isFinite)
          .mapToDouble(Double::doubleValue)
          .average()
          .orElse(Double.NaN);
    }

    /** Standard deviation over the trials, with n − 1; NaN of fewer than two. */
    public double deviation() {
      double mean = mean();
      double[] known =
          values.stream().filter(Double::isFinite).mapToDouble(Double::doubleValue).toArray();
      double squares = 0;
      for (double value : known) {
        squares += (value - mean) * (value - mean);
      }
      return known.length < 2 ? Double.NaN : Math.sqrt(squares / (known.length - 1));
    }
  }

  /** Copies the lists. */
  public TrialsResult {
    trials = List.copyOf(trials);
    figures = List.copyOf(figures);
  }

  /** The network's figure by a metric on the test part. */
  public Optional<Figure> test(Metric metric) {
    return figures.stream()
        .filter(f -> f.part().equals(ReportData.TEST) && !f.baseline() && f.metric().equals(metric))
        .findFirst();
  }

  /** One JSON object, documented in {@code docs/command.md}. */
  public String json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("directory", directory.toString());
    ArrayNode names = json.putArray("trials");
    for (Trials.Trial trial : trials) {
      ObjectNode one = names.addObject();
      one.put("name", trial.name());
      one.put("seed", trial.seed());
      if (trial.fold() > 0) {
        one.put("fold", trial.fold());
      }
      one.put("weights_sha256", trial.result().weightsSha256());
    }
    ArrayNode list = json.putArray("figures");
    for (Figure figure : figures) {
      ObjectNode one = list.addObject();
      one.put("part", figure.part());
      one.put("name", figure.name());
      one.put("baseline", figure.baseline());
      one.put("metric", figure.metric().key());
      put(one, "mean", figure.mean());
      put(one, "deviation", figure.deviation());
      ArrayNode values = one.putArray("values");
      for (double value : figure.values()) {
        if (Double.isFinite(value)) {
          values.add(value);
        } else {
          values.addNull();
        }
      }
    }
    return json.toString();
  }

  /** What the page shows. */
  TrialsData page(Experiment experiment) {
    long seeds = trials.stream().map(Trials.Trial::seed).distinct().count();
    long folds = trials.stream().map(Trials.Trial::fold).distinct().count();
    return new TrialsData(
        experiment.report().title() + ": how much hangs on chance",
        count(seeds, "seed") + (folds > 1 ? " × " + count(folds, "fold") : ""),
        trials.stream().map(Trials.Trial::name).toList(),
        figures.stream()
            .map(figure ->
                new TrialsData.Figure(
                    figure.part(),
                    figure.name(),
                    figure.baseline(),
                    figure.metric(),
                    figure.values(),
                    figure.mean(),
                    figure.deviation()))
            .toList());
  }

  private static String count(long number, String thing) {
    return number + " " + thing + (number == 1 ? "" : "s");
  }

  private static void put(ObjectNode json, String key, double value) {
    if (Double.isFinite(value)) {
      json.put(key, value);
    } else {
      json.putNull(key);
    }
  }

  /** A line a figure: part, name, metric, mean, deviation, and the value of each trial. */
  String csv() {
    StringBuilder text = new StringBuilder("part,name,metric,mean,deviation");
    trials.forEach(trial -> text.append(',').append(trial.name()));
    text.append('\n');
    for (Figure figure : figures) {
      text.append(figure.part()).append(",\"").append(figure.name()).append("\",");
      text.append(figure.metric().key());
      text.append(',').append(cell(figure.mean())).append(',').append(cell(figure.deviation()));
      figure.values().forEach(value -> text.append(',').append(cell(value)));
      text.append('\n');
    }
    return text.toString();
  }

  private static String cell(double value) {
    return Double.isFinite(value) ? Double.toString(value) : "";
  }
}
