package sluice.experiment;

import java.util.List;
import sluice.report.ReportData;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * How a trained model does on data given to it.
 *
 * @param task word for the job
 * @param scope which examples were measured, in words for people
 * @param results the network and the baselines, all called part {@code test}
 */
public record Evaluated(String task, String scope, List<ReportData.Result> results) {
  /** Copies the list. */
  public Evaluated {
    results = List.copyOf(results);
  }

  /**
   * One JSON object: {@code task}, {@code scope}, {@code examples}, {@code test}, {@code
   * baselines}.
   */
  public String json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("task", task);
    json.put("scope", scope);
    json.put("examples", results.isEmpty() ? 0 : results.getFirst().examples());
    ResultsJson.put(json, ReportData.TEST, results);
    ResultsJson.putBaselines(json, results);
    return json.toString();
  }
}
