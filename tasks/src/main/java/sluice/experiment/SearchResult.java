package sluice.experiment;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import sluice.metric.Metric;
import sluice.report.ReportData;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a search came to.
 *
 * @param directory the folder with the folders of all trials
 * @param settings of the search
 * @param metric what was compared, on the validation part
 * @param trials those that were trained, the best one first, failed ones last
 * @param best the run of the first of them, measured on the test part too; empty if the search was
 *     interrupted
 */
public record SearchResult(
    Path directory,
    SearchSettings settings,
    Metric metric,
    List<SearchTrial> trials,
    Optional<RunResult> best) {
  /** Copies the list. */
  public SearchResult {
    trials = List.copyOf(trials);
  }

  /** Whether it was stopped before its end, and can be gone on with. */
  public boolean interrupted() {
    return best.isEmpty();
  }

  /** The experiment that was found; there only if the search was not interrupted. */
  public Path experiment() {
    return directory.resolve("best.yaml");
  }

  /** One JSON object, documented in {@code docs/command.md}. */
  public String json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("directory", directory.toString());
    json.put("method", Search.word(settings.method()));
    json.put("metric", metric.key());
    json.put("interrupted", interrupted());
    ArrayNode list = json.putArray("trials");
    for (SearchTrial trial : trials) {
      ObjectNode one = list.addObject();
      one.put("name", trial.name());
      put(one.putObject("values"), trial.values());
      ArrayNode rungs = one.putArray("rungs");
      trial.outcomes().forEach(outcome -> rungs.add(outcome.json()));
    }
    best.ifPresent(run -> {
      ObjectNode one = json.putObject("best");
      one.put("name", trials.getFirst().name());
      one.put("experiment", experiment().toString());
      one.put("model", run.model().toString());
      one.put("weights_sha256", run.weightsSha256());
      put(one.putObject("values"), trials.getFirst().values());
      ResultsJson.put(one, ReportData.VALIDATION, run.results());
      ResultsJson.put(one, ReportData.TEST, run.results());
    });
    return json.toString();
  }

  private static void put(ObjectNode json, Map<String, String> values) {
    values.forEach(json::put);
  }
}
