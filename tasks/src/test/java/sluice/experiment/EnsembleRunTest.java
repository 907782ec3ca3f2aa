package sluice.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;
import static sluice.experiment.SmallRuns.json;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sluice.loss.Combination;
import sluice.loss.Ensemble;
import sluice.loss.Model;
import sluice.metric.Metric;
import sluice.model.SavedModel;
import sluice.report.ReportData;
import sluice.train.Training;
import tools.jackson.databind.JsonNode;

/** Several networks that answer as one, from an experiment file to a saved model. */
class EnsembleRunTest {
  private static final String ROWS =
      """
      name: rings
      task: classify
      data: {file: rings.csv, target: kind, inputs: [x, y]}
      window: {per: row}
      split: {validation: 0.2, test: 0.2}
      model: {layers: [{dense: 3}]}
      training: {epochs: 6, batch: 16, optimiser: {adam: 0.05}}
      """;

  @TempDir private Path folder;
  private Path out;

  /** A disc of one kind in a ring of the other; a size that is the distance; two labels. */
  @BeforeEach
  void write() {
    out = folder.resolve("run");
    List<String> rows = new ArrayList<>(List.of("x,y,kind,size,labels"));
    for (int i = 0; i < 200; i++) {
      double angle = i * 2.39996;
      double radius = 2 * StrictMath.sqrt((i + 0.5) / 200);
      double x = radius * StrictMath.cos(angle);
      double y = radius * StrictMath.sin(angle);
      String labels = (x > 0 ? "east" : "") + (x > 0 && y > 0 ? " " : "") + (y > 0 ? "north" : "");
      rows.add(
          String.join(
              ",",
              Double.toString(x),
              Double.toString(y),
              radius < 1.3 ? "in" : "out",
              Double.toString(radius * radius),
              labels));
    }
    SmallRuns.write(folder.resolve("rings.csv"), rows);
  }

  private Experiment rings(String... changes) {
    return SmallRuns.experiment(folder, ROWS, changes);
  }

  private static String[] regress(String ensemble) {
    return new String[] {"task=regress", "data.target=size", "ensemble=" + ensemble};
  }

  private static final String[] LABELS = {
    "data.target=labels", "data.label=several", "data.separator=\" \"", "ensemble={bagging: 3}"
  };

  @Test
  void aSingleMemberIsTheNetworkThatIsTrainedWithoutAnEnsemble() {
    RunResult one = SmallRuns.train(rings(), folder.resolve("one"));
    RunResult same = SmallRuns.train(rings("ensemble={seeds: 1}"), folder.resolve("same"));
    assertThat(same.weightsSha256()).isEqualTo(one.weightsSha256());
    RunResult two = SmallRuns.train(rings("ensemble={seeds: 2}"), folder.resolve("two"));
    List<Model> members = SavedModel.read(two.model()).members();
    assertThat(members).hasSize(2);
    assertThat(weights(members.getFirst()))
        .isEqualTo(weights(SavedModel.read(one.model()).members().getFirst()));
    assertThat(weights(members.getLast())).isNotEqualTo(weights(members.getFirst()));
  }

