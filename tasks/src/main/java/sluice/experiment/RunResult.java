package sluice.experiment;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import sluice.inspect.Finding;
import sluice.inspect.Notice;
import sluice.report.FindingJson;
import sluice.report.Importance;
import sluice.report.Report;
import sluice.report.ReportData;
import sluice.train.Training;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a run came to.
 *
 * @param directory where it is kept
 * @param task word for the job
 * @param verdict one sentence: how the network stands against the best baseline; empty if
 *     interrupted
 * @param training the epochs and how they ended
 * @param seconds the whole run took, resumed parts not counted
 * @param parameters numbers trained
 * @param weightsSha256 digest of the weights; empty if interrupted
 * @param results the network and the baselines, part by part; none if interrupted
 * @param members of an ensemble: how good each is, part by part, and the mean of them; else none
 * @param note on the members, a sentence; empty if there is nothing to say
 * @param advice what stands out, causes before what follows from them, and what to try; none if
 *     interrupted
 * @param notices what was said while it trained, in that order
 * @param kernels what computed
 * @param threads how many computed
 * @param seed of the run
 * @param importance which columns the network goes by; nothing if interrupted
 */
public record RunResult(
    RunDirectory directory,
    String task,
    String verdict,
    Training training,
    double seconds,
    long parameters,
    String weightsSha256,
    List<ReportData.Result> results,
    List<ReportData.Result> members,
    String note,
    List<Finding> advice,
    List<Notice> notices,
    String kernels,
    int threads,
    long seed,
    Importance importance) {
  private static final String TRAINING = "training";

  /** Copies the lists. */
  public RunResult {
    results = List.copyOf(results);
    members = List.copyOf(members);
    advice = List.copyOf(advice);
    notices = List.copyOf(notices);
  }

  /** The model file; there only if the run was not interrupted. */
  public Path model() {
    return directory.model();
  }

  /** Of an ensemble: what its members are worth one by one, on each part; else nothing. */
  public List<ReportData.Result> means() {
    return members.stream()
        .filter(result -> result.name().equals(MemberMean.NAME))
        .map(r -> new ReportData.Result(r.part(), r.name(), true, r.examples(), r.scores()))
        .toList();
  }

  /** The report's page; there only if the run was not interrupted. */
  public Path report() {
    return directory.path().resolve(Report.PAGE);
  }

  /** One JSON object, documented in {@code docs/command.md}. */
  public String json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("task", task);
    json.put("model", model().toString());
    json.put("ending", training.ending().name().toLowerCase(Locale.ROOT));
    json.put("epochs", training.epochs().size());
    json.put("best_epoch", training.bestEpoch());
    json.put("steps", training.steps());
    json.put("seconds", seconds);
    json.put("parameters", parameters);
    json.put("weights_sha256", weightsSha256);
    json.put("verdict", verdict);
    if (results.stream().anyMatch(result -> result.part().equals(TRAINING))) {
      ResultsJson.put(json, TRAINING, results);
    }
    ResultsJson.put(json, ReportData.VALIDATION, results);
    ResultsJson.put(json, ReportData.TEST, results);
    ResultsJson.putBaselines(json, results);
    json.set("importance", JsonMapper.shared().readTree(importance.json()));
    if (!members.isEmpty()) {
      ResultsJson.putMembers(json, members);
      json.put("note", note);
    }
    json.set("advice", JsonMapper.shared().readTree(FindingJson.of(advice)));
    json.set("notices", JsonMapper.shared().readTree(FindingJson.ofNotices(notices)));
    json.put("kernels", kernels);
    json.put("threads", threads);
    json.put("seed", seed);
    return json.toString();
  }
}
