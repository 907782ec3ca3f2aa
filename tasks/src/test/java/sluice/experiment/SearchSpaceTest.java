package sluice.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sluice.experiment.SearchSettings.Values;
import sluice.math.Rng;

/** What a search draws, and which searches are refused before anything runs. */
class SearchSpaceTest {
  private static final String KEYS =
      """
      {training.optimiser.adam.rate: {log: [0.001, 0.1]}, training.batch: [8, 16],
       model.layers.0.lstm.hidden: {from: 4, to: 10, step: 3}, training.clip.norm: {uniform: [0.5, 2]}}
      """
          .replace('\n', ' ');

  @TempDir private Path folder;

  @BeforeEach
  void data() {
    SmallRuns.write(folder.resolve("sales.csv"), SmallRuns.salesRows(SmallRuns.DAYS));
  }

  private Experiment experiment(String search) {
    return Experiment.parse(SmallRuns.SALES + "search: " + search + "\n", "sales", folder);
  }

  private List<SearchSpace.Drawn> trials(String search) {
    return new SearchSpace(experiment(search)).trials();
  }

  @Test
  void drawsAreTheSameEverywhere() {
    assertThat(trials("{trials: 4, keys: " + KEYS + "}"))
        .extracting(drawn -> String.join(" ", drawn.values().values()))
        .containsExactly(
            "0.01813 16 7 1.289", "0.01861 16 7 1.761", "0.009863 16 10 1.3", "0.05726 16 4 1.176");
  }

  @Test
  void aDrawIsAFunctionOfSeedTrialAndKey() {
    long key = Rng.key(7, Rng.SEARCH, 0, 0, 3, "training.clip.norm".hashCode());
    double share = (Rng.unitBits(key, 0) & 0xffffffffL) / 4294967296.0;
    String drawn =
        trials("{seed: 7, trials: 3, keys: {training.clip.norm: {uniform: [0.5, 2]}}}")
            .get(2)
            .values()
            .get("training.clip.norm");
    assertThat(Double.parseDouble(drawn))
        .isEqualTo(new BigDecimal(0.5 + 1.5 * share).round(new MathContext(4)).doubleValue());
    List<String> few = texts(trials("{trials: 5, keys: " + KEYS + "}"));
    List<String> many =
        texts(trials("{trials: 9, method: halving, least_epochs: 1, keys: " + KEYS + "}"));
    assertThat(many.subList(0, 5)).isEqualTo(few);
    String more = KEYS.strip().replaceFirst("}$", ", training.groups: [1, 2]}");
    assertThat(texts(trials("{trials: 5, keys: " + more + "}")))
        .extracting(text -> text.replaceFirst(", training.groups=.*", ""))
        .isEqualTo(few);
    assertThat(texts(trials("{seed: 2, trials: 5, keys: " + KEYS + "}")))
        .doesNotContainAnyElementsOf(few);
  }

  private static List<String> texts(List<SearchSpace.Drawn> trials) {
    return trials.stream()
        .map(drawn ->
            drawn.values().entrySet().stream()
                .map(Object::toString)
                .collect(Collectors.joining(", ")))
        .toList();
  }

  @Test
  void drawsLieInRangeAndReachTheExperiment() {
    List<SearchSpace.Drawn> trials = trials("{trials: 200, keys: " + KEYS + "}");
    assertThat(trials).hasSize(200);
    int below = 0;
    for (SearchSpace.Drawn drawn : trials) {
      Experiment one = drawn.experiment();
      assertThat(one.search()).isEmpty();
      double rate = ((OptimiserSettings.Adam) one.training().optimiser()).rate();
      assertThat(rate).isBetween(0.001, 0.1);
      below += rate < 0.01 ? 1 : 0;
      assertThat(one.training().batch()).isIn(Optional.of(8), Optional.of(16));
      assertThat(((LayerSettings.Lstm) one.model().layers().getFirst()).hidden()).isIn(4, 7, 10);
      assertThat(one.training().clip().norm().orElseThrow()).isBetween(0.5, 2.0);
    }
    assertThat(below).as("half of the decades").isBetween(80, 120);
  }

