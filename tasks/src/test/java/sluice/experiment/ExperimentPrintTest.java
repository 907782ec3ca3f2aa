package sluice.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An experiment printed with every key, changed, and read again. */
class ExperimentPrintTest {
  static final String BIRTHS =
      """
      # US births a day
      task: forecast
      data:
        file: ../data/us-births.csv
        time: [year, month, date_of_month]
        target: births
        calendar:
          weekday: one-hot
          year_waves: 3
          holidays: US
      window: {history: 56, horizon: 14, season: 7}
      split: {validation: 365, test: 730}
      model:
        layers:
          - lstm: 64
          - dropout: 0.1
          - lstm: {hidden: 32}
      training:
        loss: {huber: 1.5}
        optimiser: {adam: {rate: 2e-3}}
        schedule: {plateau: {patience: 5}}
      """;

  private static final String PRINTED =
      """
      name: births
      task: forecast
      seed: 42
      data:
        file: ../../data/us-births.csv
        test_file: none
        validation_file: none
        tokens:
          kind: characters
          lower: false
          letters: all
          line_ends: false
          size: 8000
          encoding: auto
          documents: none
          below: []
          above: []
          first: all
        vocabulary:
          min_count: 1
          size: all
        jdbc: none
        sql: none
        generated: none
        csv:
          delimiter: auto
          header: true
          names: []
          decimal: point
          missing_tokens: ["", NA]
        absent: none
        weight:
          column: none
          classes: even
        wide: none
        blocks: none
        time:
          columns: [year, month, date_of_month]
          format: none
          zone: none
          step: auto
        key: none
        target: [births]
        label: value
        separator: ";"
        past: []
        known: []
        left: []
        right: []
        categories: []
        embedded: []
        lags: []
        expand: []
        select: none
        calendar:
          hour: none
          weekday: one-hot
          day_of_month: none
          month: none
          year_waves: 3
          trend: false
          holidays:
            country: US
            before: 2
            after: 2
        missing: refuse
        scale:
          inputs: standard
          target: standard
          per: series
          difference: 0
      window:
        per: window
        labels: one
        history: 56
        horizon: 14
        ahead: 1
        stride: 1
        partition: sequential
        offset: false
        drop_short: false
        season: 7
      split:
        validation: 365
        test: 730
        by: order
        seed: auto
        group: none
        folds: none
        fold: 1
      model:
        layers:
          - lstm:
              hidden: 64
              forget_bias: 1
              chrono: none
              peepholes: false
              coupled: false
              projection: none
              layer_norm: false
              gates: sigmoid
              noise:
                recurrent_dropout: 0
                state_dropout: 0
                zoneout_cell: 0
                zoneout_hidden: 0
                weight_drop: 0
              penalty:
                output_gate: 0
                activation: 0
                change: 0
              initial_state: zero
              initial_cell: 0
          - dropout:
              rate: 0.1
              whole_sequence: false
          - lstm:
              hidden: 32
              forget_bias: 1
              chrono: none
              peepholes: false
              coupled: false
              projection: none
              layer_norm: false
              gates: sigmoid
              noise:
                recurrent_dropout: 0
                state_dropout: 0
                zoneout_cell: 0
                zoneout_hidden: 0
                weight_drop: 0
              penalty:
                output_gate: 0
                activation: 0
                change: 0
              initial_state: zero
              initial_cell: 0
        reconstruct: []
        decoder: sequence
        head:
          weights: none
          biases: none
        tied: false
        similarity: cosine
      training:
        loss:
          huber:
            delta: 1.5
        reduction: mean
        epochs: 30
        batch: 64
        truncated_bptt_steps: 35
        groups: 1
        shuffle: true
        optimiser:
          adam:
            rate: 0.002
            beta1: 0.9
            beta2: 0.999
            epsilon: 1e-8
            bias_correction: true
            epsilon_inside: false
            amsgrad: false
        schedule:
          plateau:
            factor: 0.5
            patience: 5
            min_rate: 0
        warm_up: none
        clip:
          norm: 1
          value: none
        penalty:
          l1: 0
          l2: 0
          l2_norm: 0
          decay: 0
          max_norm: none
          biases: false
        weights: []
        average: none
        early_stopping:
          patience: 10
          min_delta: 0
          metric: loss
        checkpoint_seconds: 60
        record: auto
      ensemble: none
      decision:
        threshold: likeliest
        labels: []
        least: none
        confirm: []
        otherwise: unsure
      report:
        title: births
        importance: 1000
      search: none
      """;

