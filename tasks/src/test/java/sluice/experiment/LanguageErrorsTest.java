package sluice.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What task language asks of the keys, each in a sentence. */
class LanguageErrorsTest {
  private static final String LANGUAGE = "task: language\ndata: {file: book.txt}\n";
  private static final String TABLE =
      "task: regress\ndata: {file: rows.csv, target: y, past: [x]}\n";

  private static String refused(String yaml, String change) {
    Experiment sound = Experiment.parse(yaml, "x", Path.of(""));
    String key = change.substring(0, change.indexOf('='));
    String value = change.substring(change.indexOf('=') + 1);
    return catchThrowableOfType(BadExperiment.class, () -> sound.with(key, value)).getMessage();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "data.past=[x] | data.past: has no effect for task language",
        "data.target=y | data.target: has no effect for task language: what is foretold is the next"
            + " token",
        "window.history=5 | window.history: has no effect for task language",
        "ensemble={seeds: 3} | ensemble: has no effect for task language",
        "data.sql=select 1 | data.sql: a language model learns from a text: data.file",
        "data.file=none | data: expected file, found none",
        "split.test=1999-01-01 | split: a text has no dates",
        "split.by=random | split.by: a text is parted in its order",
        "split.validation=0 | training.early_stopping: needs a validation part",
        "split={validation: 0.5, test: 0.5} | validation and test leave nothing to train on",
        "training.batch=all | training.batch: expected how many streams",
        "training.groups=65 | training.groups: at most the batch of 64 can be parted",
        "training.optimiser=lbfgs | training.optimiser: lbfgs needs the whole training part",
        "training.loss=squared | training.loss: expected softmax-cross-entropy without smoothing",
        "training.loss={softmax-cross-entropy: {smoothing: 0.1}} | training.loss: expected"
            + " softmax-cross-entropy without",
        "training.shuffle=false | training.shuffle: has no effect for window.partition: sequential",
        "model.tied=true | model.tied: needs an embedding, the first of model.layers",
        "data.tokens.size=500 | data.tokens.size: has no effect for tokens that are not byte-pairs",
        "data.tokens={kind: bytes, lower: true} | data.tokens: lower is for characters and words",
        "data.tokens={kind: words, letters: lines} | data.tokens: letters is for characters",
        "data.tokens.line_ends=true | data.tokens: line ends are for words",
        "data.tokens.encoding=klingon | data.tokens: no encoding has the name klingon",
        "window={drop_short: true, partition: sequential} | -",
      })
  void eachInASentence(String change, String message) {
    if (message.equals("-")) {
      assertThat(Experiment.parse(LANGUAGE, "x", Path.of("")).with("window", change.substring(7)))
          .isNotNull();
      return;
    }
    assertThat(refused(LANGUAGE, change)).contains(message).hasLineCount(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "data.tokens=words | data.tokens: has no effect for task regress: it is for language",
        "training.truncated_bptt_steps=5 | training.truncated_bptt_steps: has no effect for task"
            + " regress",
        "window.offset=true | window.offset: has no effect for task regress",
        "model.tied=true | model.tied: has no effect for task regress",
        "data.validation_file=v.csv | data.validation_file: has no effect for task regress",
      })
  void otherTasksHaveNoneOfItsKeys(String change, String message) {
    assertThat(refused(TABLE, change)).contains(message).hasLineCount(1);
  }

  @Test
  void aColumnToPredictIsAskedOfTheOthersAlone() {
    assertThat(
            catchThrowableOfType(
                    BadExperiment.class,
                    () ->
                        Experiment.parse("task: regress\ndata: {file: x.csv}\n", "x", Path.of("")))
                .getMessage())
        .contains("x:2:1: data.target: missing; expected the column to predict");
  }

  @Test
  void itsFileTrainsAgain() {
    Experiment experiment = Experiment.parse(LANGUAGE, "x", Path.of(""));
    assertThat(Experiment.parse(experiment.yaml(Path.of("")), "x", Path.of("")))
        .isEqualTo(experiment);
    assertThat(Experiment.parse(experiment.fingerprint(), "x", Path.of("")).fingerprint())
        .isEqualTo(experiment.fingerprint());
  }
}
