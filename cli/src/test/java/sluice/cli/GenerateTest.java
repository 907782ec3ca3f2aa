package sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code sluice train --preset}, {@code evaluate} and {@code generate} on a text. */
class GenerateTest {
  @TempDir private static Path folder;
  private static Samples samples;
  private static Outcome trained;

  @BeforeAll
  static void train() {
    samples = new Samples(folder);
    samples.file("text.txt", "the time machine\nthe time traveller\n".repeat(40));
    trained =
        Outcome.of(
            "train",
            "--preset",
            "char-shakespeare",
            "--set",
            "data.file=" + samples.at("text.txt"),
            "--set",
            "model.layers=[{lstm: 16}]",
            "--set",
            "training.epochs=8",
            "--set",
            "training.batch=4",
            "--out",
            samples.at("run"));
  }

  private static Outcome generated(String... options) {
    var words =
        new java.util.ArrayList<>(java.util.List.of("generate", samples.at("run/model.sluice")));
    words.addAll(java.util.List.of(options));
    return Outcome.of(words.toArray(String[]::new));
  }

  @Test
  void aPresetTrainsAndSaysWhatNext() {
    assertThat(trained.code()).as(trained.err()).isZero();
    assertThat(trained.out())
        .contains("test, ", "perplexity", "bits a character", "frequencies", "triples counted")
        .contains("next    sluice generate ");
    assertThat(trained.err()).contains("perplexity ", "tokens/s");
  }

  @Test
  void theSameSeedGivesTheSameText() {
    Outcome first = generated("--prompt", "the", "--length", "40", "--seed", "7");
    assertThat(first.code()).isZero();
    assertThat(first.out()).startsWith("the").endsWith("\n");
    assertThat(generated("--prompt", "the", "--length", "40", "--seed", "7")).isEqualTo(first);
    assertThat(generated("--prompt", "the", "--length", "40", "--seed", "8").out())
        .isNotEqualTo(first.out());
    assertThat(generated("--length", "5").code()).isZero();
    assertThat(generated("--prompt", "the", "--length", "9", "--beam", "2").out())
        .startsWith("the");
    var json = generated("--prompt", "the", "--length", "9", "--top-k", "3", "--json").json();
    assertThat(json.get("text").asString()).startsWith("the").hasSize(12);
    assertThat(json.get("top_k").asInt()).isEqualTo(3);
  }

  @Test
  void otherTextIsMeasured() {
    samples.file("other.txt", "the lathe\n");
    Outcome outcome =
        Outcome.of(
            "evaluate",
            samples.at("run/model.sluice"),
            "--data",
            samples.at("other.txt"),
            "--json");
    assertThat(outcome.json().get("test").get("perplexity").asDouble()).isPositive();
    assertThat(outcome.json().get("baselines").get("frequencies").get("perplexity").asDouble())
        .isPositive();
    Outcome read =
        Outcome.reading("the time", "evaluate", samples.at("run/model.sluice"), "--data", "-");
    assertThat(read.out()).contains("all of standard input", "test, 7 examples");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--prompt | THE | the model does not know \"T\", \"H\", \"E\"",
        "--length | 0 | --length must be 1 to",
        "--temperature | -1 | --temperature must be at least 0",
        "--top-p | 0 | --top-p must be above 0",
        "--top-k | 0 | --top-k must be at least 1",
        "--beam | 0 | --beam must be 1 to 1000",
      })
  void eachMistakeIsASentence(String option, String value, String message) {
    Outcome outcome = generated(option, value);
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).contains(message);
    assertThat(outcome.out()).isEmpty();
  }

  @Test
  void whatDoesNotGoTogether() {
    assertThat(generated("--beam", "2", "--seed", "1").err()).contains("--beam draws nothing");
    assertThat(Outcome.of("train").err()).contains("give an experiment file, or a recipe");
    assertThat(Outcome.of("train", "x.yaml", "--preset", "d2l-lstm").code()).isEqualTo(2);
    Outcome other = Outcome.of("train", "--preset", "d2l");
    assertThat(other.code()).isEqualTo(2);
    assertThat(other.err()).contains("there is no preset \"d2l\"");
    assertThat(Outcome.of("train", "--preset", "d2l-lstm").err())
        .contains("expected file, found none; name the text to learn from");
    assertThat(
            Outcome.of("predict", samples.at("run/model.sluice"), "--data", samples.at("text.txt"))
                .err())
        .contains("is a language model, and reads no table");
  }
}
