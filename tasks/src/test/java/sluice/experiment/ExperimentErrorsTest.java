package sluice.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sluice.experiment.settings.Problem;

/** What is said about a wrong experiment file. */
class ExperimentErrorsTest {
  @TempDir private Path folder;

  @Test
  void everyMistakeIsToldAtOnceWithItsPlace() {
    var yaml =
        """
        task: forcast
        sede: 3
        data:
          fil: x.csv
          target: [a, 3, [b]]
          time: {columns: [d], format: "bad{", zone: Europe/Berlim, step: 0 days}
          csv: {delimiter: ":", decimal: "."}
          calendar: {year_waves: 60, weekday: onehot, day_of_month: yes}
          missing: *anchor
          known: &x [k]
        training:
          epochs: "12"
          epochs: 13
          horizon: 3
          batch: 1e3
          groups: 99999999999999999999
          optimiser: {adm: {rate: 1}}
          loss: {huber: -3}
          schedule: {constant: {}, plateau: {}}
          clip: 5
          checkpoint_seconds: .nan
        model: [1, 2]
        split: {validation: 0.9, test: 0.3}
        threads: 2
        """;
    assertThat(messages(yaml))
        .containsExactly(
            "1:1: task: expected forecast, classify, regress, autoencode, similarity or language,"
                + " found \"forcast\"; did you mean forecast?",
            "2:1: sede: unknown key; did you mean seed?",
            "4:3: data.fil: unknown key; did you mean file?",
            "5:18: data.target.2: expected text, found a list",
            "6:24: data.time.format: expected seconds, milliseconds or a pattern such as"
                + " dd.MM.yyyy HH:mm, found \"bad{\"",
            "6:40: data.time.zone: expected a time zone such as Europe/Berlin,"
                + " found \"Europe/Berlim\"",
            "6:61: data.time.step: expected a step such as day, weekday, 15 minutes, month end,"
                + " quarter, found \"0 days\"",
            "7:9: data.csv.delimiter: expected auto, comma, semicolon, tab, pipe or blanks,"
                + " found \":\" in quotes",
            "8:14: data.calendar.year_waves: expected a whole number from 0 to 50, found \"60\"",
            "8:47: data.calendar.day_of_month: expected none, one-hot or wave, found \"yes\"",
            "9:12: the alias *anchor is refused; write the value itself",
            "10:10: the anchor &x is refused; write the value where it is used",
            "12:3: training.epochs: expected a whole number from 1 to 1000000,"
                + " found \"12\" in quotes",
            "13:3: training.epochs: given twice; first on line 12",
            "14:3: training.horizon: unknown key; did you mean window.horizon?",
            "15:3: training.batch: expected a whole number from 1 to 1000000, found \"1e3\"",
            "16:3: training.groups: expected a whole number from 1 to 100000,"
                + " found \"99999999999999999999\"",
            "17:15: training.optimiser.adm: unknown name; did you mean adam?",
            "18:10: training.loss.huber.delta: expected a number above 0, found \"-3\"",
            "19:28: training.schedule: expected one of them, found constant, plateau",
            "20:3: training.clip: expected keys: norm, value, found \"5\"",
            "21:3: training.checkpoint_seconds: expected a whole number from 1 to 1000000,"
                + " found \".nan\"",
            "22:1: model: expected keys: layers, reconstruct, decoder, head, tied, similarity,"
                + " found a list",
            "23:9: split.validation: validation and test leave nothing to train on: 0.9 + 0.3",
            "24:1: threads: unknown key; known here: name, task, seed, data, window, split, model,"
                + " training, ensemble, decision, report, search");
  }

