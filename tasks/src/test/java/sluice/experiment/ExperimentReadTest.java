package sluice.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sluice.data.Step;
import sluice.experiment.DataSettings.Delimiter;
import sluice.experiment.DataSettings.Encoding;
import sluice.experiment.DataSettings.Scaling;
import sluice.experiment.LayerSettings.Dense;
import sluice.experiment.LayerSettings.Dropout;
import sluice.experiment.LayerSettings.Lstm;
import sluice.experiment.LayerSettings.Recurrent;
import sluice.experiment.LayerSettings.Rnn;
import sluice.nn.LayerSpec;
import sluice.nn.Noise;

/** What a right experiment file is read into. */
class ExperimentReadTest {
  private static final String LEAST =
      """
      task: forecast
      data: {file: rows.csv, target: sales}
      """;

  @TempDir private Path folder;

  @Test
  void everythingLeftOutHasItsDefault() throws IOException {
    var file = Files.writeString(folder.resolve("my sales.yaml"), LEAST);
    var experiment = Experiment.read(file, List.of());
    assertThat(experiment.name()).isEqualTo("my sales");
    assertThat(experiment.report().title()).isEqualTo("my sales");
    assertThat(experiment.seed()).isEqualTo(42);
    assertThat(experiment.data().file()).contains(folder.toRealPath().resolve("rows.csv"));
    assertThat(experiment.data().target()).containsExactly("sales");
    assertThat(experiment.data().csv().missingTokens()).containsExactly("", "NA");
    assertThat(experiment.data().time()).isEmpty();
    assertThat(experiment.window())
        .isEqualTo(
            new WindowSettings(
                WindowSettings.Per.WINDOW,
                WindowSettings.Answers.ONE,
                28,
                1,
                1,
                1,
                WindowSettings.Partition.SEQUENTIAL,
                false,
                false,
                Optional.empty()));
    assertThat(experiment.split())
        .isEqualTo(
            new SplitSettings(
                new Cut.Share(0.1),
                new Cut.Share(0.2),
                SplitSettings.By.ORDER,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                1));
    assertThat(experiment.model().layers()).containsExactly(new Lstm(64, 1));
    assertThat(experiment.training().loss()).isEqualTo(new LossSettings.Squared());
    assertThat(experiment.training().optimiser())
        .isEqualTo(new OptimiserSettings.Adam(0.001, 0.9, 0.999, 1e-8));
    assertThat(experiment.training().clip())
        .isEqualTo(new TrainingSettings.Clip(Optional.of(1.0), Optional.empty()));
    assertThat(experiment.training().earlyStopping())
        .contains(new TrainingSettings.EarlyStopping(10, 0, "loss"));
  }

  @Test
  void theLossFollowsTheTask() {
    assertThat(parsed(LEAST.replace("forecast", "regress")).training().loss())
        .isEqualTo(new LossSettings.Squared());
    assertThat(parsed(LEAST.replace("forecast", "classify")).training().loss())
        .isEqualTo(new LossSettings.SoftmaxCrossEntropy(0));
  }

  @Test
  void layersAreWrittenInFourWays() {
    var layers =
        parsed(
                LEAST
                    + """
                    model:
                      layers:
                        - lstm: {hidden: 32, forget_bias: 0.5}
                        - {dropout: 0.25}
                        - rnn:
                            activation: relu
                        - dense
                    """)
            .model()
            .layers();
    assertThat(layers)
        .containsExactly(
            new Lstm(32, 0.5),
            new Dropout(0.25),
            new Rnn(64, Recurrent.RELU),
            new Dense(64, new ActivationSettings.Tanh()));
  }

  @Test
  void everyRecurrentLayerTakesNoise() {
    String layers =
        """
        model:
          layers:
            - gru: {noise: {recurrent_dropout: 0.1, state_dropout: 0.2, weight_drop: 0.4}}
            - rnn: {noise: {state_dropout: 0.2, zoneout_hidden: 0.3, weight_drop: 0.5}}
            - lstm: {noise: {zoneout_cell: 0.2, weight_drop: 0.5}}
            - indrnn: {noise: {recurrent_dropout: 0.1, state_dropout: 0.2, zoneout_hidden: 0.3}}
        """;
    Noise noise = new Noise(0.1f, 0.2f, 0, 0.3f);
    assertThat(EngineSettings.layers(parsed(LEAST + layers).model(), 1))
        .isEqualTo(
            LayerSpec.stack(
                LayerSpec.gru(64).noise(new Noise(0.1f, 0.2f, 0, 0, 0.4f)),
                LayerSpec.rnn(64).noise(new Noise(0, 0.2f, 0, 0.3f, 0.5f)),
                LayerSpec.lstm(64).noise(new Noise(0, 0, 0.2f, 0, 0.5f)),
                LayerSpec.indRnn(64, 100).noise(noise),
                LayerSpec.lastStep()));
  }

