package sluice.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import sluice.inspect.Finding.Figure;
import sluice.inspect.Finding.Kind;
import sluice.inspect.Finding.Severity;
import sluice.loss.Head;
import sluice.loss.Loss;
import sluice.loss.Model;
import sluice.loss.RegressionLoss;
import sluice.loss.SoftmaxCrossEntropy;
import sluice.loss.Target;
import sluice.math.Matrix;
import sluice.math.Steps;
import sluice.math.Workers;
import sluice.nn.Activation;
import sluice.nn.Capacity;
import sluice.nn.Cell;
import sluice.nn.Input;
import sluice.nn.LayerSpec;
import sluice.nn.Network;
import sluice.train.Batch;
import sluice.train.Batches;
import sluice.train.Epoch;
import sluice.train.Training;

/** What is measured, against known answers; and each rule on both sides of its threshold. */
class DiagnosisTest {
  private static final int ROWS = 8;

  /** One batch of rows 1 to 8 in one column. */
  private record OneBatch(Target target) implements Batches {
    @Override
    public int count() {
      return 1;
    }

    @Override
    public Capacity capacity(int groups) {
      return Capacity.of(1, ROWS);
    }

    @Override
    public Batch batch(int epoch, int index, int group, int groups) {
      Matrix x = Matrix.of(ROWS, 1);
      float[] weights = new float[ROWS];
      for (int row = 0; row < ROWS; row++) {
        x.set(row, 0, row + 1);
        weights[row] = 1;
      }
      return new Batch(new Input.Rows(x), Steps.equal(1, ROWS), target, weights, true);
    }

    @Override
    public int groups(int index, int wanted) {
      return 1;
    }
  }

  private static Model model(LayerSpec layers, int outputs, Loss loss) {
    Network network = Network.create(1, layers, 3);
    return new Model(network, Head.dense(network.outputSize(), outputs, loss, 3));
  }

  private static final LayerSpec RELU = new LayerSpec.DenseSpec(4, Activation.RELU);

  @Test
  void theBestConstantOfTheSquaredLossIsTheMean() {
    Target target =
        new Target.Values(Matrix.of(new float[][] {{1}, {2}, {3}, {4}, {5}, {6}, {7}, {8}}));
    Model model = model(RELU, 1, new RegressionLoss.Squared());
    double[] losses = ConstantAnswer.losses(model, new OneBatch(target), new OneBatch(target));
    assertThat(losses[0]).isCloseTo(5.25 / 2, within(1e-6)); // half the variance of 1 to 8
    assertThat(losses[1]).isEqualTo(losses[0]);
  }

  @Test
  void theBestConstantOfCrossEntropyIsTheEntropy() {
    Target target = Target.ClassIds.of(0, 0, 0, 0, 1, 1, 2, 2);
    Model model = model(RELU, 3, new SoftmaxCrossEntropy(0));
    double[] losses = ConstantAnswer.losses(model, new OneBatch(target), new OneBatch(target));
    assertThat(losses[0]).isCloseTo(1.5 * StrictMath.log(2), within(1e-4));
  }

  @Test
  void unitsThatAreNeverAboveZeroAreCounted() {
    Model model = model(LayerSpec.stack(RELU, RELU), 1, new RegressionLoss.Squared());
    Matrix w = model.weights().get(0).values(); // [1, 4]
    Matrix b = model.weights().get(1).values();
    for (int unit = 0; unit < 4; unit++) {
      w.set(0, unit, unit < 1 ? 1 : -1); // inputs are 1 to 8
      b.set(0, unit, unit < 3 ? 0 : 2); // the last unit is above 0 at the first row
    }
    OneBatch batch = new OneBatch(new Target.Values(Matrix.of(ROWS, 1)));
    assertThat(DeadUnits.of(model.network(), batch).getFirst())
        .isEqualTo(new DeadUnits("layers.0", 4, 2));
  }

  @Test
  void thePulseTellsNormsStepByStepAndGatesAtTheirEnds() {
    Network network = Network.create(1, LayerSpec.lstm(1), 3);
    CellRecording recording = new CellRecording(network.cells().getFirst());
    Matrix dc = Matrix.of(new float[][] {{0.003f}, {0.004f}, {3}, {4}, {0.3f}, {0.4f}});
    Matrix none = Matrix.of(6, 1);
    Matrix da = Matrix.of(6, 4);
    for (int t = 2; t >= 0; t--) {
      recording.backward(t, 2 * t, 2, none, dc, none, da);
    }
    Matrix gates = Matrix.of(new float[][] {{0.01f, 0.5f, -0.99f, 0.96f}});
    recording.forward(0, 0, 1, gates, Matrix.of(1, 1), Matrix.of(1, 1));
    Pulse.Recurrent layer = Pulse.Recurrent.of(recording);
    assertThat(layer.reach()).isCloseTo(1e-3, within(1e-9));
    assertThat(layer.growth()).isCloseTo(10, within(1e-5));
    assertThat(layer.seen()).isEqualTo(2);
    assertThat(layer.saturated()).isEqualTo(2 / 3.0, within(1e-12)); // the candidate is no gate
  }

