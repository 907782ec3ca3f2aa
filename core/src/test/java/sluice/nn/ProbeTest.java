package sluice.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import sluice.fixture.Bits;
import sluice.fixture.Samples;
import sluice.inspect.Reference;
import sluice.inspect.Trial;
import sluice.loss.Head;
import sluice.loss.Model;
import sluice.loss.RegressionLoss;
import sluice.loss.SoftmaxCrossEntropy;
import sluice.loss.Target;
import sluice.math.Matrix;
import sluice.math.Steps;

class ProbeTest {

  /** Copies everything it is shown. */
  private static final class Copies implements Probe {
    record Step(int layer, int t, int first, int count, List<Matrix> seen) {}

    final List<Step> forward = new ArrayList<>();
    final List<Step> backward = new ArrayList<>();

    @Override
    public void forwardStep(
        int layer, int t, int first, int count, Matrix gates, Matrix c, Matrix h) {
      forward.add(new Step(layer, t, first, count, copies(gates, c, h)));
    }

    @Override
    public void backwardStep(
        int layer,
        int t,
        int first,
        int count,
        Matrix dh,
        Matrix dcFromOutput,
        Matrix dcFromNext,
        Matrix da) {
      backward.add(new Step(layer, t, first, count, copies(dh, dcFromOutput, dcFromNext, da)));
    }

    private static List<Matrix> copies(Matrix... matrices) {
      return List.of(matrices).stream().map(Matrix::copy).toList();
    }
  }

  /** An LSTM, a dense layer, an LSTM and an RNN: indexes 0, 1, 2, 3. */
  private static final LayerSpec SPEC =
      LayerSpec.stack(LayerSpec.lstm(6), LayerSpec.dense(4), LayerSpec.lstm(5), LayerSpec.rnn(3));

  private static final Steps STEPS = Steps.of(2, 4, 1, 4, 3);

  private record Run(Gradients gradients, Matrix y, Matrix dx, Matrix dStart) {
    static Run of(Trial trial, Probe probe) {
      Network network = trial.model().network();
      Gradients gradients = new Gradients(network.weights());
      PassSettings settings =
          PassSettings.training(Capacity.of(trial.steps()), gradients, trial.draw())
              .inputGradient(true)
              .probe(probe);
      Network.Pass pass = network.pass(settings);
      pass.start().set(trial.start());
      Matrix y = pass.forward(trial.input(), trial.steps());
      Matrix dh = Matrix.of(y.rows(), y.columns());
      trial
          .model()
          .head()
          .pass(y.rows(), java.util.Optional.empty(), sluice.math.Workers.serial())
          .lossAndGradient(y, trial.target(), trial.weights(), dh);
      Matrix dx = pass.backward(dh, trial.v());
      return new Run(gradients, y, dx, pass.startGradient());
    }
  }

  private static Trial trial() {
    Model model = Samples.model(3, SPEC, Head.plain(3, new RegressionLoss.Squared()), 4);
    return Trial.random(model, STEPS, 5);
  }

  @Test
  void withAProbeEveryBitIsTheSame() {
    Trial trial = trial();
    Run without = Run.of(trial, Probe.NONE);
    Run with = Run.of(trial, new Copies());
    Bits.assertSame("outputs", with.y, without.y);
    Bits.assertSame("dx", with.dx, without.dx);
    Bits.assertSame("start gradient", with.dStart, without.dStart);
    Bits.assertSame("probed", with.gradients, without.gradients);
  }

  /** Every recurrent cell in every form, alone, both ways, beside its input, and under another. */
  static List<LayerSpec> everyCell() {
    List<LayerSpec> cells = new ArrayList<>(Samples.cells(4));
    cells.addAll(List.of(LayerSpec.lstm(4), LayerSpec.rnn(4)));
    cells.addAll(Samples.penalised(4));
    List<LayerSpec> specs = new ArrayList<>(cells);
    for (LayerSpec cell : cells) {
      if (!cell.toString().contains("LastSteps")) {
        specs.add(LayerSpec.bidirectional(cell));
        specs.add(LayerSpec.stack(LayerSpec.dense(4), LayerSpec.residual(cell), LayerSpec.rnn(4)));
      }
    }
    specs.removeIf(spec -> spec.toString().contains("LastSteps")); // other rows than the batch's
    return specs;
  }

  @ParameterizedTest
  @MethodSource("everyCell")
  void whatIsShownIsWhatTheEquationsSay(LayerSpec spec) {
    int outputs = Network.create(3, spec, 4).outputSize();
    Head head = Head.plain(outputs, new RegressionLoss.Squared());
    Trial trial = Trial.random(Samples.model(3, spec, head, 4), STEPS, 5);
    Copies copies = new Copies();
    Run with = Run.of(trial, copies);
    Bits.assertSame("gradients", with.gradients, Run.of(trial, Probe.NONE).gradients);
    Reference reference = Reference.of(trial);
    int seen = 0;
    for (Copies.Step step : copies.forward) {
      seen += compare(step, "gates", step.seen.get(0), reference.gates(step.layer));
    }
    for (Copies.Step step : copies.backward) {
      double[][] fromNext = reference.cellGradientFromNext(step.layer);
      seen += compare(step, "dh", step.seen.get(0), reference.hiddenGradient(step.layer));
      seen += compare(step, "dc from t+1", step.seen.get(2), fromNext);
      double[][] fromOutput = difference(reference.cellGradient(step.layer), fromNext);
      seen += compare(step, "dc from the output", step.seen.get(1), fromOutput);
      seen += compare(step, "da", step.seen.get(3), reference.sumGradient(step.layer));
    }
    assertThat(seen).isGreaterThanOrEqualTo(2 * 14 * 4); // dh and da of every row
    assertThat(copies.backward).hasSameSizeAs(copies.forward);
  }

