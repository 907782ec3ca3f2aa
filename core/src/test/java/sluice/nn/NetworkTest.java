package sluice.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import sluice.fixture.Bits;
import sluice.fixture.Samples;
import sluice.kernel.Allocation;
import sluice.loss.Head;
import sluice.loss.Loss;
import sluice.loss.Model;
import sluice.loss.RegressionLoss;
import sluice.math.Matrix;
import sluice.math.Steps;
import sluice.math.Workers;

class NetworkTest {
  private static final LayerSpec DEEP =
      LayerSpec.stack(
          LayerSpec.lstm(4),
          LayerSpec.stack(LayerSpec.dropout(0.1f), LayerSpec.rnn(5)),
          LayerSpec.lastSteps(2),
          LayerSpec.dense(6));

  @Test
  void sizesChainAndWeightsAreNamedByTheirLayer() {
    Network network = Network.create(3, DEEP, 1);
    assertThat(network.inputSize()).isEqualTo(3);
    assertThat(network.outputSize()).isEqualTo(6);
    assertThat(network.stateLength()).isEqualTo(2 * 4 + 5);
    assertThat(network.spec()).isEqualTo(DEEP);
    assertThat(network.weights().stream().map(Weight::toString))
        .containsExactly(
            "layers.0.wx [3, 16]",
            "layers.0.wh [4, 16]",
            "layers.0.b [1, 16]",
            "layers.2.wx [4, 5]",
            "layers.2.wh [5, 5]",
            "layers.2.b [1, 5]",
            "layers.4.w [5, 6]",
            "layers.4.b [1, 6]");
    assertThat(network.parameters()).isEqualTo(48 + 64 + 16 + 20 + 25 + 5 + 30 + 6);
    assertThat(network.weights().stream().map(Weight::role)).containsOnly(Weight.Role.TRAINED);
  }

  @Test
  void firstValuesFollowTheSeed() {
    Network one = Network.create(3, DEEP, 1);
    Network same = Network.create(3, DEEP, 1);
    Network other = Network.create(3, DEEP, 2);
    assertThat(Bits.hash(same.weights())).isEqualTo(Bits.hash(one.weights()));
    for (int i = 0; i < one.weights().size(); i++) {
      Matrix values = one.weights().get(i).values();
      if (values.rows() > 1) {
        assertThat(other.weights().get(i).values().toArray()).isNotEqualTo(values.toArray());
      }
    }
    assertThat(one.weights().get(1).values().get(0, 0))
        .isNotEqualTo(one.weights().get(0).values().get(0, 0));
  }

  /** A layer on top changes nothing below. */
  @Test
  void firstValuesDoNotDependOnWhatStandsAbove() {
    Network low = Network.create(3, LayerSpec.lstm(4), 1);
    Network high = Network.create(3, DEEP, 1);
    for (int i = 0; i < 3; i++) {
      Bits.assertSame("weight " + i, high.weights().get(i).values(), low.weights().get(i).values());
    }
  }

  @Test
  void firstValuesAreUniformWithinTheirBound() {
    assertUniform(Network.create(50, LayerSpec.lstm(64), 1).weights().get(0), 1 / 8.);
    assertUniform(Network.create(50, LayerSpec.lstm(64), 1).weights().get(1), 1 / 8.);
    assertUniform(Network.create(50, LayerSpec.rnn(64), 1).weights().get(0), 1 / 8.);
    assertUniform(Network.create(50, LayerSpec.rnn(64), 1).weights().get(1), 1 / 8.);
    assertUniform(Network.create(100, LayerSpec.dense(64), 1).weights().get(0), 1 / 10.);
  }

  private static void assertUniform(Weight weight, double bound) {
    double sum = 0;
    double squares = 0;
    double largest = 0;
    for (float value : weight.values().toArray()) {
      sum += value;
      squares += value * value;
      largest = Math.max(largest, Math.abs(value));
    }
    int n = weight.size();
    assertThat(largest).isBetween(0.99 * bound, bound);
    assertThat(sum / n).isCloseTo(0, within(4 * bound / Math.sqrt(3.0 * n)));
    assertThat(squares / n).isCloseTo(bound * bound / 3, within(0.05 * bound * bound));
  }

