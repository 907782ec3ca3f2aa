package sluice.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sluice.train.Stop;
import tools.jackson.databind.JsonNode;

/** Whole searches on small data: the same however they are run, stopped or parted. */
class SearchTest {
  private static final String RATES =
      "{trials: 6, keys: {training.optimiser.adam.rate: {log: [0.00001, 0.1]},"
          + " model.layers.0: [{lstm: 4}, {gru: 4}]}}";
  private static final String HALVING =
      "{method: halving, trials: 9, eta: 3, least_epochs: 1, keys:"
          + " {training.optimiser.adam.rate: {log: [0.00001, 0.1]}, training.batch: [8, 16]}}";

  /** What columns are worth is measured by other tests, and takes longer than such a training. */
  private static final String QUICK = "report: {importance: 0}\n";

  /** Searches that went through at once, by method: most tests compare with them. */
  private static final Map<String, Whole> WHOLES = new HashMap<>();

  /**
   * What a search came to.
   *
   * @param plain without where and how long
   * @param models their names and digests
   */
  private record Whole(String plain, List<String> models) {}

  @TempDir private Path folder;

  private Whole whole(String method) throws IOException {
    if (!WHOLES.containsKey(method)) {
      SearchResult result = Search.run(byMethod(method), out("whole"));
      WHOLES.put(method, new Whole(plain(result), models("whole")));
    }
    return Objects.requireNonNull(WHOLES.get(method));
  }

  private Experiment byMethod(String method) {
    return experiment(method.equals("random") ? RATES : HALVING);
  }

  @BeforeEach
  void data() {
    SmallRuns.write(folder.resolve("sales.csv"), SmallRuns.salesRows(SmallRuns.DAYS));
  }

  private Experiment experiment(String search, String... changes) {
    Experiment experiment =
        Experiment.parse(SmallRuns.SALES + QUICK + "search: " + search + "\n", "sales", folder);
    return ExperimentFile.changed(experiment, List.of(changes));
  }

  private Search.Options out(String name) {
    return Search.Options.fresh().out(folder.resolve(name));
  }

  @Test
  void aRandomSearchFindsTheGoodRegion() {
    List<String> heard = new ArrayList<>();
    SearchResult result =
        Search.run(experiment(RATES), out("found").listener(trial -> heard.add(trial.name())));
    assertThat(heard)
        .containsExactly(
            "trial-001", "trial-002", "trial-003", "trial-004", "trial-005", "trial-006");
    double[] values = result.trials().stream().mapToDouble(t -> t.last().value()).toArray();
    assertThat(values).isSorted(); // MASE or MAE: less is better
    assertThat(rate(result.trials().getFirst())).isGreaterThan(0.003);
    assertThat(rate(result.trials().getLast())).isLessThan(0.001);

    // The best experiment trains to the same bits, and was tested once.
    Experiment best = Experiment.read(result.experiment(), List.of());
    assertThat(best.search()).isEmpty();
    RunResult again = SmallRuns.train(best, folder.resolve("again"));
    RunResult found = result.best().orElseThrow();
    assertThat(again.weightsSha256()).isEqualTo(found.weightsSha256());
    assertThat(result.trials().getFirst().last().weightsSha256()).isEqualTo(found.weightsSha256());
    assertThat(again.results()).isEqualTo(found.results());
    for (SearchTrial trial : result.trials()) {
      JsonNode metrics =
          SmallRuns.json(folder.resolve("found").resolve(trial.name()).resolve("metrics.json"));
      boolean first = trial.equals(result.trials().getFirst());
      assertThat(metrics.get("test").isEmpty()).as(trial.name()).isEqualTo(!first);
      assertThat(metrics.get("validation").get(result.metric().key()).asDouble())
          .isEqualTo(trial.last().value());
    }
  }

  private static double rate(SearchTrial trial) {
    return Double.parseDouble(trial.values().get("training.optimiser.adam.rate"));
  }

