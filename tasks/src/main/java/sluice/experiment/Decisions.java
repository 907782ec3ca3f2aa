package sluice.experiment;

import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import sluice.classify.ConfirmRule;
import sluice.classify.Decision;
import sluice.metric.RankingCurve;
import sluice.model.JsonObject;

/** The decision that an experiment asks for, with the thresholds of a trained network. */
final class Decisions {
  private Decisions() {}

  /**
   * The decision without thresholds, which need a trained network.
   *
   * @throws UnfitTask if a label is named that is no class
   */
  static Decision of(Experiment experiment, List<String> classes) {
    DecisionSettings settings = experiment.decision();
    settings.labels().forEach(label -> check("decision.labels", label, classes));
    settings.confirm().forEach(rule -> check("decision.confirm", rule.label(), classes));
    return new Decision(
        classes,
        Collections.nCopies(classes.size(), Decision.NONE),
        settings.least(),
        settings.confirm().stream()
            .map(rule ->
                new ConfirmRule(
                    rule.label(),
                    rule.column(),
                    rule.above(),
                    rule.below(),
                    rule.matches().map(Pattern::compile)))
            .toList(),
        settings.otherwise() == DecisionSettings.Otherwise.NEXT);
  }

  private static void check(String key, String label, List<String> classes) {
    if (!classes.contains(label)) {
      throw new UnfitTask(
          key + ": there is no class " + label + "; there are " + String.join(", ", classes));
    }
  }

  /** The decision with a threshold for each label that is to have one. */
  static Decision chosen(Experiment experiment, Decision decision, List<RankingCurve> curves) {
    List<String> labels = experiment.decision().labels();
    return decision.thresholds(
        IntStream.range(0, curves.size())
            .mapToDouble(c ->
                labels.contains(decision.classes().get(c))
                    ? threshold(experiment, curves.get(c))
                    : Decision.NONE)
            .toArray());
  }

  /** The threshold of one label by the goal of an experiment. */
  static double threshold(Experiment experiment, RankingCurve curve) {
    return switch (experiment.decision().threshold()) {
      case DecisionSettings.Threshold.Likeliest() -> Decision.NONE;
      case DecisionSettings.Threshold.Precision(double least) ->
          Decision.threshold(curve, new Decision.Goal.Precision(least));
      case DecisionSettings.Threshold.Recall(double least) ->
          Decision.threshold(curve, new Decision.Goal.Recall(least));
      case DecisionSettings.Threshold.FBeta(double beta) ->
          Decision.threshold(curve, new Decision.Goal.FBeta(beta));
    };
  }

  /** The decision of a model file; one from before there were decisions has none. */
  static Decision read(Experiment experiment, List<String> classes, JsonObject preprocessing) {
    Decision decision = of(experiment, classes);
    return preprocessing.has("thresholds")
        ? decision.thresholds(preprocessing.numbers("thresholds"))
        : decision;
  }
}