  @ParameterizedTest
  @CsvSource({"0, 0.0001, 1, 16, 1", "0.5, 0.001, 3, 64, 6", "0.9999999, 0.01, 4, 256, 10"})
  void valuesAtTheEndsAndInTheMiddle(
      double share, String log, String step, String size, String even) {
    Optional<Double> none = Optional.empty();
    Values rates = new Values(List.of(), List.of(), List.of(0.0001, 0.01), none, none, none);
    Values sizes = new Values(List.of(), List.of(), List.of(16.0, 256.0), none, none, none);
    Values whole = new Values(List.of(), List.of(1.0, 10.0), List.of(), none, none, none);
    Values steps =
        new Values(
            List.of(), List.of(), List.of(), Optional.of(1.0), Optional.of(4.4), Optional.of(1.0));
    assertThat(SearchSpace.value(rates, false, share)).isEqualTo(log);
    assertThat(SearchSpace.value(sizes, true, share)).isEqualTo(size);
    assertThat(SearchSpace.value(whole, true, share)).isEqualTo(even);
    assertThat(SearchSpace.value(steps, false, share)).isEqualTo(step);
  }

  @Test
  void stepsAreWithoutNoise() {
    Values tenths =
        new Values(
            List.of(), List.of(), List.of(), Optional.of(0.0), Optional.of(0.3), Optional.of(0.1));
    assertThat(SearchSpace.steps(tenths)).isEqualTo(4);
    assertThat(SearchSpace.step(tenths, 3)).isEqualTo("0.3");
  }

  @Test
  void noTwoTrialsAreAlike() {
    List<SearchSpace.Drawn> trials =
        trials("{trials: 50, keys: {training.batch: [8, 16], training.groups: [1, 2, 4]}}");
    assertThat(texts(trials)).hasSize(6).doesNotHaveDuplicates();
    assertThat(trials).extracting(SearchSpace.Drawn::number).containsExactly(1, 2, 3, 4, 5, 6);
  }