  @ParameterizedTest
  @CsvSource({"random", "halving"})
  void inParallelAsOneAfterTheOther(String method) throws IOException {
    SearchResult parallel = Search.run(byMethod(method), out("parallel").parallel(3));
    assertThat(plain(parallel)).isEqualTo(whole(method).plain());
    assertThat(models("parallel")).isEqualTo(whole(method).models()).isNotEmpty();
  }

  /** What a search came to, without where and how long. */
  private static String plain(SearchResult result) {
    return result
        .json()
        .replaceAll("\"seconds\":[^,]*,", "")
        .replaceAll("\"(directory|experiment|model)\":\"[^\"]*\",", "");
  }

  private List<String> models(String search) throws IOException {
    Path top = folder.resolve(search);
    try (Stream<Path> files = Files.walk(top)) {
      return files
          .filter(file -> file.endsWith("model.sluice"))
          .sorted(Comparator.comparing(Path::toString))
          .map(
              file -> top.relativize(file) + " " + java.util.Arrays.hashCode(SmallRuns.bytes(file)))
          .toList();
    }
  }

  @ParameterizedTest
  @CsvSource({"random, 1, 1", "random, 4, 2", "halving, 3, 1", "halving, 10, 1", "halving, 11, 2"})
  void stoppedAndResumed(String method, int trials, int parallel) throws IOException {
    Experiment experiment = byMethod(method);
    Whole whole = whole(method);
    Stop stop = new Stop();
    List<SearchTrial> done = new ArrayList<>();
    SearchResult stopped =
        Search.run(
            experiment,
            out("parted")
                .parallel(parallel)
                .stop(stop)
                .listener(trial -> {
                  done.add(trial);
                  if (done.size() == trials) {
                    stop.request();
                  }
                }));
    assertThat(stopped.interrupted()).isTrue();
    assertThat(stopped.experiment()).doesNotExist();
    assertThat(folder.resolve("parted/tune.html")).content().contains("go on with --resume");
    SearchResult resumed = Search.run(experiment, out("parted").resume(true));
    assertThat(plain(resumed)).isEqualTo(whole.plain());
    assertThat(models("parted")).isEqualTo(whole.models());
    // Once more: nothing is trained, and nothing changes.
    assertThat(Search.run(experiment, out("parted").resume(true)).json()).isEqualTo(resumed.json());
  }

  @Test
  void aTrialThatWasCutInItsMiddleGoesOnFromItsCheckpoint() throws IOException {
    Experiment experiment = experiment(RATES);
    SearchSpace.Drawn first = new SearchSpace(experiment).trials().getFirst();
    Stop stop = new Stop();
    stop.request();
    TuneDirectory parted = TuneDirectory.open(experiment, "search", out("parted").out(), false);
    Run.train(
        first.experiment(),
        Run.Options.fresh().out(parted.path().resolve("trial-001")).stop(stop).tested(false));
    SearchResult resumed = Search.run(experiment, out("parted").resume(true));
    assertThat(plain(resumed)).isEqualTo(whole("random").plain());
  }

  @Test
  @Tag("slow")
  void killedAndResumed() throws IOException, InterruptedException {
    Experiment experiment = experiment(HALVING, "training.optimiser.adam.rate=0.01");
    SmallRuns.write(folder.resolve("forked.yaml"), List.of(experiment.yaml(folder)));
    SearchResult whole = Search.run(experiment, out("whole"));
    for (int lines : new int[] {2, 6, 2}) {
      ForkedSearch.killed(folder.resolve("forked.yaml"), folder.resolve("killed"), lines);
    }
    SearchResult resumed = Search.run(experiment, out("killed").resume(true));
    assertThat(plain(resumed)).isEqualTo(plain(whole));
    assertThat(models("killed")).isEqualTo(models("whole"));
  }