  private static double[][] difference(double[][] whole, double[][] part) {
    double[][] rest = new double[whole.length][];
    for (int r = 0; r < rest.length; r++) {
      rest[r] = whole[r].clone();
      for (int j = 0; j < rest[r].length; j++) {
        rest[r][j] -= part[r][j];
      }
    }
    return rest;
  }

  /** Compares the rows of a step; returns how many numbers there were. */
  private static int compare(Copies.Step step, String what, Matrix shown, double[][] expected) {
    double largest = 1e-3;
    for (double[] row : expected) {
      for (double value : row) {
        largest = Math.max(largest, Math.abs(value));
      }
    }
    int count = 0;
    for (int row = step.first; row < step.first + step.count; row++) {
      assertThat(shown.size() == 0 ? 0 : shown.columns()).as(what).isEqualTo(expected[row].length);
      for (int j = 0; j < expected[row].length; j++) {
        assertThat((double) shown.get(row, j))
            .as("%s of layer %d at t %d, row %d, column %d", what, step.layer, step.t, row, j)
            .isCloseTo(expected[row][j], within(1e-5 * largest));
        count++;
      }
    }
    return count;
  }

  @Test
  void everyStepOfEveryRecurrentLayerIsShown() {
    Copies copies = new Copies();
    Run.of(trial(), copies);
    List<String> expected = new ArrayList<>();
    for (int layer : new int[] {0, 2, 3}) {
      for (int t = 0; t < STEPS.count(); t++) {
        expected.add(layer + " " + t + " " + STEPS.offset(t) + " " + STEPS.alive(t));
      }
    }
    assertThat(copies.forward.stream().map(ProbeTest::place)).containsExactlyElementsOf(expected);
    assertThat(copies.backward.stream().map(ProbeTest::place))
        .containsExactlyElementsOf(expected.reversed());
  }

  private static String place(Copies.Step step) {
    return step.layer + " " + step.t + " " + step.first + " " + step.count;
  }

  /** c = f ⊙ c₋₁ + i ⊙ g and h = o ⊙ tanh c, of what is shown. */
  @Test
  void gatesCellsAndHiddenStatesFitTogether() {
    Trial trial = trial();
    Copies copies = new Copies();
    Run.of(trial, copies);
    for (Copies.Step step : copies.forward) {
      if (step.layer != 0) {
        continue;
      }
      Matrix gates = step.seen.get(0);
      Matrix c = step.seen.get(1);
      Matrix h = step.seen.get(2);
      assertThat(gates).hasToString("[14, 24]");
      for (int b = 0; b < step.count; b++) {
        int row = step.first + b;
        for (int j = 0; j < 6; j++) {
          double before =
              step.t == 0 ? trial.start().get(b, 6 + j) : c.get(STEPS.row(step.t - 1, b), j);
          double after =
              gates.get(row, 6 + j) * before + gates.get(row, j) * gates.get(row, 12 + j);
          assertThat((double) c.get(row, j)).isCloseTo(after, within(1e-6));
          assertThat((double) h.get(row, j))
              .isCloseTo(gates.get(row, 18 + j) * StrictMath.tanh(c.get(row, j)), within(1e-6));
        }
      }
    }
  }

  @Test
  void aPlainLayerHasNoGates() {
    Copies copies = new Copies();
    Run run = Run.of(trial(), copies);
    Copies.Step step = copies.forward.getLast();
    assertThat(step.layer).isEqualTo(3);
    assertThat(step.seen.get(0).size()).isZero();
    Bits.assertSame("c", step.seen.get(1), run.y);
    Bits.assertSame("h", step.seen.get(2), run.y);
    Copies.Step back = copies.backward.getFirst();
    assertThat(back.layer).isEqualTo(3);
    assertThat(back.seen.get(1).size()).isZero();
    assertThat(back.seen.get(2).size()).isZero();
    assertThat(back.seen.get(3)).hasToString("[14, 3]");
  }

