package sluice.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static sluice.experiment.SmallRuns.json;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sluice.data.BadData;
import sluice.experiment.SmallRuns.Rows;
import sluice.loss.Model;
import sluice.model.BadModelFile;
import sluice.model.JsonObject;
import sluice.model.Provenance;
import sluice.model.SavedModel;

/** What a model file does with data and tasks that do not fit it. */
class TrainedModelTest {
  @TempDir private static Path folder;
  private static TrainedModel forecaster;
  private static TrainedModel classifier;

  @TempDir private Path own;

  @BeforeAll
  static void train() {
    Path first = folder.resolve("sales");
    Path second = folder.resolve("shapes");
    SmallRuns.sales(folder, "training.epochs=1", "data.past=[returns]");
    forecaster =
        TrainedModel.read(
            SmallRuns.train(
                    SmallRuns.sales(folder, "training.epochs=1", "data.past=[returns]"), first)
                .model());
    classifier =
        TrainedModel.read(
            SmallRuns.train(SmallRuns.shapes(folder, 3, "training.epochs=1"), second).model());
  }

  @Test
  void tellsWhatItIs() {
    assertThat(forecaster.task()).isEqualTo("forecast");
    assertThat(classifier.task()).isEqualTo("classify");
    assertThat(forecaster.weightsSha256()).matches("[0-9a-f]{64}");
    assertThat(forecaster.experiment().window().horizon()).isEqualTo(3);
  }

  /** A folder of a run stands for its model; one without a model is refused by the file's name. */
  @Test
  void aRunIsReadAsItsModel() {
    assertThat(TrainedModel.read(folder.resolve("sales")).task()).isEqualTo("forecast");
    assertThatExceptionOfType(BadModelFile.class)
        .isThrownBy(() -> TrainedModel.read(folder))
        .withMessageContaining("model.sluice");
  }

  @Test
  void aForecasterDoesNotPredict() {
    assertThatExceptionOfType(UnfitTask.class)
        .isThrownBy(() -> forecaster.predict(sales(SmallRuns.salesRows(30)), new Rows()))
        .withMessageContaining("model.sluice is a forecaster: use sluice forecast");
  }

  @Test
  void aClassifierDoesNotForecast() {
    assertThatExceptionOfType(UnfitTask.class)
        .isThrownBy(() -> classifier.forecast(Optional.empty(), new Rows()))
        .withMessageContaining("is a model to classify: use sluice predict");
  }

  @Test
  void aHistoryShorterThanTheWindowIsRefused() {
    assertThatExceptionOfType(BadData.class)
        .isThrownBy(() -> forecaster.forecast(Optional.of(sales(ahead(7, 3))), new Rows()))
        .withMessageContaining("the history is shorter than the window")
        .withMessageContaining("at least 8 steps")
        .withMessageContaining("7 steps");
    Rows rows = new Rows();
    forecaster.forecast(Optional.of(sales(ahead(8, 3))), rows);
    assertThat(rows.all).hasSize(4);
  }

  @Test
  void dataShorterThanAWindowCannotBeMeasured() {
    assertThatExceptionOfType(BadData.class)
        .isThrownBy(() -> forecaster.evaluate(sales(SmallRuns.salesRows(10))))
        .withMessageContaining("history.csv: fewer rows than a window. ")
        .withMessageContaining(
            "Expected at least 11 steps (8 of history, 3 ahead), found 10 steps");
    assertThat(forecaster.evaluate(sales(SmallRuns.salesRows(11))).results())
        .allMatch(result -> result.examples() == 1);
  }

  @Test
  void columnsKnownAheadMustReachAsFarAsTheForecast() {
    assertThatExceptionOfType(BadData.class)
        .isThrownBy(() -> forecaster.forecast(Optional.of(sales(ahead(20, 2))), new Rows()))
        .withMessageContaining("column \"price\": columns known ahead end too early")
        .withMessageContaining("Expected 3 rows behind the last target, found 2");
  }