  @ParameterizedTest
  @CsvSource({"constant, true", "one-cycle, false", "'{exponential: {every: 1}}', true"})
  void whatGoesOnIsAsTrainedAtOnce(String schedule, boolean goesOn) throws IOException {
    Experiment experiment = experiment(HALVING, "training.schedule=" + schedule);
    SearchResult result = Search.run(experiment, out("halved"));
    SearchTrial best = result.trials().getFirst();
    assertThat(best.outcomes())
        .extracting(SearchTrial.Outcome::epochs)
        .containsExactly(1, 3); // 3 ∕ 3 and 3 epochs
    assertThat(result.trials())
        .extracting(t -> t.outcomes().size())
        .containsExactly(2, 2, 2, 1, 1, 1, 1, 1, 1);
    Path rung = folder.resolve("halved/rung-2").resolve(best.name());
    RunResult fresh =
        SmallRuns.train(
            Experiment.read(rung.resolve("experiment.yaml"), List.of()), folder.resolve("fresh"));
    assertThat(fresh.weightsSha256()).isEqualTo(best.last().weightsSha256());
    assertThat(SmallRuns.losses(rung)).isEqualTo(SmallRuns.losses(folder.resolve("fresh")));
    // A copy of the first epoch has its very seconds.
    String first =
        SmallRuns.text(
            folder.resolve("halved/rung-1").resolve(best.name()).resolve("metrics.jsonl"));
    assertThat(SmallRuns.text(rung.resolve("metrics.jsonl")).startsWith(first)).isEqualTo(goesOn);
  }

  @Test
  void theBetterThirdGoesOn() {
    SearchResult result = Search.run(experiment(HALVING), out("halved"));
    List<Double> first =
        result.trials().stream().map(trial -> trial.outcomes().getFirst().value()).toList();
    double worst = first.subList(0, 3).stream().mapToDouble(v -> v).max().orElseThrow();
    assertThat(first.subList(3, 9)).allMatch(value -> value >= worst);
  }

  @Test
  void aTrialThatDivergesIsLastAndToldWithItsReason() {
    Experiment experiment =
        experiment(
            "{keys: {training.optimiser: [{adam: 0.01}, {sgd: 1000}]}}", "training.clip.norm=none");
    SearchResult result = Search.run(experiment, out("diverged"));
    assertThat(result.trials()).hasSize(2);
    SearchTrial failed = result.trials().getLast();
    assertThat(failed.values()).containsValue("{sgd: 1000}");
    assertThat(failed.last().failed()).isTrue();
    assertThat(failed.last().value()).isNaN();
    assertThat(failed.last().reason()).contains("in epoch").contains("Try a smaller learning rate");
    assertThat(result.best()).isPresent();
    assertThat(SmallRuns.text(folder.resolve("diverged/tune.html")))
        .contains("1 failed")
        .contains("Try a smaller learning rate");
    SearchResult again = Search.run(experiment, out("diverged").resume(true));
    assertThat(again.trials()).isEqualTo(result.trials());
  }

  @Test
  void whereAllTrialsFailTheReasonIsTold() {
    Experiment experiment =
        experiment("{keys: {training.optimiser.sgd.rate: [900, 1000]}}", "training.clip.norm=none");
    assertThatExceptionOfType(UnfitTask.class)
        .isThrownBy(() -> Search.run(experiment, out("diverged")))
        .withMessageStartingWith("all 2 trials failed; trial-001: ")
        .withMessageContaining("Try a smaller learning rate");
  }

  @Test
  void settingsThatDoNotFitTheDataFailTheirTrialAlone() {
    SearchResult result = Search.run(experiment("{keys: {window.history: [8, 500]}}"), out("long"));
    assertThat(result.trials().getLast().values()).containsValue("500");
    assertThat(result.trials().getLast().last().reason()).isNotEmpty();
    assertThat(result.trials().getFirst().last().failed()).isFalse();
  }

  @Test
  void aMetricOfChoice() {
    String yaml = SmallRuns.SHAPES + "search: {metric: log_loss, keys: {training.batch: [4, 8]}}\n";
    SmallRuns.shapes(folder, 2);
    SearchResult result = Search.run(Experiment.parse(yaml, "shapes", folder), out("shapes"));
    assertThat(result.metric().key()).isEqualTo("log_loss");
    double[] values = result.trials().stream().mapToDouble(t -> t.last().value()).toArray();
    assertThat(values).isSorted();
    String wrong = yaml.replace("log_loss", "mase");
    assertThatExceptionOfType(UnfitTask.class)
        .isThrownBy(() -> Search.run(Experiment.parse(wrong, "shapes", folder), out("no")))
        .withMessage(
            "search.metric: mase is not measured for this task; there are accuracy, macro_f1,"
                + " log_loss, macro_precision, macro_recall, roc_area, pr_area, calibration_error");
    String most = yaml.replace("log_loss", "accuracy");
    SearchResult higher = Search.run(Experiment.parse(most, "shapes", folder), out("higher"));
    assertThat(higher.trials().getFirst().last().value())
        .isGreaterThanOrEqualTo(higher.trials().getLast().last().value());
  }

