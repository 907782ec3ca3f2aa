package sluice.experiment;

import java.util.List;
import java.util.Optional;
import sluice.metric.Score;
import sluice.report.ReportData;
import sluice.train.Epoch;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Figures of a run as JSON. */
final class ResultsJson {
  private ResultsJson() {}

  /** The network's scores on a part: metric → value, null where undefined. */
  static void put(ObjectNode json, String part, List<ReportData.Result> results) {
    ObjectNode scores = json.putObject(part);
    results.stream()
        .filter(result -> result.part().equals(part) && !result.baseline())
        .forEach(result -> put(scores, result));
  }

  /** The baselines on the test part: name → metric → value. */
  static void putBaselines(ObjectNode json, List<ReportData.Result> results) {
    ObjectNode baselines = json.putObject("baselines");
    results.stream()
        .filter(result -> result.part().equals(ReportData.TEST) && result.baseline())
        .forEach(result -> put(baselines.putObject(result.name()), result));
  }

  /** The members of an ensemble: part → name → metric → value. */
  static void putMembers(ObjectNode json, List<ReportData.Result> members) {
    ObjectNode parts = json.putObject("members");
    for (ReportData.Result result : members) {
      put(parts.withObjectProperty(result.part()).putObject(result.name()), result);
    }
  }

  /**
   * A line of {@code metrics.jsonl}.
   *
   * @param member of an ensemble, counted from 1; 0 for a single network
   * @param perplexity how losses are perplexities, of a language model
   */
  static String line(int member, Epoch epoch, Optional<Perplexity> perplexity) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    if (member > 0) {
      json.put("member", member);
    }
    json.put("epoch", epoch.number());
    json.put("training_loss", epoch.trainingLoss());
    if (Double.isNaN(epoch.validationLoss())) {
      json.putNull("validation_loss");
    } else {
      json.put("validation_loss", epoch.validationLoss());
    }
    perplexity.ifPresent(as -> {
      json.put("training_perplexity", as.training(epoch.trainingLoss()));
      double validation = as.validation(epoch.validationLoss());
      if (Double.isNaN(validation)) {
        json.putNull("validation_perplexity");
      } else {
        json.put("validation_perplexity", validation);
      }
      json.put("tokens_per_second", as.speed(epoch));
    });
    json.put("best", epoch.best());
    json.put("rate", epoch.rate());
    json.put("gradient_norm", epoch.gradientNorm());
    json.put("clipped", epoch.clipped());
    json.put("penalty", epoch.penalty());
    json.put("seconds", epoch.seconds());
    return json.toString();
  }

  private static void put(ObjectNode json, ReportData.Result result) {
    for (Score score : result.scores()) {
      if (score.value().isPresent()) {
        json.put(score.metric().key(), score.value().getAsDouble());
      } else {
        json.putNull(score.metric().key());
      }
    }
  }
}
