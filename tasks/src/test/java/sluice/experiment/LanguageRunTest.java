package sluice.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sluice.data.BadData;
import sluice.experiment.ForkedRun.Moment;
import sluice.language.Sampling;
import sluice.math.Rng;
import sluice.math.Workers;
import sluice.metric.Metric;
import sluice.report.ReportData.Result;
import sluice.train.Stop;
import sluice.train.TrainEvent;
import sluice.train.Training;

/** A language model, from a text to one that writes. */
class LanguageRunTest {
  private static final String YAML =
      """
      name: nursery
      task: language
      data: {file: text.txt}
      split: {validation: 0.1, test: 0.1}
      model: {layers: [{lstm: 24}, {dropout: 0.1}, {lstm: 12}]}
      training:
        epochs: 4
        batch: 8
        truncated_bptt_steps: 12
        optimiser: {adam: 0.01}
        checkpoint_seconds: 1
      """;
  private static final List<String> WORDS = List.of("ding", "dong", "bell", "pussy's in the well");

  @TempDir private static Path folder;
  private static Experiment experiment;
  private static RunResult trained;

  /** Lines of words that follow one another in most cases. */
  static String text(int lines) {
    StringBuilder text = new StringBuilder();
    long key = Rng.key(1, Rng.DATA, 0, 0, 0, 0);
    int word = 0;
    for (int line = 0; line < lines; line++) {
      for (int i = 0; i < 3; i++) {
        boolean surprise = Rng.below(key, 8 * line + 2 * i, 5) == 0;
        word = surprise ? Rng.below(key, 8 * line + 2 * i + 1, WORDS.size()) : (word + 1) % 4;
        text.append(i == 0 ? "" : " ").append(WORDS.get(word));
      }
      text.append('\n');
    }
    return text.toString();
  }

  @BeforeAll
  static void train() {
    SmallRuns.write(folder.resolve("text.txt"), List.of(text(400)));
    experiment = Experiment.parse(YAML, "nursery", folder);
    SmallRuns.write(folder.resolve("forked.yaml"), List.of(experiment.yaml(folder)));
    trained = SmallRuns.train(experiment, folder.resolve("whole"));
  }

  private static Experiment with(String... changes) {
    Experiment changed = experiment;
    for (String change : changes) {
      changed = changed.with(change.split("=", 2)[0], change.split("=", 2)[1]);
    }
    return changed;
  }

  private static Path model() {
    return trained.model();
  }

  private static LanguageModel language() {
    return TrainedModel.read(model()).language();
  }

  private static double perplexity(RunResult result, String part, boolean baseline) {
    return result.results().stream()
        .filter(one -> one.part().equals(part) && one.baseline() == baseline)
        .findFirst()
        .flatMap(one -> one.score(Metric.PERPLEXITY))
        .orElseThrow()
        .value()
        .orElseThrow();
  }

  @Test
  void whatItLearnedIsToldOfEachPartBesideCounts() {
    assertThat(trained.results().stream().map(Result::part).distinct())
        .containsExactly("training", "validation", "test");
    assertThat(trained.results().stream().map(Result::name).distinct())
        .containsExactly("LSTM 24 + LSTM 12", "frequencies", "pairs counted", "triples counted");
    assertThat(perplexity(trained, "test", false))
        .isLessThan(perplexity(trained, "test", true) / 4)
        .isLessThan(2.5);
    Result test = trained.results().getLast();
    assertThat(test.examples()).as("all tokens but the first").isEqualTo(count("test") - 1);
    double nats = value(trained.results().get(8), Metric.NATS_PER_TOKEN);
    assertThat(value(trained.results().get(8), Metric.BITS_PER_CHARACTER))
        .as("a token is a character")
        .isCloseTo(nats / Math.log(2), within(1e-12));
    assertThat(trained.verdict()).contains("perplexity", "on the test part");
  }

  private static long count(String part) {
    return LanguageData.read(experiment).parts().entrySet().stream()
        .filter(entry -> LanguageJob.word(entry.getKey()).equals(part))
        .mapToLong(entry -> entry.getValue().count())
        .sum();
  }

  private static double value(Result result, Metric metric) {
    return result.score(metric).orElseThrow().value().orElseThrow();
  }

  @Test
  void theLinesOfEachEpochHavePerplexities() throws IOException {
    String line =
        Files.readAllLines(trained.directory().metrics().resolveSibling("metrics.jsonl"))
            .getFirst();
    assertThat(line).contains("\"training_perplexity\":", "\"validation_perplexity\":");
    double loss = Double.parseDouble(line.replaceAll(".*\"validation_loss\":([0-9.]+).*", "$1"));
    double told =
        Double.parseDouble(line.replaceAll(".*\"validation_perplexity\":([0-9.]+).*", "$1"));
    assertThat(told).isCloseTo(Math.exp(loss), within(1e-9));
  }