  /** The two ways on which the gradient reaches a cell state add up to all of it. */
  @Test
  void theTwoSourcesOfTheCellGradientAddUp() {
    Trial trial = trial();
    Copies copies = new Copies();
    Run.of(trial, copies);
    Reference reference = Reference.of(trial);
    int seen = 0;
    for (Copies.Step step : copies.backward) {
      if (step.layer == 3) {
        continue;
      }
      double[][] whole = reference.cellGradient(step.layer);
      for (int row = step.first; row < step.first + step.count; row++) {
        for (int j = 0; j < whole[row].length; j++) {
          double sum = (double) step.seen.get(1).get(row, j) + step.seen.get(2).get(row, j);
          assertThat(sum).isCloseTo(whole[row][j], within(2e-6));
          seen++;
        }
      }
      if (step.t == STEPS.count() - 1) {
        for (int b = 0; b < step.count; b++) { // from the final state's gradient alone
          int column = step.layer == 0 ? 6 : 12 + 5;
          assertThat(step.seen.get(2).get(step.first + b, 0)).isEqualTo(trial.v().get(b, column));
        }
      }
    }
    assertThat(seen).isEqualTo(14 * (6 + 5));
  }

  @Test
  void theHiddenGradientOfTheTopLayerIsTheHeadsAtTheEnd() {
    Trial trial = trial();
    Copies copies = new Copies();
    Run run = Run.of(trial, copies);
    Copies.Step last = copies.backward.getFirst();
    assertThat(last.t).isEqualTo(3);
    Target.Values target = (Target.Values) trial.target();
    for (int b = 0; b < last.count; b++) {
      int row = last.first + b;
      float r = (run.y.get(row, 0) - target.values().get(row, 0)) * trial.weights()[row];
      float end = trial.v().get(b, 12 + 10);
      assertThat(last.seen.get(0).get(row, 0)).isCloseTo(r + end, within(1e-6f));
    }
  }

  /** The network that the project grew from, and every shape of its passes. */
  @ParameterizedTest
  @ValueSource(ints = {1, 10})
  void theShapesOfThreeLayersOfThirty(int time) {
    LayerSpec spec =
        LayerSpec.stack(
            LayerSpec.lstm(30), LayerSpec.lstm(30), LayerSpec.lstm(30), LayerSpec.lastStep());
    Network network = Network.create(2, spec, 1);
    Head head = Head.dense(30, 2, new SoftmaxCrossEntropy(), 1);
    Model model = new Model(network, head);
    assertThat(network.parameters()).isEqualTo(18_600);
    assertThat(head.weights().stream().mapToInt(Weight::size).sum()).isEqualTo(62);
    assertThat(model.parameters()).isEqualTo(18_600 + 62);

    Trial trial = Trial.random(model, Steps.equal(time, 32), 2);
    Gradients gradients = new Gradients(model.weights());
    Copies copies = new Copies();
    PassSettings settings = Samples.training(trial.steps(), gradients).probe(copies);
    Network.Pass layers = network.pass(settings);
    Matrix h = layers.forward(trial.input(), trial.steps());
    assertThat(h).hasToString("[32, 30]");
    Matrix dh = Matrix.of(32, 30);
    Head.Pass pass = head.pass(32, settings.gradients(), settings.workers());
    pass.lossAndGradient(h, trial.target(), trial.weights(), dh);
    Matrix dx = layers.backward(dh);
    assertThat(dx).hasToString("[" + 32 * time + ", 2]");

    for (int i = 0; i < 3; i++) {
      List<Weight> weights = network.weights();
      assertThat(gradients.of(weights.get(3 * i))).hasToString(i == 0 ? "[2, 120]" : "[30, 120]");
      assertThat(gradients.of(weights.get(3 * i + 1))).hasToString("[30, 120]");
      assertThat(gradients.of(weights.get(3 * i + 2))).hasToString("[1, 120]");
    }
    assertThat(gradients.of(head.weights().get(0))).hasToString("[30, 2]");
    assertThat(gradients.of(head.weights().get(1))).hasToString("[1, 2]");
    assertThat(copies.backward).hasSize(3 * time);
    for (Copies.Step step : copies.backward) {
      assertThat(step.count).isEqualTo(32);
      assertThat(step.seen.get(0)).as("dh").hasToString("[" + 32 * time + ", 30]");
      assertThat(step.seen.get(3)).as("da").hasToString("[" + 32 * time + ", 120]");
    }
    assertHeadDelta(trial, pass, h, dh, copies);
  }

  /** [32, 2] · [2, 30] → [32, 1, 30]: the head's delta times its weights, at the last step. */
  private static void assertHeadDelta(
      Trial trial, Head.Pass pass, Matrix h, Matrix dh, Copies copies) {
    Matrix p = pass.predict(h);
    assertThat(p).hasToString("[32, 2]");
    Matrix w = trial.model().head().weights().get(0).values();
    Copies.Step top = copies.backward.getFirst();
    Target.ClassIds classes = (Target.ClassIds) trial.target();
    for (int b = 0; b < 32; b++) {
      for (int j = 0; j < 30; j++) {
        double sum = 0;
        for (int k = 0; k < 2; k++) {
          double delta = p.get(b, k) - (classes.get(b) == k ? 1 : 0);
          sum += trial.weights()[b] * delta * w.get(j, k);
        }
        assertThat((double) dh.get(b, j)).isCloseTo(sum, within(1e-6));
        assertThat(top.seen.get(0).get(top.first + b, j)).isEqualTo(dh.get(b, j));
      }
    }
  }
}
