package sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Data and settings that cannot be used: each is told in a sentence, with its own exit code. */
class BadInputTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  @TempDir private Path folder;
  private Samples samples;
  private String data;

  @BeforeEach
  void prepare() {
    samples = new Samples(folder);
    data = samples.at("sales.csv");
  }

  /** Trains on these rows. */
  private Outcome train(List<String> rows, String... more) {
    return train(samples.forecastOf(rows), more);
  }

  private Outcome train(String experiment, String... more) {
    List<String> words = new ArrayList<>(List.of("train", experiment, "--out", samples.at("run")));
    words.addAll(List.of(more));
    return Outcome.of(words.toArray(String[]::new));
  }

  private void refused(int code, Outcome outcome, String... parts) {
    assertThat(outcome.err())
        .as(outcome.out())
        .startsWith(code == 3 ? "reading data\n" : "sluice: ");
    assertThat(outcome.told()).startsWith("sluice: ").contains(parts);
    assertThat(outcome.err()).doesNotContain("\tat ");
    assertThat(outcome.code()).isEqualTo(code);
    assertThat(outcome.out()).isEmpty();
    assertThat(folder.resolve("run")).doesNotExist();
  }

  @Test
  void noFile() {
    refused(2, train(samples.at("none.yaml")), "none.yaml: no such file");
    refused(
        3,
        train(samples.forecast(), "--set", "data.file=" + samples.at("sale.csv")),
        samples.at("sale.csv") + ": there is no such file. Did you mean \"sales.csv\"?");
    refused(
        3,
        train(samples.forecast(), "--set", "data.file=" + folder),
        folder + ": this is a directory");
  }

  @Test
  void emptyFile() {
    String experiment = samples.forecast();
    samples.file("sales.csv", "");
    refused(3, train(experiment), data + ": the file is empty. Expected a header line");
  }

  @Test
  void headerOnly() {
    refused(3, train(List.of("date,sales")), data + ": there are no rows below the header");
  }

  @Test
  void aColumnThatIsNotThere() {
    refused(
        3,
        train(Samples.with(Samples.sales(), 1, "date,salse")),
        data + ": there is no column \"sales\". Did you mean \"salse\"?");
  }

  @Test
  void textInANumberColumn() {
    refused(
        3,
        train(Samples.with(Samples.sales(), 42, "2020-02-10,abc")),
        data + ", row 42, column \"sales\": not a finite number",
        "found \"abc\"");
  }

  @Test
  void missingValues() {
    refused(
        3,
        train(Samples.with(Samples.sales(), 42, "2020-02-10,")),
        data + ", row 42, column \"sales\": a missing value",
        "interpolate, carry, mask or mean");
  }

  @Test
  void aConstantColumn() {
    List<String> rows = new ArrayList<>(List.of("date,sales"));
    for (int day = 0; day < Samples.ROWS; day++) {
      rows.add(Samples.date(day) + ",5");
    }
    refused(
        3, train(rows), data + ", column \"sales\": the same value in all of the training part");
  }

  @Test
  void fewerRowsThanAWindow() {
    refused(
        3,
        train(Samples.sales().subList(0, 11)),
        data + ": fewer rows than a window in training. Expected at least 17 steps");
  }

  @Test
  void datesOutOfOrder() {
    List<String> rows = new ArrayList<>(Samples.sales());
    rows.add(41, rows.remove(40));
    refused(
        3,
        train(rows),
        data + ", row 42, column \"date\": out of order",
        "after 2020-02-10 of row 41, found 2020-02-09");
  }

  @Test
  void datesDoubled() {
    refused(
        3,
        train(Samples.with(Samples.sales(), 42, "2020-02-09,5")),
        data + ", row 42, column \"date\": the same time as in row 41. Found \"2020-02-09\"");
  }

  @Test
  void notANumberAndInfinity() {
    for (String value : List.of("NaN", "Infinity", "-inf", "1e400")) {
      refused(
          3,
          train(Samples.with(Samples.sales(), 42, "2020-02-10," + value)),
          data + ", row 42, column \"sales\": not a finite number",
          "found \"" + value + "\"");
    }
  }

  @Test
  void anAmbiguousDate() {
    List<String> rows = new ArrayList<>(List.of("date,sales"));
    for (int day = 0; day < 9; day++) {
      rows.add("0" + (day + 1) + "/04/2024," + day * day % 7);
    }
    refused(
        3,
        train(rows),
        "column \"date\": an ambiguous date",
        "2024-04-01 by d/M/yyyy or 2024-01-04 by M/d/yyyy",
        "time.format");
  }

  @Test
  void theHourThatIsMissingInSpring() {
    List<String> rows = hours("2024-03-29T00:00+01:00[Europe/Berlin]");
    refused(
        3,
        train(rows),
        "column \"date\": 1 step has no row",
        "Expected one hour after 2024-03-31T01:00, found 2024-03-31T03:00");
    assertThat(train(rows, "--set", "data.time.zone=Europe/Berlin").code()).isZero();
  }

  @Test
  void theHourThatComesTwiceInAutumn() {
    List<String> rows = hours("2024-10-25T00:00+02:00[Europe/Berlin]");
    refused(
        3,
        train(rows),
        "column \"date\": the same time as in row",
        "if clocks went back here, set time.zone");
    assertThat(train(rows, "--set", "data.time.zone=Europe/Berlin").code()).isZero();
  }

  private static List<String> hours(String start) {
    List<String> rows = new ArrayList<>(List.of("date,sales"));
    ZonedDateTime first = ZonedDateTime.parse(start);
    for (int hour = 0; hour < 96; hour++) {
      var time = first.plusHours(hour).withZoneSameInstant(BERLIN).toLocalDateTime();
      rows.add(time + "," + (hour % 24 + hour * hour % 5));
    }
    return rows;
  }

  @Test
  void everyMistakeOfAnExperimentAtOnce() {
    samples.forecast();
    String experiment =
        samples
            .file(
                "bad.yaml",
                """
                task: forecast
                data: {file: sales.csv, time: date, target: sales}
                window: {histroy: 14, horizon: 0}
                training: {epochs: many}
                """)
            .toString();
    Outcome outcome = train(experiment);
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err())
        .startsWith("sluice: the experiment has 3 mistakes:\n")
        .contains("bad.yaml:3:10: window.histroy: unknown key; did you mean history?\n")
        .contains("bad.yaml:3:23: window.horizon: expected a whole number from 1 to 100000, found")
        .contains("bad.yaml:4:12: training.epochs: expected a whole number from 1 to 1000000")
        .doesNotContain("reading data");
  }

  @Test
  void changesOnTheCommandLineAreCheckedLikeTheFile() {
    refused(
        2,
        train(samples.forecast(), "--set", "training.epoch=3"),
        "--set training.epoch=3: training.epoch: unknown key; did you mean epochs?");
    refused(2, train(samples.forecast(), "--set", "training.epochs"), "expected KEY=VALUE");
  }

  @Test
  void aFolderThatCannotBeMade() {
    samples.file("run-file", "mine");
    Outcome outcome = Outcome.of("train", samples.forecast(), "--out", samples.at("run-file/run"));
    assertThat(outcome.code()).isEqualTo(6);
    assertThat(outcome.told()).contains("cannot make the folder " + samples.at("run-file/run"));
    assertThat(folder.resolve("run-file")).hasContent("mine");
  }
}