  @Test
  void outputsMayBePenalised() {
    String layers =
        """
        model:
          layers:
            - lstm: {penalty: {output_gate: 1e-4}, initial_cell: 0.5}
            - gru: {penalty: {activation: 2, change: 1}}
            - rnn: {penalty: {change: 1}}
            - indrnn: {penalty: {activation: 2}}
            - penalised: {layers: {dropout: 0.4}, activation: 2}
        """;
    assertThat(EngineSettings.layers(parsed(LEAST + layers).model(), 1))
        .isEqualTo(
            LayerSpec.stack(
                new LayerSpec.Penalised(
                    new LayerSpec.InitialState(LayerSpec.lstm(64), false, 0.5f), 1e-4f, 0, 0),
                new LayerSpec.Penalised(LayerSpec.gru(64), 0, 2, 1),
                new LayerSpec.Penalised(LayerSpec.rnn(64), 0, 0, 1),
                new LayerSpec.Penalised(LayerSpec.indRnn(64, 100), 0, 2, 0),
                new LayerSpec.Penalised(LayerSpec.dropout(0.4f), 0, 2, 0),
                LayerSpec.lastStep()));
  }

  @Test
  void layersMayHoldLayers() {
    var layers =
        parsed(
                LEAST
                    + """
                    model:
                      layers:
                        - bidirectional: [{residual: {lstm: 3}}, {activation: {elu: 0.5}}]
                        - parallel: {layers: {activation: gelu}, join: sum}
                        - input-on-every: [{gru: 2}, {stack: [{dense: 4}, {dropout: 0.5}]}]
                    """)
            .model()
            .layers();
    assertThat(layers)
        .containsExactly(
            new LayerSettings.Bidirectional(
                List.of(
                    new LayerSettings.Residual(List.of(new Lstm(3, 1))),
                    new LayerSettings.Activation(new ActivationSettings.Elu(0.5))),
                LayerSettings.Join.CONCAT),
            new LayerSettings.Parallel(
                List.of(new LayerSettings.Activation(new ActivationSettings.Gelu())),
                LayerSettings.Join.SUM),
            new LayerSettings.InputOnEvery(
                List.of(
                    new LayerSettings.Gru(
                        2,
                        LayerSettings.Reset.AFTER,
                        LayerSettings.Gates.SIGMOID,
                        Optional.empty(),
                        LayerSettings.StateNoise.NONE,
                        LayerSettings.Asked.NOTHING,
                        LayerSettings.Initial.ZERO),
                    new LayerSettings.Stack(
                        List.of(new Dense(4, new ActivationSettings.Tanh()), new Dropout(0.5))))));
  }

  @Test
  void shorthandStandsForTheFirstKey() {
    var experiment =
        parsed(
            """
            task: forecast
            data: {file: x, target: y, time: [year, month], calendar: {holidays: NO}}
            training: {optimiser: {sgd: 0.5}, loss: {huber: 2}, early_stopping: 7}
            """);
    assertThat(experiment.data().time().orElseThrow().columns()).containsExactly("year", "month");
    assertThat(experiment.data().calendar().holidays())
        .as("NO is Norway, not false")
        .contains(new DataSettings.Holidays("NO", 2, 2));
    assertThat(experiment.training().optimiser()).isEqualTo(new OptimiserSettings.Sgd(0.5, 0));
    assertThat(experiment.training().loss()).isEqualTo(new LossSettings.Huber(2));
    assertThat(experiment.training().earlyStopping())
        .contains(new TrainingSettings.EarlyStopping(7, 0, "loss"));
  }