  @Test
  void biasesAreZeroButForTheForgetGates() {
    Matrix b = Network.create(2, new LayerSpec.LstmSpec(3, 1.5f), 1).weights().get(2).values();
    assertThat(b.toArray()).containsExactly(0, 0, 0, 1.5f, 1.5f, 1.5f, 0, 0, 0, 0, 0, 0);
    assertThat(Network.create(2, LayerSpec.lstm(1), 1).weights().get(2).values().toArray())
        .containsExactly(0, 1, 0, 0);
    assertThat(Network.create(2, LayerSpec.rnn(3), 1).weights().get(2).values().toArray())
        .containsOnly(0f);
    assertThat(Network.create(2, LayerSpec.dense(3), 1).weights().get(1).values().toArray())
        .containsOnly(0f);
  }

  @Test
  void aWeightChangedByHandIsSeenByPassesThatExist() {
    Network network = Network.create(2, LayerSpec.dense(1), 1);
    Steps steps = Steps.equal(1, 1);
    Network.Pass pass = network.pass(PassSettings.predicting(Capacity.of(steps)));
    Input x = new Input.Rows(Matrix.of(new float[] {1, 0}));
    pass.forward(x, steps);
    Weight w = network.weights().get(0);
    long version = w.version();
    w.values().set(0, 0, 7);
    w.changed();
    assertThat(w.version()).isEqualTo(version + 1);
    assertThat(pass.forward(x, steps).get(0, 0)).isEqualTo(7);
  }

  @Test
  void theStateOfAStackIsItsLayersOneAfterTheOther() {
    Network network = Network.create(3, DEEP, 1);
    Steps steps = Steps.of(3, 1);
    Network.Pass pass = network.pass(PassSettings.predicting(Capacity.of(steps)));
    Matrix start = Samples.normal(2, 13, 5);
    pass.start().set(start);
    pass.forward(new Input.Rows(Samples.normal(4, 3, 6)), steps);
    assertThat(pass.end()).hasToString("[2, 13]");

    Network lstm = Network.create(3, LayerSpec.lstm(4), 1);
    Network.Pass alone = lstm.pass(PassSettings.predicting(Capacity.of(steps)));
    for (int b = 0; b < 2; b++) {
      System.arraycopy(start.data(), start.at(b), alone.start().data(), alone.start().at(b), 8);
    }
    Matrix h = alone.forward(new Input.Rows(Samples.normal(4, 3, 6)), steps);
    for (int b = 0; b < 2; b++) {
      for (int j = 0; j < 8; j++) {
        assertThat(pass.end().get(b, j)).isEqualTo(alone.end().get(b, j));
      }
      assertThat(alone.end().get(b, 0)).isEqualTo(h.get(steps.lastRow(b), 0));
    }
  }

  @Test
  void layersKnowTheirSizes() {
    List<LayerSpec> specs = new ArrayList<>(Samples.layers(5));
    specs.add(LayerSpec.dropout(0.5f));
    specs.add(LayerSpec.lastStep());
    for (LayerSpec spec : specs) {
      Layer layer = new Blueprint(1).build(spec, 3);
      assertThat(layer.spec()).isEqualTo(spec);
      assertThat(layer.inputSize()).isEqualTo(3);
      boolean keepsWidth =
          spec instanceof LayerSpec.DropoutSpec || spec instanceof LayerSpec.LastStepsSpec;
      assertThat(layer.outputSize()).isEqualTo(keepsWidth ? 3 : 5);
    }
  }