  @Test
  void theMessageHasALineAProblemAndTheListItsParts() throws IOException {
    var file =
        Files.writeString(folder.resolve("x.yaml"), "task: forecast\ndata: {file: x, tagret: y}");
    var bad = refused(() -> Experiment.read(file, List.of("seed=abc")));
    assertThat(bad.problems())
        .containsExactly(
            new Problem(
                file.toString(),
                2,
                1,
                "data.target",
                "missing; expected the column to predict; a"
                    + " forecast may have several; autoencode: those that are to come back, \"*\""
                    + " for every one that has no other use"),
            new Problem(file.toString(), 2, 17, "data.tagret", "unknown key; did you mean target?"),
            new Problem("--set seed=abc", 0, 0, "seed", "expected a whole number, found \"abc\""));
    assertThat(bad.getMessage().lines()).hasSize(3).first().asString().startsWith(file + ":2:1: ");
    assertThat(bad.getMessage())
        .endsWith("\n--set seed=abc: seed: expected a whole number, found \"abc\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a: [1, 2 | 1:9: not valid YAML: expected ',' or ']', but got <stream end> (while parsing"
            + " a flow sequence)",
        "a: b: c | 1:5: not valid YAML: mapping values are not allowed here",
        "a: \"b | 1:6: not valid YAML: found unexpected end of stream (while scanning a quoted"
            + " scalar)",
        "hello | 1:1: expected keys: name, task, seed, data, window, split, model, training,"
            + " ensemble, decision, report, search; found \"hello\"",
        "[a] | 1:1: expected keys: name, task, seed, data, window, split, model, training,"
            + " ensemble, decision, report, search; found a list",
        "'' | 1:1: expected keys: name, task, seed, data, window, split, model, training,"
            + " ensemble, decision, report, search; found nothing",
        "# only a remark | 1:1: expected keys: name, task, seed, data, window, split, model,"
            + " training, ensemble, decision, report, search; found nothing",
        "*all | 1:1: the alias *all is refused; write the value itself",
      })
  void aFileThatIsNoExperimentIsRefused(String yaml, String expected) {
    assertThat(messages(yaml)).containsExactly(expected);
  }

  @Test
  void syntaxErrorsNameTheirLine() {
    assertThat(messages("task: forecast\ndata:\n\tfile: x\n"))
        .singleElement()
        .asString()
        .startsWith("3:1: not valid YAML: found character '\\t(TAB)' that cannot start any token");
    assertThat(messages("task: forecast\nseed: \u0001\n"))
        .containsExactly("2:7: not valid YAML: the character U+0001 is not allowed");
  }

  @Test
  void secondDocumentsTagsAndOddKeysAreRefused() {
    assertThat(messages("task: forecast\ndata: {file: x, target: y}\n---\na: 1\n"))
        .containsExactly("4:1: a second YAML document; expected one only");
    assertThat(messages("task: !word forecast\ndata: {file: x, target: y, [a]: 1}\n"))
        .containsExactly(
            "1:7: the YAML tag !word is refused; remove it",
            "2:28: a key must be one word, found a list");
  }