  @Test
  void namesFromElsewhereAreRead() {
    var experiment =
        parsed(
            LEAST
                + """
                training:
                  optimizer: {Adam: {learning_rate: 0.01}}
                  loss: absolute_difference
                  schedule: {exponential_decay: {unit: steps, every: 100, staircase: false}}
                """);
    assertThat(experiment.training().optimiser())
        .isEqualTo(new OptimiserSettings.Adam(0.01, 0.9, 0.999, 1e-8));
    assertThat(experiment.training().loss()).isEqualTo(new LossSettings.Absolute());
    assertThat(experiment.training().schedule())
        .isEqualTo(new ScheduleSettings.Exponential(0.5, 100, ScheduleSettings.Unit.STEPS, false));
    assertThat(lossOf("forecast", "mean_squared_error")).isInstanceOf(LossSettings.Squared.class);
    assertThat(lossOf("forecast", "huber_loss")).isEqualTo(new LossSettings.Huber(1.35));
    assertThat(lossOf("classify", "softmax_cross_entropy_with_logits"))
        .isInstanceOf(LossSettings.SoftmaxCrossEntropy.class);
    assertThat(lossOf("classify", "sigmoid_cross_entropy_with_logits"))
        .isInstanceOf(LossSettings.SigmoidCrossEntropy.class);
    assertThat(lossOf("classify", "log_loss")).isInstanceOf(LossSettings.LogLoss.class);
    assertThat(lossOf("classify", "focal_loss")).isEqualTo(new LossSettings.SoftmaxFocal(2));
    assertThat(lossOf("classify", "hinge_loss")).isInstanceOf(LossSettings.Hinge.class);
  }

  private static LossSettings lossOf(String task, String loss) {
    var yaml = LEAST.replace("forecast", task) + "training: {loss: " + loss + "}\n";
    return parsed(yaml).training().loss();
  }

  @Test
  void wordsMayBeJoinedAnyWay() {
    for (var word : List.of("min-max", "min_max", "minmax", "MinMax")) {
      var yaml = LEAST.replace("sales}", "sales, scale: {inputs: " + word + "}}");
      assertThat(parsed(yaml).data().scale().inputs()).as(word).isEqualTo(Scaling.MIN_MAX);
    }
  }

  @Test
  void csvSignsMayStandForThemselves() {
    assertThat(delimiter("\";\"")).isEqualTo(Delimiter.SEMICOLON);
    assertThat(delimiter("semicolon")).isEqualTo(Delimiter.SEMICOLON);
    assertThat(delimiter("\"\\t\"")).isEqualTo(Delimiter.TAB);
    assertThat(delimiter("\",\"")).isEqualTo(Delimiter.COMMA);
  }

  private static Delimiter delimiter(String yaml) {
    return parsed(LEAST.replace("sales}", "sales, csv: {delimiter: " + yaml + "}}"))
        .data()
        .csv()
        .delimiter();
  }

  @Test
  void cutsAreStepsSharesOrDates() {
    assertThat(test("730")).isEqualTo(new Cut.Steps(730));
    assertThat(test("0")).isEqualTo(new Cut.Steps(0));
    assertThat(test("0.25")).isEqualTo(new Cut.Share(0.25));
    assertThat(test("1987-01-02")).isEqualTo(new Cut.From(LocalDateTime.of(1987, 1, 2, 0, 0)));
    assertThat(test("1987-01-02 06:30"))
        .isEqualTo(new Cut.From(LocalDateTime.of(1987, 1, 2, 6, 30)));
  }

  private static Cut test(String yaml) {
    return parsed(LEAST.replace("sales}", "sales, time: day}") + "split: {test: " + yaml + "}\n")
        .split()
        .test();
  }

  @Test
  void stepsOfTimeAreWords() {
    var yaml = LEAST.replace("sales}", "sales, time: {columns: day, step: 15 minutes}}");
    assertThat(parsed(yaml).data().time().orElseThrow().step())
        .contains(new TimeStep(new Step(15, Step.Unit.MINUTE, false)));
    assertThat(TimeStep.parse("month end")).map(TimeStep::toString).contains("month end");
    assertThat(TimeStep.parse("0 days")).isEmpty();
    assertThat(TimeStep.parse("fortnight")).isEmpty();
  }

  @Test
  void noneInQuotesIsAWord() {
    assertThat(parsed(LEAST.replace("sales}", "sales, key: none}")).data().key()).isEmpty();
    assertThat(parsed(LEAST.replace("sales}", "sales, key: ~}")).data().key()).isEmpty();
    assertThat(parsed(LEAST.replace("sales}", "sales, key: }")).data().key()).isEmpty();
    assertThat(parsed(LEAST.replace("sales}", "sales, key: \"none\"}")).data().key())
        .contains("none");
  }