  @Test
  void layersWithoutMemoryHaveNoState() {
    for (LayerSpec spec :
        List.of(LayerSpec.dense(2), LayerSpec.dropout(0.5f), LayerSpec.lastStep())) {
      Network network = Network.create(2, spec, 1);
      assertThat(network.stateLength()).isZero();
      Steps steps = Steps.equal(2, 3);
      Network.Pass pass = network.pass(Samples.training(steps, new Gradients(network.weights())));
      Matrix y = pass.forward(new Input.Rows(Matrix.of(6, 2)), steps);
      assertThat(pass.start()).hasToString("[3, 0]");
      assertThat(pass.end()).hasToString("[3, 0]");
      pass.backward(y.copy());
      assertThat(pass.startGradient()).hasToString("[3, 0]");
    }
  }

  /** The estimate is what a pass really takes, give or take a little. */
  @Test
  void theMemoryOfAPassIsForetold() {
    assertForetold(64, new Capacity(30, 100, 2500));
    assertForetold(64, Capacity.of(1, 2000));
    assertForetold(200, Capacity.of(1, 4)); // mostly products
  }

  private static void assertForetold(int size, Capacity capacity) {
    List<LayerSpec> specs = new ArrayList<>(Samples.layers(size));
    specs.add(
        LayerSpec.stack(LayerSpec.lstm(size), LayerSpec.lastStep(), LayerSpec.dense(8 * size)));
    specs.add(LayerSpec.stack(LayerSpec.dense(2 * size), LayerSpec.lastSteps(5)));
    specs.add(LayerSpec.dropout(0.5f));
    specs.add(LayerSpec.stack(LayerSpec.lstm(size), LayerSpec.meanPool()));
    specs.add(LayerSpec.stack(LayerSpec.dense(size), LayerSpec.maxPool()));
    for (LayerSpec spec : specs) {
      Network network = Network.create(20, spec, 1);
      int outputs = network.outputSize();
      Loss loss = new RegressionLoss.Squared();
      assertForetold(new Model(network, Head.dense(outputs, 30, loss, 1)), capacity);
      assertForetold(new Model(network, Head.plain(outputs, loss)), capacity);
    }
  }

  private static void assertForetold(Model model, Capacity capacity) {
    Network network = model.network();
    for (boolean training : new boolean[] {true, false}) {
      PassSettings settings =
          training
              ? Samples.training(capacity, new Gradients(model.weights()))
              : PassSettings.predicting(capacity).workers(Workers.serial());
      model.pass(settings); // loads classes
      long before = Allocation.bytes();
      model.pass(settings);
      double taken = Allocation.bytes() - before + madeAtFirstUse(model, capacity, training);
      assertThat((double) model.passBytes(capacity, training))
          .as("%s, %s, %s, training %s", network.spec(), model.head(), capacity, training)
          .isCloseTo(taken, within(0.05 * taken + 20 * capacity.sequences() + 10_000));
    }
  }

  /**
   * What products hold from the first batch on: those with an input, when its kind is known, and
   * all that share their packed copies.
   */
  private static long madeAtFirstUse(Model model, Capacity capacity, boolean training) {
    long floats = 0;
    for (Weight weight : training ? model.network().weights() : model.weights()) {
      boolean past = weight.name().endsWith(".wh");
      boolean recurrent = past || weight.name().endsWith(".wn") || weight.name().endsWith(".wp");
      if (weight.values().rows() > 1 && !(recurrent && training)) {
        int inputs = weight.values().rows();
        int columns = weight.values().columns();
        floats += RowProduct.floats(inputs, columns);
        floats += training ? WeightGradient.floats(capacity.rows(), inputs, columns) : 0;
      }
      if (past && training) { // the past of a ragged batch
        floats += (long) capacity.rows() * weight.values().rows();
      }
      if (weight.name().endsWith(".p")
          && training
          && model.network().spec() instanceof LayerSpec.LstmSpec lstm) { // of the cells too
        floats += (long) capacity.rows() * lstm.hidden();
      }
      if (weight.name().endsWith(".u") && training) {
        floats += (long) capacity.rows() * weight.values().columns();
      }
    }
    return Float.BYTES * floats;
  }