  @Test
  void aLookLeavesTheModelAsItWas() {
    Model model = model(LayerSpec.stack(LayerSpec.lstm(3), RELU), 1, new RegressionLoss.Squared());
    List<float[]> before = model.weights().stream().map(w -> w.values().toArray()).toList();
    OneBatch batch = new OneBatch(new Target.Values(Matrix.of(ROWS, 1)));
    Diagnosis.of(model, falling(8, 1, 0.1), batch, Optional.of(batch), Workers.serial());
    for (int i = 0; i < before.size(); i++) {
      assertThat(model.weights().get(i).values().toArray()).isEqualTo(before.get(i));
    }
  }

  private static Training training(double... losses) {
    List<Epoch> epochs = new ArrayList<>();
    for (int e = 0; e < losses.length; e++) {
      epochs.add(new Epoch(e + 1, losses[e], losses[e], true, 0.1, 1, 0, 1));
    }
    return new Training(epochs, losses.length, 100, Training.Ending.COMPLETED);
  }

  /** A loss that falls quickly, then levels off. */
  private static Training falling(int epochs, double from, double to) {
    double[] losses = new double[epochs];
    for (int e = 0; e < epochs; e++) {
      losses[e] = to + (from - to) * StrictMath.pow(0.5, e);
    }
    return training(losses);
  }

  private static Vitals vitals(double loss, double validation, Pulse.Recurrent... layers) {
    return new Vitals(loss, validation, 1, 1, List.of(layers), List.of(), List.of());
  }

  private static List<Kind> named(Vitals vitals, Training training) {
    return Diagnosis.of(vitals, training).stream().map(Finding::kind).toList();
  }

  @Test
  void aGoodFitIsToldNothing() {
    assertThat(named(vitals(0.2, 0.3), falling(20, 1, 0.2))).isEmpty();
  }

  @Test
  void littleLearnedIsUnderFittingOnlyWhereNothingExplainsIt() {
    Training training = falling(20, 1, 0.97);
    assertThat(named(vitals(0.96, 0.96), training)).containsExactly(Kind.UNDER_FITTING);
    assertThat(named(vitals(0.94, 0.94), training)).isEmpty();
    assertThat(named(vitals(0.96, 0.96, recurrent(1e-5, 1, 0.1)), training))
        .containsExactly(Kind.VANISHING_GRADIENT);
  }

  private static Pulse.Recurrent recurrent(double reach, double growth, double saturated) {
    Cell cell = Network.create(1, LayerSpec.gru(2), 3).cells().getFirst();
    List<Pulse.Gate> gates = List.of(new Pulse.Gate("z", false, 0.5, saturated, 0));
    return new Pulse.Recurrent(cell, 50, reach, growth, 12, gates);
  }

  @Test
  void aGradientThatDiesAwayIsNamedWhereLittleWasLearned() {
    Training training = falling(20, 1, 0.2);
    assertThat(named(vitals(0.2, 0.2, recurrent(1e-9, 1, 0)), training)).isEmpty();
    assertThat(named(vitals(0.93, 0.93, recurrent(1e-3, 1, 0)), training)).isEmpty();
    assertThat(Diagnosis.of(vitals(0.93, 0.93, recurrent(1e-9, 1, 0)), training).getFirst())
        .matches(found -> found.kind() == Kind.VANISHING_GRADIENT)
        .matches(found -> found.sentence().contains("shrinks to 1.0e-09 of its largest"))
        .matches(found -> found.sentence().endsWith("cannot see further than about 12 steps."));
  }

  @Test
  void aGradientThatGrowsAndGatesAtTheirEndsAreNamed() {
    Training training = falling(20, 1, 0.2);
    assertThat(named(vitals(0.2, 0.2, recurrent(1, 2000, 0.9)), training))
        .containsExactly(Kind.EXPLODING_GRADIENT, Kind.SATURATED_GATES);
    assertThat(named(vitals(0.2, 0.2, recurrent(1, 500, 0.7)), training)).isEmpty();
  }

  @Test
  void layersOfWhichTheLowestGetsNothingOrTooMuch() {
    Training training = falling(20, 1, 0.95);
    assertThat(named(layers(1e-4, 0.1, 1), training)).containsExactly(Kind.VANISHING_GRADIENT);
    assertThat(named(layers(1e-2, 0.1, 1), training)).containsExactly(Kind.UNDER_FITTING);
    assertThat(named(layers(5000, 100, 1), training)).containsExactly(Kind.EXPLODING_GRADIENT);
  }