  @Test
  void aColumnMayBeNamedLikeANumberOrAFlag() {
    var yaml = LEAST.replace("sales}", "sales, past: [2020, 1e3, true, 0x10, 1_000, no]}");
    assertThat(parsed(yaml).data().past())
        .containsExactly("2020", "1e3", "true", "0x10", "1_000", "no");
  }

  @Test
  void emptyGroupsAndListsAreDefaults() {
    var yaml = "task: forecast\ntraining:\ndata:\n  file: x\n  target: y\n  past:\n  calendar:\n";
    assertThat(parsed(yaml)).isEqualTo(parsed("task: forecast\ndata: {file: x, target: y}\n"));
  }

  @Test
  void byteOrderMarkAndWindowsLineEndsAreNoMatter() {
    assertThat(parsed("\uFEFF" + LEAST.replace("\n", "\r\n"))).isEqualTo(parsed(LEAST));
  }

  @Test
  void weatherOfTomorrowAndUpOrDownCanBeAsked() {
    var weather =
        parsed(
            """
            task: classify
            data:
              file: data/weather.csv
              time: date
              key: location
              target: weather
              past: [precipitation, temp_max, temp_min, wind, weather]
              categories: [weather]
              calendar: {year_waves: 1}
            window: {history: 14, ahead: 1}
            """);
    assertThat(weather.data().label()).isEqualTo(DataSettings.Label.VALUE);
    var upOrDown =
        parsed(
            """
            task: classify
            data:
              file: data/us-births-1969-1988.csv
              time: [year, month, date_of_month]
              target: births
              label: direction
              past: [births, day_of_week]
            window: {history: 10}
            model: {layers: [lstm: 30, lstm: 30, lstm: 30]}
            training: {batch: 32}
            """);
    assertThat(upOrDown.data().label()).isEqualTo(DataSettings.Label.DIRECTION);
    assertThat(upOrDown.model().layers()).hasSize(3).containsOnly(new Lstm(30, 1));
  }

  @Test
  void theNameIsMadeOfTheFilesName() throws IOException {
    var file = Files.writeString(folder.resolve(".ex (1)a.yml"), LEAST);
    assertThat(Experiment.read(file, List.of()).name()).isEqualTo("ex -1-a");
  }

  @Test
  void lettersOfTheFilesNameStayAsTheyAre() throws IOException {
    // Where the system's names are ASCII, Java cannot even say this one.
    assumeThat(System.getProperty("sun.jnu.encoding")).isEqualToIgnoringCase("UTF-8");
    var file = Files.writeString(folder.resolve("ä.yml"), LEAST);
    assertThat(Experiment.read(file, List.of()).name()).isEqualTo("ä");
  }

  @Test
  void calendarColumnsAreChosenOneByOne() {
    var calendar =
        parsed(
                """
                task: forecast
                data:
                  file: x
                  target: y
                  time: day
                  calendar: {weekday: one-hot, month: wave, year_waves: 3, trend: true}
                """)
            .data()
            .calendar();
    assertThat(calendar)
        .isEqualTo(
            new DataSettings.Calendar(
                Encoding.NONE,
                Encoding.ONE_HOT,
                Encoding.NONE,
                Encoding.WAVE,
                3,
                true,
                Optional.empty()));
  }

  @Test
  void listsCannotBeChangedAfterwards() {
    var past = new java.util.ArrayList<>(List.of("a"));
    var data = parsed(LEAST).data();
    var copy =
        new DataSettings(
            data.file(),
            data.testFile(),
            data.validationFile(),
            data.tokens(),
            data.vocabulary(),
            data.jdbc(),
            data.sql(),
            data.generated(),
            data.csv(),
            data.absent(),
            data.weight(),
            data.wide(),
            data.blocks(),
            data.time(),
            data.key(),
            data.target(),
            data.label(),
            data.separator(),
            past,
            data.known(),
            data.left(),
            data.right(),
            data.categories(),
            data.embedded(),
            data.lags(),
            data.expand(),
            data.select(),
            data.calendar(),
            data.missing(),
            data.scale());
    past.add("b");
    assertThat(copy.past()).containsExactly("a");
  }

  private static Experiment parsed(String yaml) {
    return Experiment.parse(yaml, "sample", Path.of(""));
  }
}