  @Test
  void withoutAHistoryTheTrainingDataAreGoneOn() {
    // the price of the coming days is not in them
    assertThatExceptionOfType(BadData.class)
        .isThrownBy(() -> forecaster.forecast(Optional.empty(), new Rows()))
        .withMessageContaining("sales.csv")
        .withMessageContaining("columns known ahead end too early");
    RunResult bare =
        SmallRuns.train(
            SmallRuns.sales(own, "data.known=[]", "training.epochs=1"), own.resolve("run"));
    Rows rows = new Rows();
    TrainedModel.read(bare.model()).forecast(Optional.empty(), rows);
    assertThat(rows.column("time"))
        .containsExactly(SmallRuns.day(120), SmallRuns.day(121), SmallRuns.day(122));
  }

  @Test
  void withoutAHistoryAModelAwayFromItsRunAsksForOne() throws IOException {
    Path alone = own.resolve("alone.sluice");
    Files.copy(folder.resolve("sales").resolve("model.sluice"), alone);
    assertThatExceptionOfType(UnfitTask.class)
        .isThrownBy(() -> TrainedModel.read(alone).forecast(Optional.empty(), new Rows()))
        .withMessageContaining("there is no experiment.yaml beside")
        .withMessageContaining("--history FILE");
  }

  @Test
  void aColumnThatIsNotThereIsNamedWithTheNearest() {
    List<String> rows = new ArrayList<>(ahead(20, 3));
    rows.set(0, "date,sales,retruns,price");
    assertThatExceptionOfType(BadData.class)
        .isThrownBy(() -> forecaster.forecast(Optional.of(sales(rows)), new Rows()))
        .withMessageContaining("no column \"returns\"")
        .withMessageContaining("retruns");
    assertThatExceptionOfType(BadData.class)
        .isThrownBy(() -> classifier.evaluate(shapes(List.of("id,x,y", "a,1,2", "a,2,3"))))
        .withMessageContaining("no column \"shape\"");
  }

  @Test
  void predictionNeedsNoLabels() {
    Rows rows = new Rows();
    classifier.predict(shapes(List.of("id,x,y", "a,1,2", "a,2,3", "b,0,0")), rows);
    assertThat(rows.column("id")).containsExactly("a", "b");
    assertThat(rows.column("shape")).isSubsetOf("rise", "fall", "stay");
    Rows labelled = new Rows(); // labels that are there are not looked at, new ones neither
    classifier.predict(
        shapes(List.of("id,x,y,shape", "a,1,2,new", "a,2,3,new", "b,0,0,rise")), labelled);
    assertThat(labelled.all).isEqualTo(rows.all);
  }

  @Test
  void aLabelThatTrainingNeverHadCannotBeMeasured() {
    assertThatExceptionOfType(BadData.class)
        .isThrownBy(
            () -> classifier.evaluate(shapes(List.of("id,x,y,shape", "a,1,2,rise", "b,2,3,new"))))
        .withMessageContaining("row 3, column \"shape\": a label that was not there in training")
        .withMessageContaining("fall, rise, stay");
  }

  @Test
  void aSeriesThatTrainingNeverHadIsRefusedWhereEachIsScaledApart() {
    SmallRuns.write(own.resolve("sales.csv"), SmallRuns.shopRows(SmallRuns.DAYS));
    Experiment experiment =
        SmallRuns.experiment(own, SmallRuns.SALES, "data.key=shop", "training.epochs=1");
    List<String> other =
        SmallRuns.shopRows(40).stream().map(row -> row.replace("south", "west")).toList();
    DataSource west = new DataSource.File(SmallRuns.write(own.resolve("west.csv"), other));
    TrainedModel apart = TrainedModel.read(SmallRuns.train(experiment, own.resolve("a")).model());
    assertThatExceptionOfType(BadData.class)
        .isThrownBy(() -> apart.evaluate(west))
        .withMessageContaining("series \"west\" was not there in training")
        .withMessageContaining("scale.per");
    TrainedModel together =
        TrainedModel.read(
            SmallRuns.train(experiment.with("data.scale.per", "global"), own.resolve("b")).model());
    // no scale of MASE is known for it, and so none for all together
    assertThat(json(together.evaluate(west).json()).get("test").get("mase").isNull()).isTrue();
    assertThat(json(together.evaluate(west).json()).get("test").get("mae").asDouble()).isPositive();
  }

