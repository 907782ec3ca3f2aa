package sluice.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static sluice.experiment.SmallRuns.json;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sluice.experiment.SmallRuns.Rows;
import sluice.loss.BalancedCrossEntropy;
import sluice.loss.SigmoidCrossEntropy;
import sluice.model.SavedModel;
import sluice.report.ReportData;

/** Several labels at once: weights, least probabilities and rules, label by label. */
class LabelSetRunTest {
  private static final String YAML =
      """
      name: tagged
      task: classify
      data: {file: tagged.csv, target: [rare, often], label: several, inputs: [x, y]}
      window: {per: row}
      split: {validation: 0.2, test: 0.3, by: random}
      model: {layers: [{dense: 8}]}
      training: {epochs: 25, batch: 16, optimiser: {adam: 0.02}}
      """;

  @TempDir private Path folder;

  /** rare holds for 1 in 14, more often where x is large; often for half of the rows, by y. */
  @BeforeEach
  void write() {
    SplittableRandom random = new SplittableRandom(4);
    List<String> rows = new ArrayList<>(List.of("x,y,rare,often"));
    for (int i = 0; i < 700; i++) {
      double x = random.nextDouble();
      double y = random.nextDouble();
      int rare = random.nextDouble() < 0.2 * x * x ? 1 : 0;
      rows.add(x + "," + y + "," + rare + "," + (y > 0.5 ? 1 : 0));
    }
    SmallRuns.write(folder.resolve("tagged.csv"), rows);
  }

  private RunResult train(String name, String... changes) {
    return SmallRuns.train(SmallRuns.experiment(folder, YAML, changes), folder.resolve(name));
  }

  private double said(RunResult run, String column) {
    return predicted(run).column(column).stream().filter(text -> text.equals("1")).count();
  }

  private Rows predicted(RunResult run) {
    Rows rows = new Rows();
    TrainedModel.read(run.model()).predict(source(), rows);
    return rows;
  }

  private DataSource source() {
    return new DataSource.File(folder.resolve("tagged.csv"));
  }

  @Test
  void balancedMakesARareLabelCountAsMuchAsItsAbsence() {
    RunResult plain = train("plain");
    RunResult balanced = train("balanced", "data.weight.classes=balanced");
    assertThat(said(plain, "rare")).isLessThan(20); // hardly ever likelier than not
    assertThat(said(balanced, "rare")).isBetween(150.0, 450.0);
    assertThat(said(balanced, "often")).isBetween(300.0, 400.0);
    assertThat(SavedModel.read(plain.model()).members().getFirst().head().loss())
        .isEqualTo(new SigmoidCrossEntropy());
    assertThat(SavedModel.read(balanced.model()).members().getFirst().head().loss())
        .isInstanceOfSatisfying(
            BalancedCrossEntropy.class,
            loss -> {
              assertThat(loss.yes().getFirst()).isBetween(4.0, 15.0);
              assertThat(loss.yes().getLast()).isBetween(0.8, 1.25);
            });
  }

  @Test
  void rulesAndTheLeastProbabilityAreKeptLabelByLabel() {
    RunResult run =
        train(
            "run",
            "data.weight.classes=balanced",
            "decision.least=0.6",
            "decision.confirm=[{label: often, column: x, below: 0.5}]");
    TrainedModel model = TrainedModel.read(run.model());
    assertThat(model.evaluate(source()).results())
        .isEqualTo(run.results().stream().filter(r -> r.part().equals(ReportData.TEST)).toList());
    Rows rows = predicted(run);
    assertThat(rows.all.getFirst()).contains("rare", "often", "because", "p(rare)");
    List<String> lines = SmallRuns.text(folder.resolve("tagged.csv")).lines().skip(1).toList();
    int unconfirmed = 0;
    int unlikely = 0;
    for (int i = 0; i < lines.size(); i++) {
      double x = Double.parseDouble(lines.get(i).split(",")[0]);
      double often = Double.parseDouble(rows.column("p(often)").get(i));
      double rare = Double.parseDouble(rows.column("p(rare)").get(i));
      String because = rows.column("because").get(i);
      boolean confirmed = x < 0.5;
      assertThat(rows.column("often").get(i)).isEqualTo(often >= 0.6 && confirmed ? "1" : "0");
      assertThat(rows.column("rare").get(i)).isEqualTo(rare >= 0.6 ? "1" : "0");
      assertThat(because.contains("often: not x below 0.5")).isEqualTo(often >= 0.6 && !confirmed);
      assertThat(because.contains("rare: probability below 0.6"))
          .isEqualTo(rare >= 0.5 && rare < 0.6);
      unconfirmed += because.contains("not x") ? 1 : 0;
      unlikely += because.contains("rare:") ? 1 : 0;
    }
    assertThat(unconfirmed).isPositive();
    assertThat(unlikely).isPositive();
    // half of the rows that often holds for have x above one half
    assertThat(json(run.json()).get("test").get("macro_recall").asDouble()).isLessThan(0.8);
  }
}
