package sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Options and words, before any of them does something. */
class CommandLineTest {
  @Test
  void helpListsEveryCommandOnStandardOutput() {
    Outcome outcome = Outcome.of("--help");
    assertThat(outcome.code()).isZero();
    assertThat(outcome.out())
        .contains(
            "train",
            "evaluate",
            "predict",
            "forecast",
            "tune",
            "bench",
            "Example:",
            "--stack-trace")
        .doesNotContain("\u001b");
    assertThat(outcome.err()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"train", "evaluate", "predict", "forecast", "generate", "tune", "bench"})
  void everyCommandHasHelpWithAnExample(String command) {
    Outcome outcome = Outcome.of(command, "--help");
    assertThat(outcome.code()).isZero();
    assertThat(outcome.out()).contains("Usage: sluice " + command, "Example:\n  sluice " + command);
  }

  @Test
  void optionsThatAreNotBuiltDoNotExist() {
    assertThat(Outcome.of("train", "--help").out()).doesNotContain("--studio");
    assertThat(Outcome.of("predict", "--help").out()).doesNotContain("--follow");
  }

  @Test
  void versionSaysWhatComputes() {
    Outcome outcome = Outcome.of("--version");
    assertThat(outcome.code()).isZero();
    assertThat(outcome.out())
        .containsPattern("sluice \\d+\\.\\d+\\.\\d+")
        .contains("JDK " + Runtime.version())
        .containsPattern("kernels (scalar|vector, \\d+ bits)\nthreads \\d+\n");
  }

  @Test
  void noCommandIsAMistakeAndShowsHelp() {
    Outcome outcome = Outcome.of();
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err()).startsWith("Usage: sluice");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          trian x.yaml             | unknown command "trian". Did you mean train?             | sluice
          train x.yaml --thread 3  | unknown option "--thread" of sluice train. Did you mean --threads? | sluice train
          train x.yaml --dryrun    | unknown option "--dryrun" of sluice train. Did you mean --dry-run? | sluice train
          train x.yaml --jsno      | unknown option "--jsno" of sluice train. Did you mean --json? | sluice train
          train x.yaml --studio=a  | unknown option "--studio" of sluice train.               | sluice train
          train x.yaml y.yaml      | unknown argument "y.yaml" of sluice train.               | sluice train
          train                    | give an experiment file, or a recipe with --preset.       | sluice train
          train x.yaml --threads 0 | --threads must be a whole number from 1 to 1024, was 0.  | sluice train
          train x.yaml --threads 2000 | --threads must be a whole number from 1 to 1024, was 2000. | sluice train
          train x.yaml --threads x | invalid value for option '--threads': 'x' is not an int. | sluice train
          evaluate m.sluice        | missing required option: '--data=FILE'.                  | sluice evaluate
          predict m.sluice --dta x | missing required option: '--data=FILE'.                  | sluice predict
          """)
  void mistakesNameTheNearestAndTheHelp(String words, String message, String command) {
    Outcome outcome = Outcome.of(words.split(" ", -1));
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err()).isEqualTo("sluice: " + message + "\nTry: " + command + " --help\n");
  }
}