  @Test
  void aLossSummedOverStepsIsTheSamePerplexity() {
    Perplexity mean = Perplexity.of(LanguageJob.read(experiment));
    Perplexity sum =
        Perplexity.of(LanguageJob.read(with("training.reduction=sum-steps", "training.batch=7")));
    assertThat(mean.training(2)).isCloseTo(Math.exp(2), within(1e-12));
    long tokens = sum.tokens();
    assertThat(tokens).isEqualTo(count("training") - 1);
    assertThat(sum.training(24))
        .as("of 12 steps, the last ones shorter")
        .isGreaterThan(Math.exp(2));
    assertThat(sum.training(24)).isLessThan(Math.exp(2.3));
  }

  @Test
  void theReportHasTheSurprisesAndWhatItWrites() throws IOException {
    String page = Files.readString(trained.report());
    assertThat(page)
        .contains("What surprises it", "of the test part", "temperature 0.8, seed 42")
        .contains("How perplexity fell");
    Path beside = trained.directory().path().resolve("report");
    assertThat(Files.readAllLines(beside.resolve("surprise.csv")).getFirst())
        .isEqualTo("part,token,nats,likeliest,p_likeliest");
    assertThat(Files.readAllLines(beside.resolve("perplexity.csv"))).hasSize(5);
    assertThat(Files.readString(beside.resolve("report.json"))).contains("\"tokens_per_second\"");
  }

  @Test
  void evaluatingTheTestPartAgainGivesTheSameFigure() {
    Evaluated again =
        TrainedModel.read(model()).evaluate(new DataSource.File(folder.resolve("text.txt")));
    assertThat(again.scope()).isEqualTo("the test part of the text that the model was trained on");
    assertThat(value(again.results().getFirst(), Metric.PERPLEXITY))
        .isEqualTo(perplexity(trained, "test", false));
    assertThat(value(again.results().get(1), Metric.PERPLEXITY))
        .isEqualTo(perplexity(trained, "test", true));
  }

  @Test
  void unknownTokensOfOtherTextAreCounted() throws IOException {
    Path other = Files.writeString(folder.resolve("other.txt"), "ding DONG bell\n");
    Evaluated evaluated = TrainedModel.read(model()).evaluate(new DataSource.File(other));
    assertThat(evaluated.scope()).contains("4 of its 15 tokens are not known");
    assertThat(evaluated.results().getFirst().examples()).isEqualTo(14);
  }

  private static Predicate<String> into(StringBuilder text) {
    return added -> {
      text.append(added);
      return true;
    };
  }

  private static String generated(Optional<String> prompt, int length, Sampling sampling) {
    StringBuilder text = new StringBuilder();
    language()
        .generate(new GenerateSettings(prompt, length, sampling, Optional.empty()), into(text));
    return text.toString();
  }

  @Test
  void theSameSeedWritesTheSameText() {
    Sampling drawn = new Sampling(0.7, 0, 1, 3);
    String text = generated(Optional.of("ding"), 60, drawn);
    assertThat(text)
        .startsWith("ding")
        .hasSize(64)
        .isEqualTo(generated(Optional.of("ding"), 60, drawn));
    assertThat(generated(Optional.of("ding"), 60, new Sampling(0.7, 0, 1, 4))).isNotEqualTo(text);
    assertThat(generated(Optional.of("ding"), 30, drawn))
        .as("a shorter one")
        .isEqualTo(text.substring(0, 34));
    assertThat(generated(Optional.empty(), 10, drawn)).as("a drawn token first").hasSize(11);
  }

  @Test
  void theLikeliestIsWrittenWhateverTheWay() {
    String cold = generated(Optional.of("ding"), 40, new Sampling(0, 0, 1, 1));
    assertThat(generated(Optional.of("ding"), 40, new Sampling(1, 1, 1, 9))).isEqualTo(cold);
    assertThat(generated(Optional.of("ding"), 40, new Sampling(1, 0, 1e-6, 9))).isEqualTo(cold);
    StringBuilder beam = new StringBuilder();
    language()
        .generate(
            new GenerateSettings(Optional.of("ding"), 40, Sampling.PLAIN, Optional.of(1)),
            into(beam));
    assertThat(beam).hasToString(cold);
  }