  @Test
  void listsOfAnything() {
    List<SearchSpace.Drawn> trials =
        trials(
            "{keys: {'model.layers': [[{gru: 3}, {dropout: 0.5}], rnn], training.optimiser: [adam,"
                + " {sgd: {rate: 0.3}}]}}");
    assertThat(trials).hasSize(4);
    assertThat(trials)
        .extracting(drawn -> drawn.experiment().model().layers().size())
        .containsOnly(1, 2);
    assertThat(trials)
        .extracting(drawn -> drawn.experiment().training().optimiser())
        .contains(new OptimiserSettings.Sgd(0.3, 0));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{keys: {}} | search.keys: expected at least one key",
        "{trials: 3} | search.keys: missing; expected names",
        "{keys: {training.batsh: [1]}} | search.keys.training.batsh: 1: unknown key; did you mean"
            + " batch?",
        "{keys: {training.batch: [16, many]}} | search.keys.training.batch: many: expected a whole"
            + " number",
        "{keys: {training.batch: {uniform: [0.5, 8]}}} | search.keys.training.batch: 0.5: expected"
            + " a whole number",
        "{keys: {training.batch: {from: 0, to: 8, step: 2}}} | search.keys.training.batch: 0:"
            + " expected a whole number",
        "{keys: {training.batch: {from: 2, to: 8}}} | search.keys.training.batch: expected from, to"
            + " and step",
        "{keys: {training.batch: {from: 2, to: 8, step: 0}}} | search.keys.training.batch.step:"
            + " expected a number above 0",
        "{keys: {training.batch: {uniform: [8, 2]}}} | search.keys.training.batch: expected two"
            + " numbers, the lower one first",
        "{keys: {training.batch: {uniform: [8]}}} | search.keys.training.batch: expected two"
            + " numbers",
        "{keys: {training.clip.norm: {log: [0, 2]}}} | search.keys.training.clip.norm: log needs"
            + " numbers above 0",
        "{keys: {training.batch: {uniform: [2, 8], log: [2, 8]}}} | search.keys.training.batch:"
            + " expected one of",
        "{keys: {training.batch: {}}} | search.keys.training.batch: expected one of",
        "{keys: {training.shuffle: {uniform: [0, 1]}}} | search.keys.training.shuffle: is no"
            + " number",
        "{keys: {model.layers.3.lstm.hidden: [4]}} | search.keys.model.layers.3.lstm.hidden: 4:"
            + " expected the number of an item",
        "{keys: {seed: [1, 2]}} | search.keys.seed: the seed with the best figure would be luck",
        "{keys: {split.validation: [8, 9]}} | search.keys.split.validation: decides what the trials"
            + " are measured on",
        "{keys: {name: [a]}} | search.keys.name: is no part of what is trained",
        "{keys: {training.optimiser: [adam], training.optimiser.adam.rate: [0.1]}} |"
            + " search.keys.training.optimiser.adam.rate: lies beneath training.optimiser",
        "{keys: {training.optimiser.sgd.rate: [1], training.optimiser.adam.rate: [0.1]}} |"
            + " search.keys.training.optimiser.adam.rate: goes with another choice of"
            + " training.optimiser",
        "{metric: speed, keys: {training.batch: [8]}} | search.metric: unknown metric \"speed\";"
            + " there are mae, rmse",
        "{method: halving, keys: {training.batch: [8]}} | search.least_epochs: halving needs two"
            + " rungs: training.epochs of at least eta × least_epochs = 9, found 3",
        "{method: halving, least_epochs: 1, keys: {training.epochs: [8]}} |"
            + " search.keys.training.epochs: halving sets the epochs itself",
        "{eta: 1, keys: {training.batch: [8]}} | search.eta: expected a whole number from 2 to 100",
      })
  void badSearchesAreRefused(String search, String message) {
    assertThatExceptionOfType(BadExperiment.class)
        .isThrownBy(() -> experiment(search))
        .withMessageContaining(message)
        .withMessageStartingWith("sales:1");
  }

  @Test
  void withoutAValidationPartThereIsNoSearch() {
    String yaml =
        SmallRuns.SALES
            .replace("validation: 16", "validation: 0")
            .replace("epochs: 3", "epochs: 3, early_stopping: none");
    assertThatExceptionOfType(BadExperiment.class)
        .isThrownBy(
            () -> Experiment.parse(yaml + "search: {keys: {training.batch: [8]}}", "sales", folder))
        .withMessageContaining(
            "search: trials are compared on the validation part, found split.validation: 0");
  }

  @Test
  void valuesThatDoNotGoTogetherAreNamedWithTheirTrial() {
    assertThatExceptionOfType(BadExperiment.class)
        .isThrownBy(() -> trials("{keys: {training.batch: [4, 8], training.groups: [1, 6]}}"))
        .withMessage(
            "search, training.batch 4, training.groups 6: training.groups: at most the batch of 4"
                + " can be parted, found 6");
  }

  @Test
  void theSearchIsReadAndPrintedAndNoTrainingLooksAtIt() {
    Experiment searched = experiment("{trials: 7, metric: rmse, keys: " + KEYS + "}");
    Experiment again = Experiment.parse(searched.yaml(folder), "again", folder);
    assertThat(again).isEqualTo(searched);
    Experiment plain = Experiment.parse(SmallRuns.SALES, "sales", folder);
    assertThat(searched.fingerprint()).isEqualTo(plain.fingerprint());
    assertThat(searched.withoutSearch()).isEqualTo(plain);
    Experiment set = searched.with("search.keys.training.batch", "[2, 3]");
    assertThat(set.search().orElseThrow().keys().get("training.batch").oneOf()).hasSize(2);
    assertThat(set.search().orElseThrow().keys()).hasSize(4);
  }

  @Test
  void rungsByHand() {
    assertThat(rungs(81, 3, 1, 81)).isEqualTo("81x1 27x3 9x9 3x27 1x81"); // Li et al. 2018, s = 4
    assertThat(rungs(27, 3, 9, 81)).isEqualTo("27x9 9x27 3x81");
    assertThat(rungs(30, 3, 3, 30)).isEqualTo("30x3 10x10 3x30");
    assertThat(rungs(16, 2, 3, 50)).isEqualTo("16x3 8x6 4x12 2x25 1x50");
    assertThat(rungs(5, 3, 1, 81)).isEqualTo("5x1 1x81"); // one alone has no rungs to climb
    assertThat(rungs(1, 3, 1, 9)).isEqualTo("1x1 1x9");
  }

  private static String rungs(int trials, int eta, int least, int most) {
    return Rung.halving(trials, eta, least, most).stream()
        .map(rung -> rung.trials() + "x" + rung.epochs())
        .collect(Collectors.joining(" "));
  }
}