  @TempDir private Path folder;
  private Path examples;
  private Path run;
  private Experiment births;

  @BeforeEach
  void write() throws IOException {
    examples = Files.createDirectories(folder.resolve("project/examples"));
    run = Files.createDirectories(folder.resolve("project/runs/births"));
    Files.createDirectories(folder.resolve("project/data"));
    births = Experiment.read(Files.writeString(examples.resolve("births.yaml"), BIRTHS), List.of());
  }

  @Test
  void everyKeyIsPrintedInTheOrderOfTheRecords() {
    assertThat(births.yaml(run)).isEqualTo(PRINTED);
  }

  @Test
  void aRunsExperimentTrainsAgainFromWhereItLies() throws IOException {
    var copy = Files.writeString(run.resolve("experiment.yaml"), births.yaml(run));
    assertThat(Experiment.read(copy, List.of())).isEqualTo(births);
  }

  @Test
  void aProjectMayBeMovedAsAWhole() throws IOException {
    Files.writeString(run.resolve("experiment.yaml"), births.yaml(run));
    var moved = Files.move(folder.resolve("project"), folder.resolve("elsewhere"));
    var again = Experiment.read(moved.resolve("runs/births/experiment.yaml"), List.of());
    assertThat(again.data().file()).contains(moved.toRealPath().resolve("data/us-births.csv"));
    assertThat(again.fingerprint()).isEqualTo(births.fingerprint());
  }

  @Test
  void aLinkToTheRunsFolderDoesNotMislead() throws IOException {
    var deep = Files.createDirectories(folder.resolve("scratch/a/b"));
    var link = Files.createSymbolicLink(folder.resolve("project/linked"), deep);
    var copy = Files.writeString(link.resolve("experiment.yaml"), births.yaml(link));
    assertThat(Experiment.read(copy, List.of())).isEqualTo(births);
  }

  @Test
  void withNothingInCommonThePathIsWrittenInFull() {
    var file = births.data().file().orElseThrow();
    assertThat(births.yaml(Path.of("/no-such-place-of-sluice/runs")))
        .contains("  file: " + quoted(file));
  }

  private static String quoted(Path file) {
    var text = file.toString();
    return text.matches("(\\.{0,2}/)*[A-Za-z][A-Za-z0-9_./-]*") ? text : "\"" + text + "\"";
  }

  @Test
  void theFingerprintKnowsNoMachine() {
    assertThat(births.fingerprint())
        .isEqualTo(PRINTED.replace("../../data/us-births.csv", "us-births.csv"));
  }

  @Test
  void printingIsTheSameInEveryLocale() {
    var before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.GERMANY);
      assertThat(births.yaml(run)).isEqualTo(PRINTED);
      Locale.setDefault(Locale.of("tr"));
      assertThat(Experiment.parse(BIRTHS, "births", examples)).isEqualTo(births);
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void oneKeyIsChangedInACopy() {
    var other = births.with("training.optimiser.adam.rate", "0.5").with("seed", "7");
    assertThat(other.seed()).isEqualTo(7);
    assertThat(other.training().optimiser())
        .isEqualTo(new OptimiserSettings.Adam(0.5, 0.9, 0.999, 1e-8));
    assertThat(other.data()).isEqualTo(births.data());
    assertThat(births.seed()).isEqualTo(42);
    assertThatThrownBy(() -> births.with("training.epoch", "3"))
        .isInstanceOf(BadExperiment.class)
        .hasMessage("training.epoch=3: training.epoch: unknown key; did you mean epochs?");
  }

  @Test
  void whatWasPutTogetherInCodeIsCheckedLikeAFile() {
    var window =
        new WindowSettings(
            WindowSettings.Per.WINDOW,
            WindowSettings.Answers.ONE,
            0,
            14,
            2,
            1,
            WindowSettings.Partition.SEQUENTIAL,
            false,
            false,
            births.window().season());
    var wrong =
        new Experiment(
            births.name(),
            births.task(),
            births.seed(),
            births.data(),
            window,
            births.split(),
            births.model(),
            births.training(),
            births.ensemble(),
            births.decision(),
            births.report(),
            births.search());
    assertThat(births.checked()).isSameAs(births);
    assertThatThrownBy(wrong::checked)
        .isInstanceOf(BadExperiment.class)
        .hasMessage(
            "experiment: window.history: expected a whole number from 1 to 1000000, found \"0\"\n"
                + "experiment: window.ahead: has no effect for task forecast; its steps are"
                + " window.horizon");
  }
}
