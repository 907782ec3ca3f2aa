package sluice.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static sluice.experiment.SmallRuns.json;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sluice.inspect.Finding;
import sluice.inspect.Finding.Kind;
import tools.jackson.databind.JsonNode;

/** Runs with one fault each are told which; runs that go well are told nothing. */
class AdviceTest {
  private static final String NO_EARLY_END = "training.early_stopping=none";
  private static final String NO_CLIP = "training.clip.norm=none";

  @TempDir private Path folder;

  private RunResult run(Experiment experiment) {
    return SmallRuns.train(experiment, folder.resolve("run"));
  }

  private static String layers(String... yaml) {
    return "model.layers=[" + String.join(", ", yaml) + "]";
  }

  private Experiment rings(String... changes) {
    return AdviceCases.rings(folder, 400, false, changes);
  }

  /** Trains, and demands that the fault is named: first, or as one of two. */
  private void names(Kind kind, Experiment experiment) {
    List<Kind> named = run(experiment).advice().stream().map(Finding::kind).toList();
    assertThat(named).contains(kind);
    assertThat(named.getFirst() == kind || named.size() <= 2).as("%s", named).isTrue();
  }

  @Test
  void aNetworkOfOneUnitIsTooSmall() {
    names(Kind.UNDER_FITTING, rings(layers("{dense: {units: 1, activation: tanh}}")));
  }

  @Test
  void manyWeightsLearnFewRowsByHeart() {
    String wide = "{dense: {units: 64, activation: tanh}}";
    names(Kind.OVER_FITTING, AdviceCases.crowd(folder, 120, layers(wide, wide), NO_EARLY_END));
  }

  @Test
  void aHighRateOfAdamMakesTheLossJump() {
    names(Kind.RATE_TOO_HIGH, rings("training.optimiser={adam: 0.5}", NO_EARLY_END));
  }

  @Test
  void aHighRateOfPlainDescentMakesTheLossJump() {
    names(Kind.RATE_TOO_HIGH, rings("training.optimiser={sgd: 10}", NO_CLIP, NO_EARLY_END));
  }

  @Test
  void aThousandthOfTheRateIsTooLow() {
    names(Kind.RATE_TOO_LOW, rings("training.optimiser={adam: 0.00002}"));
    names(
        Kind.RATE_TOO_LOW,
        AdviceCases.marks(folder, 300, 10, false, "training.optimiser={adam: 0.00002}"),
        "second");
  }

  private void names(Kind kind, Experiment experiment, String name) {
    RunResult result = SmallRuns.train(experiment, folder.resolve(name));
    assertThat(result.advice()).extracting(Finding::kind).first().isEqualTo(kind);
  }

  @Test
  void eightSigmoidLayersLetTheGradientVanish() {
    String layer = "{dense: {units: 12, activation: sigmoid}}";
    names(
        Kind.VANISHING_GRADIENT,
        rings(
            layers(layer, layer, layer, layer, layer, layer, layer, layer), "training.epochs=40"));
  }

  @Test
  void aPlainRnnDoesNotSeeTheFirstOfAHundredSteps() {
    names(
        Kind.VANISHING_GRADIENT,
        AdviceCases.marks(
            folder,
            400,
            100,
            true,
            layers("{rnn: 16}"),
            "training.optimiser={adam: 0.001}",
            "training.epochs=10"));
  }

  @Test
  void largeRecurrentWeightsLetTheGradientExplode() {
    names(
        Kind.EXPLODING_GRADIENT,
        AdviceCases.marks(
            folder,
            300,
            30,
            false,
            layers("{initialised: {layers: [{rnn: 16}], recurrent: {normal: 1}}}"),
            "training.optimiser={adam: 0.001}",
            NO_CLIP));
  }

  @Test
  void unitsBelowZeroAreDead() {
    names(
        Kind.DEAD_UNITS,
        rings(
            layers(
                "{initialised: {layers: [{dense: {units: 16, activation: relu}}],"
                    + " biases: {constant: -8}}}")));
  }