  @Test
  void filesThatCannotBeReadAreNamed() throws IOException {
    Files.writeString(folder.resolve("births.yaml"), "x");
    var gone = folder.resolve("birth.yaml");
    assertThat(message(gone)).isEqualTo(gone + ": no such file; did you mean births.yaml?");
    var nowhere = folder.resolve("no/such/births.yaml");
    assertThat(message(nowhere))
        .isEqualTo(nowhere + ": no such file; there is no folder " + nowhere.getParent());
    assertThat(message(folder))
        .isEqualTo(folder + ": is a folder; expected an experiment file, ending in .yaml");
    var empty = Files.writeString(folder.resolve("empty.yaml"), "");
    assertThat(message(empty))
        .startsWith(empty + ":1:1: expected keys: name, task")
        .endsWith("found nothing");
    var latin =
        Files.write(
            folder.resolve("l.yaml"), "a: 1\nb: \"é\"".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(message(latin)).isEqualTo(latin + ":2:5: not UTF-8 text; save the file as UTF-8");
    var large = Files.write(folder.resolve("large.yaml"), new byte[(1 << 20) + 1]);
    assertThat(message(large))
        .isEqualTo(large + ": is larger than 1 MiB; is it an experiment file?");
  }

  @Test
  void bombsAreRefusedAtOnce() {
    var bomb = new StringBuilder("a: &a [x,x,x,x,x,x,x,x,x]\n");
    for (char c = 'b'; c < 'z'; c++) {
      var last = "*" + (char) (c - 1);
      bomb.append(c).append(": &").append(c).append(" [");
      bomb.append(String.join(",", java.util.Collections.nCopies(9, last))).append("]\n");
    }
    var brackets = "a: " + "[".repeat(100_000);
    var braces = "a: " + "{a: ".repeat(100_000);
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(5),
        () -> {
          assertThat(messages(bomb.toString()))
              .contains("2:8: the alias *a is refused; write the value itself");
          assertThat(messages(brackets))
              .containsExactly("1:36: brackets or indentation nested more than 32 deep");
          assertThat(messages(braces))
              .singleElement()
              .asString()
              .endsWith("nested more than 32 deep");
        });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "task=classify | data.target=[a, b] | data.target: expected one column for task classify,"
            + " found 2",
        "data.label=direction | | data.label: direction is for task classify, found task forecast",
        "task=classify | data.label=direction,window.ahead=0 | data.label: direction needs a step"
            + " behind the last one seen: window.per: window, window.ahead from 1 on",
        "data.categories=[w] | | data.categories: \"w\" is not among the columns of past and known;"
            + " add it to one of them",
        "data.past=[a, b, a] | | data.past: \"a\" is listed twice",
        "data.past=[p] | data.known=[p] | data.known: \"p\" is listed in data.past already",
        "data.past=[y] | | data.past: \"y\" is listed in data.target already",
        "data.key=k | data.past=[k] | data.past: \"k\" is listed in data.key already",
        "training.loss=log_loss | | training.loss: compares labels and is for task classify, found"
            + " task forecast",
        "task=classify | training.loss=squared | training.loss: compares numbers; for task classify"
            + " take softmax-cross-entropy or sigmoid-cross-entropy",
        "task=classify | training.loss={softmax-cross-entropy: {smoothing: 1}} |"
            + " training.loss.softmax-cross-entropy.smoothing: expected a number of at least 0 and"
            + " below 1, found \"1\"",
        "task=classify | training.loss={softmax-focal: -1} | training.loss.softmax-focal.gamma:"
            + " expected a number from 0 to 100, found \"-1\"",
        "task=classify | training.loss={sigmoid-focal: {alpha: 1}} |"
            + " training.loss.sigmoid-focal.alpha: expected a number above 0 and below 1, found"
            + " \"1\"",
        "task=classify | training.loss={sigmoid-cross-entropy: {positive: 0}} |"
            + " training.loss.sigmoid-cross-entropy.positive: expected a number above 0 and at most"
            + " 1000000, found \"0\"",
        "data.time=none | data.calendar.trend=true | data.calendar: needs data.time: a row must"
            + " have a date for columns to be made of it",
        "data.time=none | split.test=1987-01-02 | split: a date needs data.time; give a number of"
            + " steps or a share instead",
        "split.validation=1988-01-01 | split.test=1987-01-02 | split.validation: must start before"
            + " the test part, found 1988-01-01 and test from 1987-01-02",
        "split.validation=0 | | training.early_stopping: needs a validation part, found"
            + " split.validation: 0; write early_stopping: none",
        "training.groups=65 | | training.groups: at most the batch of 64 can be parted, found 65",
        "training.optimiser=lbfgs | | training.optimiser: lbfgs compares losses of the same"
            + " sequences; write batch: all",
        "training.optimiser=lbfgs | training.batch=all,training.clip={norm: 2} | training.clip: has"
            + " no effect for lbfgs, whose line search keeps steps in bounds",
        "training.optimiser=lbfgs | training.batch=all,training.weights=[{names: head.*, rate:"
            + " 0.5}] | training.weights: a rate of its own has no effect for lbfgs, whose line"
            + " search moves all weights together: write rate: 0 to freeze them, or another"
            + " optimiser, such as adam",
        "model.layers=[{mean-pool: 3}] | | model.layers.0.mean-pool: expected nothing more: it has"
            + " no keys, found \"3\"",
        "training.optimiser=lbfgs | training.batch=all,model.layers=[{lstm: 4}, {dropout: 0.2}] |"
            + " model.layers: dropout and noise draw another network at each step, and the line"
            + " search of lbfgs compares losses of one: take them out, or write another optimiser,"
            + " such as adam",
        "training.optimiser=lbfgs | training.batch=all,model.layers=[{bidirectional: [{gru:"
            + " {hidden: 4, noise: {zoneout_hidden: 0.1}}}]}] | model.layers: dropout and noise"
            + " draw another network at each step, and the line search of lbfgs compares losses of"
            + " one: take them out, or write another optimiser, such as adam",
        "task=classify | decision.confirm=[{label: up, column: a, above: 3, below: 3}] |"
            + " decision.confirm: no number is above 3.0 and below 3.0: up would never be answered",
        "training.optimiser={nesterov: {momentum: 1}} | | training.optimiser.nesterov.momentum:"
            + " expected a number of at least 0 and below 1, found \"1\"",
        "training.optimiser={rmsprop: {rho: 1}} | | training.optimiser.rmsprop.decay: expected a"
            + " number of at least 0 and below 1, found \"1\"",
        "training.optimiser={adamw: {decay: 2}} | | training.optimiser.adamw.decay: expected a"
            + " number from 0 to 1, found \"2\"",
        "training.optimiser={adadelta: {epsilon: 0}} | | training.optimiser.adadelta.epsilon:"
            + " expected a number above 0 and at most 1, found \"0\"",
        "training.batch=0 | | training.batch: expected a whole number from 1 to 1000000, found"
            + " \"0\"",
        "training.penalty={l1: -1} | | training.penalty.l1: expected a number from 0 to 1000000,"
            + " found \"-1\"",
        "training.penalty={max_norm: 0} | | training.penalty.max_norm: expected a number above 0,"
            + " found \"0\"",
        "training.weights=[{names: head.*, rate: -1}] | | training.weights.0.rate: expected a"
            + " number from 0 to 1000, found \"-1\"",
        "training.schedule={piecewise: {boundaries: [3, 3], values: [1, 1, 1]}} | |"
            + " training.schedule.piecewise.boundaries: expected rising whole numbers above 0,"
            + " found [3, 3]",
        "training.schedule={piecewise: {boundaries: [3], values: [1, 1, 1]}} | |"
            + " training.schedule.piecewise.values: expected one more than boundaries, 2, found 3",
        "training.schedule={piecewise: {boundaries: [3], values: [1, 0]}} | |"
            + " training.schedule.piecewise.values: expected numbers above 0, found [1.0, 0.0]",
        "training.schedule={one-cycle: {rise: 1}} | | training.schedule.one-cycle.rise: expected a"
            + " number above 0 and below 1, found \"1\"",
        "training.schedule={bold-driver: {cut: 1}} | | training.schedule.bold-driver.cut: expected"
            + " a number above 0 and below 1, found \"1\"",
        "training.schedule={polynomial: {power: 0}} | | training.schedule.polynomial.power:"
            + " expected a number above 0 and at most 100, found \"0\"",
        "training.warm_up=0 | | training.warm_up.over: expected a whole number from 1 to"
            + " 1000000000, found \"0\"",
        "training.average={moving: 1} | | training.average.moving.decay: expected a number of at"
            + " least 0 and below 1, found \"1\"",
        "window.per=sequence | task=regress | window.per: sequence needs data.key, the column that"
            + " tells sequences apart",
        "window.per=sequence | data.key=k | window.per: sequence is for classify and regress; a"
            + " forecast is made per window",
        "window.horizon=7 | data.lags=[7,6] | data.lags: expected lags from window.horizon (7) on,"
            + " as later values are not known over the horizon, found 6",
        "data.lags=[7,7] | | data.lags: expected each lag once, found [7, 7]",
        "window.ahead=2 | | window.ahead: has no effect for task forecast; its steps are"
            + " window.horizon",
        "window.horizon=2 | task=regress | window.horizon: has no effect for task regress; see"
            + " window.ahead",
        "model.decoder=direct | task=regress | model.decoder: has no effect for task regress",
        "data.jdbc.url=jdbc:x | data.jdbc.query=select 1 | data.jdbc: expected file or jdbc, found"
            + " both; remove one",
        "data.file=none | | data: expected file, sql or jdbc, found none of them; name the CSV"
            + " file: file: rows.csv",
        "name=a/b | | name: expected letters, digits, blanks, dots, _ and -, first a letter or"
            + " digit, found \"a/b\"",
        "name=.. | | name: expected letters, digits, blanks, dots, _ and -, first a letter or"
            + " digit, found \"..\"",
      })
  void keysThatDoNotGoTogetherAreRefused(String one, String other, String expected)
      throws IOException {
    var file =
        Files.writeString(
            folder.resolve("x.yaml"), "task: forecast\ndata: {file: x, target: y, time: t}\n");
    var changes = new java.util.ArrayList<>(List.of(one));
    if (other != null) {
      changes.addAll(List.of(other.split(",(?=[a-z.]+=)")));
    }
    var bad = refused(() -> Experiment.read(file, changes));
    assertThat(bad.problems())
        .extracting(p -> p.key() + ": " + p.message())
        .containsExactly(expected);
  }

  @Test
  void aPasswordInTheAddressIsRefusedAndNotRepeated() {
    for (var url :
        List.of(
            "jdbc:postgresql://h/d?user=u&password=secret",
            "jdbc:x://u:secret@h/d",
            "jdbc:oracle:thin:u/secret@h:1521:d")) {
      var yaml = "task: forecast\ndata: {jdbc: {url: \"" + url + "\", query: q}, target: y}\n";
      assertThat(messages(yaml))
          .singleElement()
          .asString()
          .contains("found a password")
          .doesNotContain("secret");
    }
  }

  @Test
  void aKeyAndItsSynonymAreTheSameKey() {
    var yaml =
        """
        task: forecast
        data: {file: x, target: y}
        training:
          optimiser: adam
          optimizer: sgd
        """;
    assertThat(messages(yaml))
        .containsExactly("5:3: training.optimizer: given twice; first on line 4");
  }

  @Test
  void rulesAreSilentAboutKeysThatAreWrongAlready() {
    var yaml = "task: clasify\ndata: {file: x, target: [a, b], label: direction}\n";
    assertThat(messages(yaml)).hasSize(1).first().asString().startsWith("1:1: task: expected");
  }

  @Test
  void whateverIsInTheFileItIsReadOrRefused() {
    var random = new SplittableRandom(7);
    var good = ExperimentPrintTest.BIRTHS;
    var signs = "abz019.:-,[]{}#&*!|>'\"%@`?\\ \n\t\u00e9\u2028\ud83d\ude00~<=";
    for (int i = 0; i < 400; i++) {
      var text = new StringBuilder(good);
      for (int edits = 1 + random.nextInt(4); edits > 0; edits--) {
        int at = random.nextInt(text.length());
        int end = Math.min(text.length(), at + random.nextInt(6));
        var sign = signs.substring(random.nextInt(signs.length()));
        text.replace(at, end, sign.substring(0, Math.min(sign.length(), random.nextInt(3))));
      }
      assertThatCode(() -> readOrRefuse(text.toString()))
          .as(text.toString())
          .doesNotThrowAnyException();
    }
  }

  private static void readOrRefuse(String yaml) {
    try {
      var experiment = Experiment.parse(yaml, "x", Path.of(""));
      assertThat(Experiment.parse(experiment.yaml(Path.of("")), "x", Path.of("")))
          .isEqualTo(experiment);
    } catch (BadExperiment e) {
      assertThat(e.problems()).isNotEmpty();
    }
  }

  /** The lines of the message, without the file's name. */
  private static List<String> messages(String yaml) {
    var bad = refused(() -> Experiment.parse(yaml, "f", Path.of("")));
    return bad.getMessage().lines().map(line -> line.replaceFirst("^f:", "")).toList();
  }

  private static String message(Path file) {
    return refused(() -> Experiment.read(file, List.of())).getMessage();
  }

  private static BadExperiment refused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    return catchThrowableOfType(BadExperiment.class, call);
  }
}