  @Test
  void whatCannotBeGoneOnWithIsRefused() throws IOException {
    Experiment plain = SmallRuns.sales(folder);
    assertThatExceptionOfType(UnfitTask.class)
        .isThrownBy(() -> Search.run(plain, out("none")))
        .withMessageStartingWith("the experiment has no search: name what to try");
    assertThatExceptionOfType(CannotResume.class)
        .isThrownBy(() -> Search.run(experiment(RATES), out("none").resume(true)))
        .withMessage(
            "there is nothing to resume in "
                + folder.resolve("none")
                + "; tune without --resume first");
    assertThat(folder.resolve("none")).doesNotExist();
    Search.run(experiment("{keys: {training.batch: [16]}}"), out("taken"));
    assertThatExceptionOfType(CannotResume.class)
        .isThrownBy(() -> Search.run(experiment(RATES), out("taken")))
        .withMessageContaining("is there already: add --resume to go on with it");
    assertThatExceptionOfType(CannotResume.class)
        .isThrownBy(() ->
            Search.run(
                experiment("{keys: {training.batch: [16]}}", "training.epochs=2"),
                out("taken").resume(true)))
        .withMessageContaining("(training.epochs was 3, is 2 now): go back to them");
    assertThatExceptionOfType(CannotResume.class)
        .isThrownBy(() ->
            Search.run(experiment("{keys: {training.batch: [8]}}"), out("taken").resume(true)))
        .withMessageContaining("search.keys.training.batch");
  }

  @Test
  void aSearchMayGoOnWithMoreTrials() {
    Search.run(experiment(RATES.replace("trials: 6", "trials: 2")), out("more"));
    SearchResult more = Search.run(experiment(RATES), out("more").resume(true));
    SearchResult whole = Search.run(experiment(RATES), out("whole"));
    assertThat(plain(more)).isEqualTo(plain(whole));
  }

  @Test
  void thePageHasPicturesTablesAndNothingFromOutside() {
    SearchResult result = Search.run(experiment(HALVING), out("page"));
    String page = SmallRuns.text(result.directory().resolve("tune.html"));
    assertThat(page)
        .contains("Every trial through every key", "How halving thinned the trials", "best.yaml")
        .contains("which chose nothing")
        .doesNotContain("<script", "http://", "https://");
    for (String file :
        List.of("report/parallel.svg", "report/rungs.svg", "report/trials.csv", "tune.csv")) {
      assertThat(result.directory().resolve(file)).isNotEmptyFile();
    }
    String svg = SmallRuns.text(result.directory().resolve("report/parallel.svg"));
    assertThat(svg.split("class=\"line rank ", -1)).hasSize(10); // nine trials
    assertThat(svg.split(" first\"", -1)).hasSize(2);
    assertThat(svg.indexOf(" first\""))
        .isEqualTo(svg.lastIndexOf("class=\"line ") + "class=\"line rank r4".length());
    List<String> csv = SmallRuns.text(result.directory().resolve("tune.csv")).lines().toList();
    assertThat(csv).hasSize(1 + 9 + 3);
    assertThat(csv.getFirst())
        .startsWith("trial,rung,epochs,best_epoch,seconds,")
        .endsWith(",reason,training.optimiser.adam.rate,training.batch");
    JsonNode json = SmallRuns.json(result.directory().resolve("tune.json"));
    assertThat(json.get("trials").size()).isEqualTo(9);
    assertThat(json.get("best").get("validation").get(result.metric().key()).asDouble())
        .isCloseTo(result.trials().getFirst().last().value(), within(0.0));
  }
}