  @Test
  void unitsThrownBelowZeroByLargeStepsAreDead() {
    String layer = "{dense: {units: 16, activation: relu}}";
    names(Kind.DEAD_UNITS, rings(layers(layer, layer), "training.optimiser={sgd: 20}", NO_CLIP));
  }

  @Test
  void largeBiasesSaturateTheGates() {
    names(
        Kind.SATURATED_GATES,
        AdviceCases.marks(
            folder,
            300,
            20,
            false,
            layers("{initialised: {layers: [{gru: 12}], biases: {constant: -8}}}")));
  }

  @Test
  void largeWeightsSaturateTheGates() {
    names(
        Kind.SATURATED_GATES,
        AdviceCases.marks(
            folder,
            300,
            20,
            false,
            layers(
                "{initialised: {layers: [{lstm: 12}], weights: {normal: 20},"
                    + " recurrent: {normal: 20}, biases: {normal: 10}}}")));
  }

  @Test
  void twentyRowsAreTooFew() {
    names(Kind.TOO_FEW_ROWS, AdviceCases.rings(folder, 20, false));
  }

  @Test
  void aColumnMadeFromTheTargetIsNamed() {
    RunResult result = run(AdviceCases.rings(folder, 400, true));
    assertThat(result.advice()).hasSize(1);
    Finding leak = result.advice().getFirst();
    assertThat(leak.kind()).isEqualTo(Kind.LEAK);
    assertThat(leak.sentence()).startsWith("Column code alone gives the target away: ");
    assertThat(leak.figures().getFirst().value()).isGreaterThanOrEqualTo(0.98);
    assertThat(leak.figures().getLast().value()).isLessThan(0.9);
  }

  @Test
  void aColumnKnownAheadThatIsTheTargetIsNamed() {
    assertThat(run(AdviceCases.booked(folder)).advice())
        .first()
        .matches(found -> found.kind() == Kind.LEAK)
        .matches(found -> found.sentence().contains("Column booked "));
  }

  @Test
  void theMajorityIsNoAnswer() {
    names(Kind.IMBALANCE, AdviceCases.rare(folder));
  }

  @Test
  void aRunThatGoesWellIsToldNothing() {
    assertThat(run(rings()).advice()).isEmpty();
  }

  @Test
  void aRunOfSequencesThatGoesWellIsToldNothing() {
    assertThat(run(AdviceCases.marks(folder, 300, 10, false)).advice()).isEmpty();
  }

  @Test
  void birthsAreToldNothing() {
    Experiment births = AdviceCases.example("births", "training.epochs=2", layers("{lstm: 24}"));
    assertThat(run(births).advice()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"weather", "lstm-from-scratch"})
  void examplesAreToldNothing(String name) {
    assertThat(run(AdviceCases.example(name, "training.epochs=4")).advice()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"iris", "ionosphere", "pima-indians-diabetes"})
  void knownTablesAreToldNothing(String name) {
    Path file = data().resolve("tabular/" + name + ".csv");
    assumeTrue(Files.exists(file), "the shared data are not there");
    assertThat(run(AdviceCases.table(folder, file)).advice()).isEmpty();
  }

  private static Path data() {
    return Path.of(
        Optional.ofNullable(System.getProperty("sluice.data"))
            .or(() -> Optional.ofNullable(System.getenv("SLUICE_DATA")))
            .orElse("../../shared/data"));
  }

  @Test
  void adviceStandsInEveryFile() {
    RunResult result = run(AdviceCases.rings(folder, 400, true));
    JsonNode told = json(folder.resolve("run/metrics.json")).get("advice");
    assertThat(told).hasSize(1);
    assertThat(told.get(0).propertyNames())
        .containsExactly("kind", "severity", "sentence", "figures", "remedies");
    assertThat(told.get(0).get("kind").asString()).isEqualTo("leak");
    assertThat(told.get(0).get("severity").asString()).isEqualTo("serious");
    assertThat(told.get(0).get("figures").propertyNames())
        .containsExactly("by_this_column", "by_the_best_other");
    assertThat(json(folder.resolve("run/report/report.json")).get("advice")).isEqualTo(told);
    assertThat(SmallRuns.text(result.report()))
        .contains("<h3>Leak suspected</h3>", "Column code alone gives the target away");
  }
}
