package sluice.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sluice.loss.Model;
import sluice.nn.Weight;

/** How the last dense layer begins. */
class HeadStartTest {
  @TempDir private Path folder;

  private Model model(String... changes) {
    Experiment experiment = SmallRuns.sales(folder, changes);
    return TableJob.of(experiment, DataSet.read(experiment)).model();
  }

  private static float[] values(Model model, String name) {
    return model.weights().stream()
        .filter(weight -> weight.name().equals(name))
        .map(Weight::values)
        .map(values -> {
          float[] all = new float[values.size()];
          for (int i = 0; i < all.length; i++) {
            all[i] = values.get(i / values.columns(), i % values.columns());
          }
          return all;
        })
        .findFirst()
        .orElseThrow();
  }

  @Test
  void initialisersReachTheHeadAlone() {
    Model plain = model();
    Model zero = model("model.head={weights: zero, biases: {constant: 0.25}}");
    assertThat(values(zero, "head.w")).containsOnly(0);
    assertThat(values(zero, "head.b")).containsOnly(0.25f);
    assertThat(values(zero, "layers.0.wx")).isEqualTo(values(plain, "layers.0.wx"));
    assertThat(values(plain, "head.w")).doesNotContain(0);
    assertThat(values(plain, "head.b")).containsOnly(0);
  }

  @Test
  void valuesAreThoseOfSeedAndKind() {
    float[] one = values(model("model.head={weights: {uniform: 0.01}}"), "head.w");
    assertThat(one).hasSize(5).doesNotHaveDuplicates();
    for (float value : one) {
      assertThat(Math.abs(value)).isBetween(1e-7f, 0.01f);
    }
    assertThat(values(model("model.head={weights: {uniform: 0.01}}"), "head.w")).isEqualTo(one);
    assertThat(values(model("model.head={weights: {uniform: 0.01}}", "seed=7"), "head.w"))
        .isNotEqualTo(one);
  }

  @Test
  void aHeadThatIsALayerBeginsLikewise() {
    SmallRuns.write(folder.resolve("shapes.csv"), SmallRuns.shapeRows(48, 2));
    Experiment experiment =
        SmallRuns.experiment(
            folder,
            SmallRuns.SHAPES,
            "training.loss=log-loss",
            "model.head={biases: {constant: -1}}");
    Model model = TableJob.of(experiment, DataSet.read(experiment)).model();
    assertThat(values(model, "layers.2.b")).containsOnly(-1);
  }
}
