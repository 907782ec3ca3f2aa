package sluice.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sluice.experiment.LayerSettings.Dropout;
import sluice.experiment.LayerSettings.Lstm;

/** Keys changed from the command line. */
class ExperimentSetTest {
  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void write() throws IOException {
    file = Files.writeString(folder.resolve("births.yaml"), ExperimentPrintTest.BIRTHS);
  }

  @Test
  void valuesReplaceThoseOfTheFile() {
    var experiment = read("training.epochs=5", "window.season=auto", "split.test=0.5", "seed=-1");
    assertThat(experiment.training().epochs()).isEqualTo(5);
    assertThat(experiment.window().season()).isEmpty();
    assertThat(experiment.split().test()).isEqualTo(new Cut.Share(0.5));
    assertThat(experiment.seed()).isEqualTo(-1);
    assertThat(experiment.window().history()).as("untouched").isEqualTo(56);
  }

  @Test
  void aLaterOneWins() {
    assertThat(read("training.epochs=5", "training.epochs=6").training().epochs()).isEqualTo(6);
    assertThat(read("window={history: 3, horizon: 2}", "window.history=4").window().history())
        .isEqualTo(4);
  }

  @Test
  void aWrongValueOfTheFileMayBeReplaced() throws IOException {
    Files.writeString(file, "task: forecast\nseed: x\ndata: {file: x, target: y}\n");
    assertThat(read("seed=3").seed()).isEqualTo(3);
  }

  @Test
  void unionsAreEnteredByName() {
    assertThat(read("training.optimiser.adam.beta1=0.8").training().optimiser())
        .as("beside the rate of the file")
        .isEqualTo(new OptimiserSettings.Adam(0.002, 0.8, 0.999, 1e-8));
    assertThat(read("training.optimiser.sgd.momentum=0.9").training().optimiser())
        .as("in place of adam")
        .isEqualTo(new OptimiserSettings.Sgd(0.1, 0.9));
    assertThat(read("training.optimizer=sgd").training().optimiser())
        .isEqualTo(new OptimiserSettings.Sgd(0.1, 0));
    assertThat(read("training.schedule={exponential: {every: 3}}").training().schedule())
        .isEqualTo(new ScheduleSettings.Exponential(0.5, 3, ScheduleSettings.Unit.EPOCHS, true));
    assertThat(read("training.loss.huber.delta=3").training().loss())
        .as("over shorthand")
        .isEqualTo(new LossSettings.Huber(3));
  }

  @Test
  void itemsOfListsAreNumberedFromZero() {
    var layers =
        read("model.layers.0.lstm.hidden=16", "model.layers.1={dropout: 0.5}").model().layers();
    assertThat(layers).containsExactly(new Lstm(16, 1), new Dropout(0.5), new Lstm(32, 1));
    assertThat(read("model.layers=lstm").model().layers()).containsExactly(new Lstm(64, 1));
    assertThat(read("data.past=[a, \"b c\"]").data().past()).containsExactly("a", "b c");
  }

  @Test
  void defaultsAreEntered() throws IOException {
    Files.writeString(file, "task: forecast\ndata: {file: x, target: y}\n");
    var experiment =
        read(
            "model.layers.0.lstm.hidden=8",
            "training.early_stopping.min_delta=0.5",
            "data.time.columns=t",
            "data.calendar.holidays.country=DE");
    assertThat(experiment.model().layers()).containsExactly(new Lstm(8, 1));
    assertThat(experiment.training().earlyStopping())
        .contains(new TrainingSettings.EarlyStopping(10, 0.5, "loss"));
    assertThat(experiment.data().calendar().holidays())
        .contains(new DataSettings.Holidays("DE", 2, 2));
  }

  @Test
  void plainWordsNeedNoQuotes() {
    var experiment =
        read("report.title=Births: a day # all", "data.csv.delimiter=;", "data.csv.decimal=,");
    assertThat(experiment.report().title()).isEqualTo("Births: a day # all");
    assertThat(experiment.data().csv().delimiter()).isEqualTo(DataSettings.Delimiter.SEMICOLON);
    assertThat(experiment.data().csv().decimal()).isEqualTo(DataSettings.Decimal.COMMA);
  }

  @Test
  void aPathStartsFromTheWorkingFolder() throws IOException {
    var here = Path.of("").toRealPath();
    assertThat(read("data.file=x.csv").data().file()).contains(here.resolve("x.csv"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "training.epoch=3 | training.epoch: unknown key; did you mean epochs?",
        "epochs=3 | epochs: unknown key; did you mean training.epochs?",
        "training.epochs=x | training.epochs: expected a whole number from 1 to 1000000, found"
            + " \"x\"",
        "training.epochs= | training.epochs: expected a whole number from 1 to 1000000, found"
            + " nothing",
        "training.epochs.x=3 | training.epochs.x: training.epochs has no keys beneath it; it is a"
            + " whole number from 1 to 1000000",
        "training.optimiser.adm.rate=1 | training.optimiser.adm: unknown name; did you mean adam?",
        "training.optimiser.sgd.beta1=1 | training.optimiser.sgd.beta1: unknown key; known here:"
            + " rate, learning_rate, momentum",
        "model.layers.9.lstm=3 | model.layers.9: expected the number of an item of model.layers, 0"
            + " to 2",
        "model.layers.x=3 | model.layers.x: expected the number of an item of model.layers, 0 to 2",
        "training | expected KEY=VALUE, for instance training.epochs=10",
        "=3 | expected KEY=VALUE, for instance training.epochs=10",
        "data.past=[a, b | not valid YAML: expected ',' or ']', but got <stream end> (while parsing"
            + " a flow sequence)",
        "data.past=[&a b] | the anchor &a is refused; write the value where it is used",
        "training..epochs=3 | training.: unknown key; known here: loss, reduction, epochs, batch,"
            + " truncated_bptt_steps, groups, shuffle, optimiser, optimizer, schedule, warm_up,"
            + " clip, penalty, weights, average, early_stopping, checkpoint_seconds, record",
      })
  void mistakesNameTheOption(String assignment, String expected) {
    var bad = catchThrowableOfType(BadExperiment.class, () -> read(assignment));
    assertThat(bad).hasMessage("--set " + assignment + ": " + expected);
  }

  private Experiment read(String... changes) {
    return Experiment.read(file, List.of(changes));
  }
}