  @Test
  void aStreamIsReadLikeAFile() {
    List<String> rows = ahead(20, 3);
    Rows fromFile = new Rows();
    forecaster.forecast(Optional.of(sales(rows)), fromFile);
    byte[] bytes = String.join("\n", rows).getBytes(StandardCharsets.UTF_8);
    Rows fromStream = new Rows();
    forecaster.forecast(
        Optional.of(new DataSource.Stream(new ByteArrayInputStream(bytes), "standard input")),
        fromStream);
    assertThat(fromStream.all).isEqualTo(fromFile.all);
  }

  @Test
  void aStreamThatBreaksIsADataError() {
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("pipe broken");
          }

          @Override
          public int read(byte[] bytes, int from, int length) throws IOException {
            return read();
          }
        };
    assertThatExceptionOfType(BadData.class)
        .isThrownBy(() -> forecaster.evaluate(new DataSource.Stream(broken, "standard input")))
        .withMessageContaining("standard input")
        .withMessageContaining("pipe broken");
  }

  @Test
  void aFileWithoutRowsIsRefused() {
    assertThatExceptionOfType(BadData.class)
        .isThrownBy(() -> forecaster.evaluate(sales(List.of("date,sales,returns,price"))))
        .withMessageContaining("history.csv");
  }

  @Test
  void aModelWhosePartsDoNotFitIsNoModel() {
    SavedModel saved = SavedModel.read(folder.resolve("sales").resolve("model.sluice"));
    assertBad(saved, saved.members(), JsonObject.empty(), saved.provenance());
    Provenance provenance = saved.provenance();
    Provenance foreign =
        new Provenance(
            "9.9",
            provenance.seed(),
            provenance.dataSha256(),
            JsonObject.empty().put("experiment", "task: dance\n"));
    assertBad(saved, saved.members(), saved.preprocessing(), foreign)
        .withMessageContaining("its settings cannot be used")
        .withMessageContaining("9.9");
    SavedModel shapes = SavedModel.read(folder.resolve("shapes").resolve("model.sluice"));
    assertBad(saved, shapes.members(), saved.preprocessing(), provenance);
    assertBad(saved, shapes.members(), shapes.preprocessing(), provenance);
  }

  private org.assertj.core.api.ThrowableAssertAlternative<BadModelFile> assertBad(
      SavedModel saved, List<Model> members, JsonObject preprocessing, Provenance provenance) {
    Path file = own.resolve("bad.sluice");
    new SavedModel(saved.task(), members, preprocessing, provenance).write(file);
    return assertThatExceptionOfType(BadModelFile.class)
        .isThrownBy(() -> TrainedModel.read(file))
        .withMessageContaining("bad.sluice");
  }

  /** Days with everything, then days with a price alone. */
  private static List<String> ahead(int days, int more) {
    List<String> rows = new ArrayList<>(SmallRuns.salesRows(days));
    for (int day = days; day < days + more; day++) {
      rows.add(SmallRuns.day(day) + ",,," + SmallRuns.price(day));
    }
    return rows;
  }

  private DataSource sales(List<String> rows) {
    return new DataSource.File(SmallRuns.write(own.resolve("history.csv"), rows));
  }

  private DataSource shapes(List<String> rows) {
    return new DataSource.File(SmallRuns.write(own.resolve("shapes.csv"), rows));
  }
}