  @Test
  void capacitiesAreChecked() {
    assertThat(Capacity.of(3, 4)).isEqualTo(new Capacity(3, 4, 12));
    assertThat(Capacity.of(Steps.of(3, 1))).isEqualTo(new Capacity(3, 2, 4));
    for (int[] wrong : new int[][] {{0, 1, 1}, {1, 0, 1}, {1, 1, 0}, {2, 3, 7}}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new Capacity(wrong[0], wrong[1], wrong[2]))
          .withMessage(
              "no such capacity: %d steps, %d sequences, %d rows", wrong[0], wrong[1], wrong[2]);
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Network.create(0, LayerSpec.lstm(1), 1))
        .withMessage("inputSize must be at least 1, was 0");
  }

  @Test
  void settingsCanBeChangedByCopy() {
    PassSettings settings = PassSettings.predicting(Capacity.of(1, 2));
    assertThat(settings.workers()).isSameAs(Workers.shared());
    assertThat(settings.inputGradient()).isFalse();
    assertThat(settings.probe()).isSameAs(Probe.NONE);
    Probe probe = new Probe() {};
    PassSettings changed =
        settings
            .probe(probe)
            .inputGradient(true)
            .workers(Workers.serial())
            .capacity(Capacity.of(3, 4));
    assertThat(changed.probe()).isSameAs(probe);
    assertThat(changed.inputGradient()).isTrue();
    assertThat(changed.workers()).isSameAs(Workers.serial());
    assertThat(changed.capacity()).isEqualTo(Capacity.of(3, 4));
    assertThat(changed.gradients()).isEmpty();
    Gradients gradients = new Gradients(List.of());
    Draw draw = new Draw(1);
    PassSettings training = PassSettings.training(Capacity.of(1, 2), gradients, draw);
    assertThat(training.gradients()).contains(gradients);
    assertThat(training.draw()).isSameAs(draw);
    assertThat(training.inputGradient()).isFalse();
  }

  @Test
  void aStackOfNothingThatLearnsIsLegal() {
    LayerSpec spec = LayerSpec.stack(LayerSpec.dropout(0), LayerSpec.lastStep());
    Network network = Network.create(2, spec, 1);
    Steps steps = Steps.equal(3, 1);
    Matrix x = Samples.normal(3, 2, 1);
    for (boolean input : new boolean[] {false, true}) {
      PassSettings settings = Samples.training(steps, new Gradients(List.of()));
      Network.Pass pass = network.pass(settings.inputGradient(input));
      Matrix y = pass.forward(new Input.Rows(x), steps);
      assertThat(y.toArray()).containsExactly(x.get(2, 0), x.get(2, 1));
      Matrix dx = pass.backward(y.copy());
      if (input) {
        assertThat(dx.toArray()).containsExactly(0, 0, 0, 0, x.get(2, 0), x.get(2, 1));
      }
    }
  }

  @Test
  void withoutItsGradientAnInputIsLeftAlone() {
    assertInputLeftAlone(LayerSpec.stack(LayerSpec.lstm(4), LayerSpec.dense(2)));
    assertInputLeftAlone(
        LayerSpec.stack(LayerSpec.dropout(0.3f), LayerSpec.dropout(0.2f), LayerSpec.lstm(2)));
    assertInputLeftAlone(LayerSpec.stack(LayerSpec.dropout(0.3f), LayerSpec.dense(2)));
  }

  private static void assertInputLeftAlone(LayerSpec spec) {
    Network network = Network.create(3, spec, 1);
    Steps steps = Steps.equal(3, 2);
    Gradients with = new Gradients(network.weights());
    Gradients without = new Gradients(network.weights());
    Input x = new Input.Rows(Samples.normal(6, 3, 1));
    Matrix dy = Samples.normal(6, 2, 2);
    Network.Pass one = network.pass(Samples.training(steps, with));
    Network.Pass two = network.pass(Samples.training(steps, without).inputGradient(false));
    one.forward(x, steps);
    two.forward(x, steps);
    assertThat(one.backward(dy)).hasToString("[6, 3]");
    two.backward(dy);
    Bits.assertSame("weights", without, with);
  }
}