  @Test
  void whoReadsMayStop() {
    StringBuilder text = new StringBuilder();
    language()
        .generate(
            new GenerateSettings(Optional.of("ding"), 1000, Sampling.PLAIN, Optional.empty()),
            added -> text.append(added).length() < 10);
    assertThat(text).hasSize(10);
  }

  @Test
  void unknownCharactersOfAPromptAreNamed() {
    assertThatThrownBy(() -> generated(Optional.of("Ding Zang"), 5, Sampling.PLAIN))
        .isInstanceOf(UnfitTask.class)
        .hasMessage(
            "the model does not know \"D\", \"Z\", \"a\", which its training text did not have:"
                + " leave that out of the prompt");
    assertThatThrownBy(() -> generated(Optional.of(""), 5, Sampling.PLAIN))
        .isInstanceOf(UnfitTask.class)
        .hasMessage("the prompt has no token: give one, or leave --prompt out");
  }

  @Test
  void aTableIsNoTextAndATextNoTable() {
    TrainedModel model = TrainedModel.read(model());
    DataSource text = new DataSource.File(folder.resolve("text.txt"));
    assertThatThrownBy(() -> model.forecast(Optional.of(text), null)).isInstanceOf(UnfitTask.class);
    assertThatThrownBy(() -> model.predict(text, null))
        .isInstanceOf(UnfitTask.class)
        .hasMessageContaining("is a language model, and reads no table");
    assertThatThrownBy(model::layers).isInstanceOf(UnfitTask.class);
    CellStudy.Choice cells =
        new CellStudy.Choice(model(), OptionalInt.empty(), OptionalInt.empty());
    assertThatThrownBy(() -> new CellReader(cells, text))
        .isInstanceOf(UnfitTask.class)
        .hasMessageContaining("is a language model, and reads no table");
    assertThatThrownBy(() -> Labelled.of(model, Optional.of(text), Optional.empty()))
        .isInstanceOf(UnfitTask.class)
        .hasMessageContaining("is a language model, and reads no table");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "window.partition=random",
        "window={partition: random, offset: true}",
        "window={offset: true, drop_short: true}",
        "data.tokens={kind: words, line_ends: true}",
        "data.tokens=bytes",
        "data.tokens={kind: byte-pairs, size: 270}",
        "data.tokens={kind: words, documents: line}",
        "model={tied: true, layers: [{embedding: 10}, {lstm: {hidden: 20, projection: 10}}]}",
        "model.layers=[{embedding: 6}, {gru: 9}]",
        "training.groups=3",
        "training.reduction=sum-steps",
      })
  void everyWayLearnsAndIsReadAgain(String change) {
    Path out = folder.resolve(Integer.toHexString(change.hashCode()));
    RunResult result = SmallRuns.train(with(change, "training.epochs=3"), out);
    assertThat(perplexity(result, "test", false)).isLessThan(perplexity(result, "test", true));
    LanguageModel again = TrainedModel.read(result.model()).language();
    StringBuilder text = new StringBuilder();
    again.generate(
        new GenerateSettings(Optional.of("ding dong"), 20, Sampling.PLAIN, Optional.empty()),
        into(text));
    assertThat(text).startsWith("ding dong").hasSizeGreaterThan(20);
  }

  @Test
  void textsOfTheirOwnAreThePartsAndTheVocabularyIsThatOfTheTraining() throws IOException {
    Files.writeString(folder.resolve("held.txt"), "ding dong XX\n");
    Files.writeString(folder.resolve("unseen.txt"), "bell bell YYY\n");
    LanguageData data =
        LanguageData.read(
            with(
                "split.validation=0.1",
                "split.test=0.2",
                "data.validation_file=" + folder.resolve("held.txt"),
                "data.test_file=" + folder.resolve("unseen.txt")));
    assertThat(data.codec().vocabulary().tokens()).doesNotContain("X", "Y").contains("<unk>");
    assertThat(data.parts().values().stream().map(part -> part.count()))
        .containsExactly(text(400).length() + 1L, 13L, 14L);
    LanguageData split =
        LanguageData.read(
            with(
                "training.early_stopping=none",
                "split.validation=0",
                "split.test=100",
                "data.tokens.first=1000"));
    assertThat(split.parts().values().stream().map(part -> part.count()))
        .containsExactly(900L, 100L);
  }

  @Test
  void bytePairsLearnNothingFromWhatIsHeldOut() throws IOException {
    Path file = Files.writeString(folder.resolve("late.txt"), "ab".repeat(400) + "xy".repeat(200));
    Experiment late = with("data.file=" + file, "data.tokens={kind: byte-pairs, size: 260}");
    String shares = "{validation: 0.2, test: 0.2}";
    List<String> tokens =
        LanguageData.read(late.with("split", shares)).codec().vocabulary().tokens();
    assertThat(tokens.subList(256, tokens.size())).isNotEmpty().noneMatch(t -> t.contains("x"));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void threadsChangeNoBit(int threads) {
    try (Workers workers = threads == 1 ? Workers.serial() : Workers.of(threads)) {
      RunResult other =
          Run.train(
              experiment,
              Run.Options.fresh().out(folder.resolve("threads-" + threads)).workers(workers));
      assertThat(other.weightsSha256()).isEqualTo(trained.weightsSha256());
    }
  }

  @Test
  void stoppedWithinAnEpochItGoesOnToTheSameBits() {
    Path out = folder.resolve("stopped");
    Stop stop = new Stop();
    int[] steps = {0};
    RunResult part =
        Run.train(
            experiment,
            Run.Options.fresh()
                .out(out)
                .stop(stop)
                .listener(event -> {
                  if (event instanceof RunEvent.Trained(TrainEvent.StepDone _)
                      && ++steps[0] == 70) {
                    stop.request();
                  }
                }));
    assertThat(part.training().ending()).isEqualTo(Training.Ending.INTERRUPTED);
    RunResult rest = Run.train(experiment, Run.Options.fresh().out(out).resume(true));
    assertThat(rest.weightsSha256()).isEqualTo(trained.weightsSha256());
    assertThat(out.resolve("model.sluice")).hasSameBinaryContentAs(model());
  }

  @Test
  @Tag("slow")
  void killedItGoesOnToTheSameBits() throws IOException, InterruptedException {
    Path out = folder.resolve("killed");
    ForkedRun.killed(folder.resolve("forked.yaml"), out, false, new Moment("step", 60, 1, 30));
    ForkedRun.killed(folder.resolve("forked.yaml"), out, true, new Moment("step", 40, 3, 30));
    RunResult rest = Run.train(experiment, Run.Options.fresh().out(out).resume(true));
    assertThat(rest.weightsSha256()).isEqualTo(trained.weightsSha256());
  }

  @Test
  void thePlanTellsPartsAndTheFirstTokens() {
    Plan plan = Run.plan(experiment);
    assertThat(plan.text())
        .contains(
            "training ", " tokens", "# vocabulary", "8 sequences side by side, 12 steps each");
    assertThat(plan.json()).contains("\"vocabulary\":", "\"examples\":{\"training\":");
    assertThat(plan.memoryBytes()).isBetween(50_000L, 5_000_000L);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | there is no text in it",
        "a | nothing is left to train on",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaa | all 22 tokens of the training part are the same",
        "abcabcabca | the validation part has one token, behind which nothing follows",
      })
  void textsThatAreNone(String text, String message) throws IOException {
    Path file = Files.writeString(folder.resolve("few.txt"), text);
    assertThatThrownBy(() -> Run.plan(with("data.file=" + file)))
        .isInstanceOf(BadData.class)
        .hasMessageContaining(message)
        .hasMessageContaining("few.txt");
  }

  @Test
  void filesThatAreNone() throws IOException {
    assertThatThrownBy(() -> Run.plan(with("data.file=" + folder.resolve("texd.txt"))))
        .isInstanceOf(BadData.class)
        .hasMessageContaining("there is no such file")
        .hasMessageContaining("text.txt");
    Path latin =
        Files.write(
            folder.resolve("latin.txt"), "ab \u00e9 caf ab".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> Run.plan(with("data.file=" + latin)))
        .isInstanceOf(BadData.class)
        .hasMessageContaining("latin.txt");
    assertThat(
            Run.plan(
                    with(
                        "data.file=" + latin,
                        "data.tokens.encoding=latin-1",
                        "split.validation=2",
                        "split.test=2"))
                .text())
        .contains("\"\u00e9\"");
    assertThatThrownBy(() ->
            Run.plan(
                with(
                    "window.drop_short=true",
                    "training.batch=1000",
                    "training.truncated_bptt_steps=500")))
        .isInstanceOf(BadData.class)
        .hasMessageContaining("the text is too short");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "model.layers=[{bidirectional: [{lstm: 4}]}] | must not see what it is to foretell",
        "model.layers=[{lstm: 4}, mean_pool] | must not see what it is to foretell",
        "model={tied: true, layers: [{embedding: 10}, {lstm: 20}]} | model.tied needs a last layer"
            + " as wide as the embedding, 10, found 20",
      })
  void networksThatAreNone(String change, String message) {
    assertThatThrownBy(() -> Run.plan(with(change)))
        .isInstanceOf(UnfitTask.class)
        .hasMessageContaining(message);
  }
}
