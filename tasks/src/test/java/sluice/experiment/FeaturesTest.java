package sluice.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sluice.data.BadData;
import sluice.data.Prepared;
import sluice.data.Series;
import sluice.experiment.SmallRuns.Rows;
import sluice.math.Matrix;
import sluice.math.Steps;
import sluice.model.SavedModel;
import sluice.nn.Capacity;
import sluice.nn.Input;
import sluice.nn.NamedLayer;
import sluice.nn.Network;
import sluice.nn.PassSettings;

/** What layers give: against the same network run by hand. */
class FeaturesTest {
  private static final String DEEP =
      "model.layers=[{bidirectional: {layers: [{lstm: 3}]}}, {lstm: 4}, {dense: {units: 2,"
          + " activation: tanh}}]";

  @TempDir private static Path folder;
  private static Path file;
  private static TrainedModel model;

  @BeforeAll
  static void train() {
    Experiment experiment = SmallRuns.shapes(folder, 2, "training.epochs=1", DEEP);
    file = SmallRuns.train(experiment, folder.resolve("run")).model();
    model = TrainedModel.read(file);
  }

  private static DataSource shapes() {
    return new DataSource.File(folder.resolve("shapes.csv"));
  }

  private static Rows features(String layer) {
    Rows rows = new Rows();
    model.features(layer, shapes(), rows);
    return rows;
  }

  @Test
  void layersHaveNamesAndSizes() {
    assertThat(model.layers())
        .extracting(NamedLayer::name)
        .containsExactly("layers.0-1", "layers.2", "layers.3", "layers.4", "last");
    assertThat(model.layers()).extracting(NamedLayer::outputSize).containsExactly(6, 4, 2, 2, 2);
  }

  @Test
  void stepByStepTheyAreThoseOfTheNetworkRunByHand() {
    Rows rows = features("layers.2");
    assertThat(rows.all.getFirst())
        .containsExactly(
            "id", "step", Features.STEP, "layers.2.1", "layers.2.2", "layers.2.3", "layers.2.4");
    SavedModel saved = SavedModel.read(file);
    Network lstm = saved.members().getFirst().network().upTo(2);
    int row = 1;
    List<Series> all =
        Series.read(DataTable.of(model.experiment(), shapes(), false), preparation(saved).series());
    for (Series series : all) {
      Prepared one = preparation(saved).apply(series, 0);
      float[] inputs = new float[one.rows() * one.width()];
      sluice.data.Windows.all(List.of(one), sluice.data.WindowShape.whole())
          .copyHistory(0, inputs, 0, one.width());
      Matrix x = Matrix.of(one.rows(), one.width());
      System.arraycopy(inputs, 0, x.data(), x.at(0), inputs.length);
      Matrix y =
          lstm.pass(PassSettings.predicting(Capacity.of(one.rows(), 1)))
              .forward(new Input.Rows(x), Steps.equal(one.rows(), 1));
      for (int t = 0; t < one.rows(); t++) {
        List<String> told = rows.all.get(row++);
        assertThat(told.subList(0, 3))
            .containsExactly(series.key(), Integer.toString(one.rows()), Integer.toString(t + 1));
        for (int unit = 0; unit < 4; unit++) {
          assertThat(told.get(3 + unit)).isEqualTo(Float.toString(y.get(t, unit)));
        }
      }
    }
    assertThat(rows.all).hasSize(row);
  }

  private static sluice.data.Preparation preparation(SavedModel saved) {
    return PreparationJson.read(saved.preprocessing().object("preparation"));
  }

  @Test
  void theLastHasARowForEachAnswer() {
    Rows last = features("last");
    Rows predicted = new Rows();
    model.predict(shapes(), predicted);
    assertThat(last.all.getFirst()).containsExactly("id", "step", "last.1", "last.2");
    assertThat(last.column("id")).isEqualTo(predicted.column("id"));
    List<String> ends = features("layers.4").column("layers.4.2");
    assertThat(last.column("last.2")).isEqualTo(ends);
  }

  @Test
  void anUnknownLayerIsRefusedWithTheListOfThoseThereAre() {
    assertThatThrownBy(() -> features("layers.9"))
        .isInstanceOf(UnfitTask.class)
        .hasMessage(
            file
                + ": no layer \"layers.9\"; there are layers.0-1 (bidirectional, 6 columns),"
                + " layers.2 (lstm, 4 columns), layers.3 (dense, 2 columns), layers.4 (last-steps,"
                + " 2 columns), last (what the head reads, 2 columns)");
    assertThatThrownBy(() -> features(""))
        .isInstanceOf(UnfitTask.class)
        .hasMessageContaining(": expected the name of a layer; there are layers.0-1");
    assertThatThrownBy(() -> features("layers.1"))
        .isInstanceOf(UnfitTask.class)
        .hasMessageContaining("\"layers.1\", it stands inside layers.0-1: ask for that; there are");
  }

  @Test
  void aColumnThatIsNotThereIsNamed() {
    Path without = SmallRuns.write(folder.resolve("without.csv"), List.of("id,x", "a,1", "a,2"));
    assertThatThrownBy(() -> model.features("last", new DataSource.File(without), new Rows()))
        .isInstanceOf(BadData.class)
        .hasMessageContaining("without.csv")
        .hasMessageContaining("\"y\"");
  }

  @Test
  void ofAForecasterTheWindowsWhoseHorizonIsThere(@TempDir Path own) {
    RunResult run = SmallRuns.train(SmallRuns.sales(own, "training.epochs=1"), own.resolve("run"));
    TrainedModel forecaster = TrainedModel.read(run.model());
    Rows rows = new Rows();
    forecaster.features("layers.0", new DataSource.File(own.resolve("sales.csv")), rows);
    int windows = SmallRuns.DAYS - 8 - 3 + 1;
    assertThat(rows.all).hasSize(1 + windows * (8 + 3));
    assertThat(rows.all.get(1).subList(0, 2)).containsExactly(SmallRuns.day(8), "1");
  }
}