  private static List<String> weights(Model model) {
    return model.weights().stream().map(w -> Arrays.toString(w.values().toArray())).toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"seeds: 3", "bagging: 3", "snapshot: {members: 3, cycle: 2}", "adaboost: 3"})
  void classifies(String ensemble) {
    String[] changes = {"ensemble={" + ensemble + "}"};
    assertServedAsOne(
        ensemble.startsWith("snapshot")
            ? SmallRuns.experiment(folder, ROWS.replace("epochs: 6, ", ""), changes)
            : rings(changes));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{seeds: 3}", "{gradient-boosting: {members: 4, rate: 0.5}}"})
  void regresses(String ensemble) {
    assertServedAsOne(rings(regress(ensemble)));
  }

  @Test
  void givesLabels() {
    assertServedAsOne(rings(LABELS));
  }

  /** The file's figures are the run's, and the run's those of its members together. */
  private void assertServedAsOne(Experiment experiment) {
    RunResult run = SmallRuns.train(experiment, out);
    TrainedModel model = TrainedModel.read(run.model());
    DataSource data = new DataSource.File(folder.resolve("rings.csv"));
    assertThat(model.evaluate(data).results())
        .isEqualTo(run.results().stream().filter(r -> r.part().equals(ReportData.TEST)).toList());
    SmallRuns.Rows rows = new SmallRuns.Rows();
    model.predict(data, rows);
    assertThat(rows.all).hasSize(201);
    assertThat(SavedModel.read(run.model()).members()).hasSizeGreaterThan(1);
    assertThat(SavedModel.read(run.model()).weightsSha256()).isEqualTo(run.weightsSha256());
    RunResult again = SmallRuns.train(experiment, folder.resolve("again"));
    assertThat(SmallRuns.bytes(again.model())).isEqualTo(SmallRuns.bytes(run.model()));
  }

  @Test
  void forecasts() {
    Experiment experiment = SmallRuns.sales(folder, "ensemble={bagging: 3}", "data.known=[]");
    RunResult run = SmallRuns.train(experiment, out);
    DataSource data = new DataSource.File(folder.resolve("sales.csv"));
    assertThat(TrainedModel.read(run.model()).evaluate(data).results())
        .isEqualTo(run.results().stream().filter(r -> r.part().equals(ReportData.TEST)).toList());
    SmallRuns.Rows rows = new SmallRuns.Rows();
    TrainedModel.read(run.model()).forecast(java.util.Optional.of(data), rows);
    assertThat(rows.column("sales")).hasSize(3);
  }

  @Test
  void probabilitiesAreTheMeanOfTheMembers() {
    RunResult run = SmallRuns.train(rings("ensemble={bagging: 3}"), out);
    SavedModel saved = SavedModel.read(run.model());
    DataSource data = new DataSource.File(folder.resolve("rings.csv"));
    List<List<String>> alone = new ArrayList<>();
    for (Model member : saved.members()) {
      Path file = folder.resolve("alone.sluice");
      new SavedModel(saved.task(), List.of(member), saved.preprocessing(), saved.provenance())
          .write(file);
      SmallRuns.Rows rows = new SmallRuns.Rows();
      TrainedModel.read(file).predict(data, rows);
      alone.add(rows.column("p(in)"));
    }
    SmallRuns.Rows rows = new SmallRuns.Rows();
    TrainedModel.read(run.model()).predict(data, rows);
    for (int row = 0; row < 200; row++) {
      double sum = 0;
      for (List<String> own : alone) {
        sum += Float.parseFloat(own.get(row));
      }
      assertThat(Float.parseFloat(rows.column("p(in)").get(row))).isEqualTo((float) (sum / 3));
    }
  }

  /** Two units draw two lines, which close no ring around a disc; a vote of them can. */
  @Test
  void boostingSolvesWhatASingleNetworkCannot() {
    List<String> lines =
        List.of(
            "model.layers=[{dense: {units: 2, activation: tanh}}]",
            "training.epochs=30",
            "training.early_stopping=none",
            "split.validation=0");
    List<String> boosted = new ArrayList<>(lines);
    boosted.add("ensemble={adaboost: 20}");
    RunResult single = SmallRuns.train(rings(lines.toArray(String[]::new)), folder.resolve("one"));
    RunResult run = SmallRuns.train(rings(boosted.toArray(String[]::new)), out);
    assertThat(accuracy(single)).isLessThan(0.7);
    assertThat(accuracy(run)).isGreaterThan(0.8);
    assertThat(run.note()).startsWith("Boosting ended early: member ");
    assertThat(json(run.json()).get("note").asString()).isEqualTo(run.note());
    assertThat(SmallRuns.text(run.report())).contains(run.note());
    SavedModel saved = SavedModel.read(run.model());
    assertThat(saved.combination()).isInstanceOf(Combination.Vote.class);
    assertThat(saved.predictor()).isInstanceOf(Ensemble.class);
    TrainedModel model = TrainedModel.read(run.model());
    assertThatExceptionOfType(UnfitTask.class)
        .isThrownBy(model::layers)
        .withMessageContaining("networks, which share no layer");
  }

  private static double accuracy(RunResult run) {
    return json(run.json()).get("test").get("accuracy").asDouble();
  }

  @Test
  void eachMemberIsToldBesideTheEnsemble() {
    List<String> heard = new ArrayList<>();
    RunResult run =
        Run.train(
            rings("ensemble={bagging: 3}"),
            Run.Options.fresh()
                .out(out)
                .listener(event -> {
                  if (event instanceof RunEvent.Member(int number, int of)) {
                    heard.add(number + " of " + of);
                  }
                }));
    assertThat(heard).containsExactly("1 of 3", "2 of 3", "3 of 3");
    List<JsonNode> lines =
        SmallRuns.text(run.directory().epochs()).lines().map(SmallRuns::json).toList();
    assertThat(lines.stream().map(line -> line.get("member").asInt()).distinct())
        .containsExactly(1, 2, 3);
    assertThat(run.training().epochs()).hasSameSizeAs(lines);
    JsonNode members = json(run.json()).get("members").get("test");
    assertThat(members.propertyNames())
        .containsExactly("member 1", "member 2", "member 3", "mean of single members");
    double sum = 0;
    for (int m = 1; m <= 3; m++) {
      sum += members.get("member " + m).get("accuracy").asDouble();
    }
    assertThat(members.get("mean of single members").get("accuracy").asDouble())
        .isCloseTo(sum / 3, within(1e-12));
    assertThat(SmallRuns.text(run.report()))
        .contains("bagging, 3 × dense 3", "Each member of the ensemble", "mean of single members");
    assertThat(json(out.resolve("report/report.json")).get("results").get("members").size())
        .isEqualTo(8);
    assertThat(SmallRuns.text(out.resolve("report/members.csv"))).contains("member 3");
  }

  @Test
  void membersOfASumAreMeasuredWithThoseBeforeThem() {
    RunResult run =
        SmallRuns.train(rings(regress("{gradient-boosting: {members: 5, rate: 0.6}}")), out);
    JsonNode members = json(run.json()).get("members").get("test");
    assertThat(members.propertyNames()).startsWith("member 1", "members 1 to 2").hasSize(5);
    JsonNode all = json(run.json()).get("test");
    assertThat(members.get("members 1 to 5").get("mae")).isEqualTo(all.get("mae"));
    assertThat(all.get("mae").asDouble()).isLessThan(members.get("member 1").get("mae").asDouble());
  }

  @Test
  void tuneShowsWhatAnEnsembleGains() {
    TrialsResult result =
        Trials.run(
            rings("ensemble={seeds: 2}", "training.epochs=2"),
            Trials.Options.once().seeds(2).out(folder.resolve("tune")));
    assertThat(result.test(Metric.ACCURACY).orElseThrow().values()).hasSize(2);
    assertThat(result.figures())
        .filteredOn(f -> f.name().equals("mean of single members"))
        .isNotEmpty()
        .allMatch(f -> f.baseline() && f.values().size() == 2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bagging: 3",
        "snapshot: {members: 3, cycle: 2}",
        "adaboost: 3",
        "gradient-boosting: {members: 3, rate: 0.5}"
      })
  void whatWasStoppedGoesOnToTheSameBits(String ensemble) {
    Experiment experiment =
        SmallRuns.experiment(
            folder,
            ROWS.replace("epochs: 6, ", ensemble.startsWith("snapshot") ? "" : "epochs: 2, "),
            ensemble.startsWith("gradient")
                ? regress("{" + ensemble + "}")
                : new String[] {
                  "ensemble={" + ensemble + "}", "model.layers=[{dense: 3}, {dropout: 0.2}]"
                });
    RunResult whole = SmallRuns.train(experiment, folder.resolve("whole"));
    int steps = (int) whole.training().steps();
    assertThat(steps).isEqualTo(3 * 2 * 8); // members, epochs, batches
    for (int after : new int[] {0, 5, 16, 17, 31, 32, 40, 47}) {
      Path own = folder.resolve("stopped-" + after);
      RunResult stopped = SmallRuns.stop(experiment, Run.Options.fresh().out(own), after);
      assertThat(stopped.training().ending()).isEqualTo(Training.Ending.INTERRUPTED);
      assertThat(stopped.training().steps()).isEqualTo(after);
      Run.train(experiment, Run.Options.fresh().out(own).resume(true));
      assertSame(own, whole);
    }
    Path often = folder.resolve("often");
    SmallRuns.stop(experiment, Run.Options.fresh().out(often), 3);
    for (int again = 0; again < 4; again++) {
      SmallRuns.stop(experiment, Run.Options.fresh().out(often).resume(true), 10);
    }
    Run.train(experiment, Run.Options.fresh().out(often).resume(true));
    assertSame(often, whole);
    Run.train(experiment, Run.Options.fresh().out(often).resume(true)); // one that is done
    assertSame(often, whole);
  }

  private static void assertSame(Path run, RunResult whole) {
    assertThat(SmallRuns.bytes(run.resolve("model.sluice")))
        .isEqualTo(SmallRuns.bytes(whole.model()));
    assertThat(SmallRuns.losses(run)).isEqualTo(SmallRuns.losses(whole.directory().path()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "task=regress;data.target=size;ensemble=adaboost | ensemble: adaboost is for task classify",
        "ensemble=gradient-boosting | ensemble: gradient-boosting is for task regress",
        "ensemble=snapshot | training.epochs: has no effect for ensemble.snapshot",
        "ensemble={bagging: 0} | expected a whole number from 1 to 1000",
        "ensemble={bagging: {sample: 0}} | ensemble.bagging.sample: expected",
        "ensemble={snapshot: {cycle: 0}} | ensemble.snapshot.cycle: expected",
        "ensemble={gradient-boosting: {rate: 0}} | ensemble.gradient-boosting.rate: expected",
        "ensemble=baging | did you mean bagging?",
        "data.target=labels;data.label=several;ensemble=adaboost | with one label"
      })
  void whatDoesNotFitIsRefused(String changes, String message) {
    assertThatExceptionOfType(BadExperiment.class)
        .isThrownBy(() -> rings(changes.strip().split(";")))
        .withMessageContaining(message);
  }
}