  private static Vitals layers(double... gradients) {
    List<Pulse.LayerGradient> layers = new ArrayList<>();
    for (double gradient : gradients) {
      layers.add(new Pulse.LayerGradient("layers." + layers.size(), gradient));
    }
    return new Vitals(0.97, 0.97, 1, 1, List.of(), List.of(), layers);
  }

  @Test
  void aLossThatJumpsHasTooHighARate() {
    double[] jumping = {1, 0.9, 0.7, 0.9, 0.6, 0.9, 0.65, 0.8, 0.6, 0.85};
    assertThat(named(vitals(0.6, 0.6), training(jumping))).containsExactly(Kind.RATE_TOO_HIGH);
    double[] calm = {1, 0.9, 0.7, 0.69, 0.7, 0.69, 0.7, 0.69, 0.7, 0.69};
    assertThat(named(vitals(0.6, 0.6), training(calm))).isEmpty();
    double[] done = {1, 0.5, 0.1, 1e-3, 2e-3, 1e-3, 2e-3, 1e-3, 2e-3, 1e-3};
    assertThat(named(vitals(1e-3, 1e-3), training(done))).as("jumps near 0").isEmpty();
  }

  @Test
  void aLossThatFallsInAStraightLineHasTooLowARate() {
    double[] straight = {1, 0.99, 0.98, 0.97, 0.96, 0.95, 0.94, 0.93};
    assertThat(named(vitals(0.93, 0.93), training(straight))).containsExactly(Kind.RATE_TOO_LOW);
    assertThat(named(vitals(0.4, 0.4), training(straight))).as("half is learned").isEmpty();
    assertThat(named(vitals(0.9, 0.9), falling(8, 1, 0.9))).as("it levels off").isEmpty();
  }

  @Test
  void aGapBetweenThePartsIsOverFitting() {
    Training training = falling(20, 1, 0.2);
    assertThat(named(vitals(0.2, 0.44), training)).isEmpty();
    assertThat(Diagnosis.of(vitals(0.2, 0.5), training))
        .extracting(Finding::kind, Finding::severity)
        .containsExactly(org.assertj.core.groups.Tuple.tuple(Kind.OVER_FITTING, Severity.MILD));
    assertThat(Diagnosis.of(vitals(0.2, 0.8), training).getFirst().severity())
        .isEqualTo(Severity.SERIOUS);
  }

  @Test
  void whoHasLearnedNothingKnowsNothingByHeart() {
    assertThat(named(vitals(0.995, 1.6), falling(20, 1, 0.995)))
        .containsExactly(Kind.UNDER_FITTING);
  }

  @Test
  void whatWasLearnedByHeartAfterTheBestEpochIsTold() {
    List<Epoch> epochs = new ArrayList<>();
    for (int e = 1; e <= 10; e++) {
      double validation = e <= 3 ? 0.8 - 0.1 * e : 0.5 + 0.1 * (e - 3);
      epochs.add(new Epoch(e, 1.0 / e, validation, e <= 3, 0.1, 1, 0, 1));
    }
    Training training = new Training(epochs, 3, 100, Training.Ending.STOPPED_EARLY);
    Finding found = Diagnosis.of(vitals(0.4, 0.5), training).getFirst();
    assertThat(found.kind()).isEqualTo(Kind.OVER_FITTING);
    assertThat(found.sentence()).startsWith("After epoch 3 the network learns by heart: ");
  }

  @Test
  void nothingIsSaidOfATrainingWithoutAnEpochOrWithoutFigures() {
    Vitals unknown =
        new Vitals(Double.NaN, Double.NaN, Double.NaN, Double.NaN, List.of(), List.of(), List.of());
    assertThat(named(unknown, falling(20, 1, 0.2))).isEmpty();
    Training none = new Training(List.of(), 0, 0, Training.Ending.INTERRUPTED);
    OneBatch batch = new OneBatch(new Target.Values(Matrix.of(ROWS, 1)));
    Model model = model(RELU, 1, new RegressionLoss.Squared());
    assertThat(Diagnosis.of(model, none, batch, Optional.empty(), Workers.serial())).isEmpty();
  }

  @Test
  void aFindingNeedsItsFiguresAndRemedies() {
    assertThatThrownBy(() -> new Figure("loss", Double.NaN))
        .hasMessage("the figure loss of a finding must be finite, was NaN");
    assertThatThrownBy(() -> new Finding(Kind.LEAK, Severity.MILD, "A leak."))
        .hasMessage("a finding needs a sentence, a figure and a remedy: leak");
  }
}
