package sluice.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import sluice.fixture.Samples;
import sluice.loss.Head;
import sluice.loss.Likeness;
import sluice.loss.Model;
import sluice.loss.RegressionLoss;
import sluice.loss.SoftmaxCrossEntropy;
import sluice.math.Matrix;
import sluice.math.Rng;
import sluice.math.Steps;
import sluice.nn.Activation;
import sluice.nn.Capacity;
import sluice.nn.Input;
import sluice.nn.LayerSpec;
import sluice.nn.Network;
import sluice.nn.Noise;
import sluice.nn.PassSettings;
import sluice.nn.Weight;
import sluice.optim.Adam;
import sluice.optim.Clip;
import sluice.train.ArrayBatches;
import sluice.train.Hooks;
import sluice.train.TrainConfig;
import sluice.train.Trainer;

class AttributionTest {
  private static final int INPUTS = 3;

  private static Model model(LayerSpec spec, int inputs, int outputs) {
    Network network = Network.create(inputs, spec, 5);
    for (Weight weight : network.weights()) { // far from linear
      for (int i = 0; i < weight.values().size(); i++) {
        weight.values().data()[i] *= 2;
      }
      weight.changed();
    }
    return new Model(
        network,
        outputs == 1
            ? Head.dense(network.outputSize(), 1, new RegressionLoss.Squared(), 6)
            : Head.dense(network.outputSize(), outputs, new SoftmaxCrossEntropy(), 6));
  }

  static Stream<LayerSpec> nets() {
    return Stream.of(
        LayerSpec.lstm(8),
        LayerSpec.stack(LayerSpec.lstm(6), LayerSpec.dropout(0.5f), LayerSpec.lstm(5)),
        LayerSpec.gru(8),
        new LayerSpec.Bidirectional(LayerSpec.lstm(5), LayerSpec.Join.CONCAT),
        new LayerSpec.LstmSpec(6, 1).noise(new Noise(0.3f, 0.3f, 0, 0)),
        LayerSpec.stack(
            new LayerSpec.DenseSpec(9, Activation.TANH),
            new LayerSpec.DenseSpec(4, Activation.RELU)),
        new LayerSpec.Penalised(LayerSpec.lstm(6), 0, 2, 1));
  }

  @ParameterizedTest
  @MethodSource("nets")
  void theSumIsTheDifferenceOfTheOutputs(LayerSpec spec) {
    for (int outputs : new int[] {1, 4}) {
      Model model = model(spec, INPUTS, outputs);
      Matrix x = Samples.normal(11, INPUTS, 3);
      Matrix baseline = Samples.normal(11, INPUTS, 4);
      Attribution why = Attribution.of(model, x, baseline, 7, outputs - 1);
      assertThat(why.fits()).isTrue();
      assertThat(why.sum())
          .isCloseTo(why.difference(), within(1e-3 * Math.abs(why.difference()) + 1e-6));
      assertThat(why.output()).isCloseTo(score(model, x, 7, outputs - 1), within(1e-4));
      assertThat(why.baseline()).isCloseTo(score(model, baseline, 7, outputs - 1), within(1e-4));
    }
  }

  /** Of what the model predicts when nothing is left out: a value, or log-odds of its p. */
  private static double score(Model model, Matrix x, int step, int column) {
    Steps steps = Steps.equal(x.rows(), 1);
    Model.Pass pass = model.pass(PassSettings.predicting(Capacity.of(steps)));
    Matrix y = pass.predict(new Input.Rows(x), steps);
    double value = y.get(step, column);
    return y.columns() == 1 ? value : StrictMath.log(value / (1 - value));
  }

  @Test
  void ofALinearModelItIsExact() {
    Model model =
        new Model(
            Network.create(4, new LayerSpec.DenseSpec(1, Activation.IDENTITY), 3),
            Head.plain(1, new RegressionLoss.Squared()));
    Matrix w = model.network().weights().getFirst().values();
    Matrix x = Samples.normal(5, 4, 8);
    Matrix baseline = Samples.normal(5, 4, 9);
    Attribution why = Attribution.of(model, x, baseline, 2, 0);
    for (int t = 0; t < 5; t++) {
      for (int j = 0; j < 4; j++) {
        double expected = t == 2 ? w.get(j, 0) * (x.get(t, j) - baseline.get(t, j)) : 0;
        assertThat(why.integrated().get(t, j)).isCloseTo((float) expected, within(1e-6f));
        assertThat(why.gradient().get(t, j)).isCloseTo((float) expected, within(1e-6f));
      }
    }
    assertThat(why.points()).isEqualTo(12); // no more were needed
  }

  /** Gradient × input beside differences of the prediction. */
  @Test
  void theGradientIsThatOfTheOutput() {
    Model model = model(LayerSpec.gru(6), INPUTS, 1);
    Matrix x = Samples.normal(6, INPUTS, 3);
    Attribution why = Attribution.of(model, x, 0);
    for (int t = 0; t < 6; t++) {
      Matrix up = x.copy();
      Matrix down = x.copy();
      up.set(t, 1, x.get(t, 1) + 0.01f);
      down.set(t, 1, x.get(t, 1) - 0.01f);
      double slope = (score(model, up, 5, 0) - score(model, down, 5, 0)) / 0.02;
      assertThat(why.gradient().get(t, 1)).isCloseTo((float) (slope * x.get(t, 1)), within(2e-3f));
    }
  }

  /** The answer is column 1 at step 3; all else is noise. */
  @Test
  void aPlantedColumnAndStepComeFirst() {
    float[][][] inputs = new float[1024][6][INPUTS];
    float[][][] targets = new float[1024][1][1];
    for (int s = 0; s < inputs.length; s++) {
      long key = Rng.key(1, Rng.DATA, 0, 0, s, 0);
      for (int t = 0; t < 6; t++) {
        for (int j = 0; j < INPUTS; j++) {
          inputs[s][t][j] = Rng.normal(key, t * INPUTS + j);
        }
      }
      targets[s][0][0] = inputs[s][3][1];
    }
    Network network =
        Network.create(INPUTS, LayerSpec.stack(LayerSpec.lstm(16), LayerSpec.lastStep()), 2);
    Model model = new Model(network, Head.dense(16, 1, new RegressionLoss.Squared(), 3));
    new Trainer(
            model,
            TrainConfig.DEFAULT.epochs(20),
            Clip.NONE,
            g -> new Adam(Adam.Config.DEFAULT.rate(0.01), g, Clip.NONE))
        .fit(ArrayBatches.values(inputs, targets, 32).shuffled(1), Optional.empty(), Hooks.none());
    inputs[0][3][1] = 1.5f;
    Attribution.Part first = Attribution.of(model, Matrix.of(inputs[0]), 0).largest(1).getFirst();
    assertThat(first.step()).isEqualTo(3);
    assertThat(first.column()).isEqualTo(1);
    assertThat(first.value()).isPositive();
  }

  @Test
  void idsAreTheirOneHotRows() {
    LayerSpec spec =
        LayerSpec.stack(LayerSpec.embedding(4), LayerSpec.lstm(5), LayerSpec.lastStep());
    Model model = model(spec, 7, 1);
    int[] ids = {3, 0, 6, 3};
    Attribution why = Attribution.ofIds(model, ids, 0);
    assertThat(why.fits()).isTrue();
    for (int t = 0; t < ids.length; t++) {
      assertThat(why.bySteps()[t]).isEqualTo(why.integrated().get(t, ids[t]));
    }
    assertThatThrownBy(() -> Attribution.ofIds(model, new int[] {7}, 0))
        .hasMessageContaining("id 7 at step 0 is not in 0…6");
  }

  /**
   * Names as vectors, and the same network on one-hot columns: the sums of these are those of it.
   */
  @Test
  void aNameContributesWhatItsOneHotColumnsWould() {
    LayerSpec above = LayerSpec.stack(LayerSpec.lstm(5), LayerSpec.lastStep());
    Model model =
        model(
            LayerSpec.stack(
                LayerSpec.embeddedColumns(new LayerSpec.EmbeddedColumn(1, 3, 2)), above),
            3,
            1);
    Model wide = model(LayerSpec.stack(LayerSpec.dense(4), above), 6, 1);
    Matrix w = wide.network().weights().getFirst().values();
    Matrix table = model.network().weights().getFirst().values();
    table.set(0, 0, 0.7f); // as if learned
    w.fill(0);
    w.set(0, 0, 1);
    w.set(5, 3, 1);
    for (int name = 0; name < 4; name++) {
      w.set(1 + name, 1, table.get(name, 0));
      w.set(1 + name, 2, table.get(name, 1));
    }
    wide.network().weights().get(1).values().fill(0); // the bias
    for (int i = 1; i < model.network().weights().size(); i++) {
      wide.network().weights().get(i + 1).values().set(model.network().weights().get(i).values());
    }
    wide.weights().forEach(Weight::changed);
    model.weights().forEach(Weight::changed);
    int[] names = {2, 0, 3, 1};
    Matrix x = Samples.normal(4, 3, 5);
    Matrix oneHot = Matrix.of(4, 6);
    Matrix none = Matrix.of(4, 6);
    for (int t = 0; t < 4; t++) {
      x.set(t, 1, names[t]);
      oneHot.set(t, 0, x.get(t, 0));
      oneHot.set(t, 1 + names[t], 1);
      oneHot.set(t, 5, x.get(t, 2));
      none.set(t, 1, 1); // the unknown name
    }
    Attribution why = Attribution.of(model, x, 0);
    Attribution twin = Attribution.of(wide, oneHot, none, Attribution.LAST, 0);
    assertThat(why.fits()).isTrue();
    assertThat(why.difference()).isCloseTo(twin.difference(), within(1e-6));
    for (int t = 0; t < 4; t++) {
      double name = 0;
      double gradient = 0;
      for (int j = 1; j < 5; j++) {
        name += twin.integrated().get(t, j);
        gradient += twin.gradient().get(t, j);
      }
      assertThat(why.integrated().get(t, 1)).isCloseTo((float) name, within(1e-5f));
      assertThat(why.gradient().get(t, 1)).isCloseTo((float) gradient, within(1e-5f));
      assertThat(why.integrated().get(t, 0)).isCloseTo(twin.integrated().get(t, 0), within(1e-5f));
      assertThat(why.integrated().get(t, 2)).isCloseTo(twin.integrated().get(t, 5), within(1e-5f));
    }
    assertThat(why.integrated().get(1, 1)).isZero(); // unknown as the baseline is
  }

  @Test
  void sumsByStepsAndColumnsAreOfTheSame() {
    Attribution why =
        Attribution.of(model(LayerSpec.lstm(4), INPUTS, 1), Samples.normal(5, INPUTS, 3), 0);
    double steps = 0;
    double columns = 0;
    for (double part : why.bySteps()) {
      steps += part;
    }
    for (double part : why.byColumns()) {
      columns += part;
    }
    assertThat(steps).isCloseTo(why.sum(), within(1e-9));
    assertThat(columns).isCloseTo(why.sum(), within(1e-9));
    List<Attribution.Part> largest = why.largest(100);
    assertThat(largest).hasSize(15);
    assertThat(Math.abs(largest.get(0).value()))
        .isGreaterThanOrEqualTo(Math.abs(largest.get(14).value()));
  }

  @Test
  void whatCannotBeTakenApartIsToldInASentence() {
    Model model = model(LayerSpec.lstm(4), INPUTS, 1);
    assertThatThrownBy(() -> Attribution.of(model, Matrix.of(5, 2), 0))
        .hasMessageContaining("the sequence is [5, 2]", "[T, 3]");
    assertThatThrownBy(() -> Attribution.of(model, Matrix.of(5, 3), 1))
        .hasMessageContaining("there is no output 1, the model gives 0 to 0");
    assertThatThrownBy(() -> Attribution.of(model, Matrix.of(5, 3), Matrix.of(5, 3), 5, 0))
        .hasMessageContaining("there is no step 5 of the output, the model gives 0 to 4");
    Matrix broken = Matrix.of(5, 3);
    broken.set(2, 1, Float.NaN);
    assertThatThrownBy(() -> Attribution.of(model, broken, 0))
        .hasMessageContaining("step 2, column 1 is not");
    Model zoned = model(new LayerSpec.LstmSpec(4, 1).noise(new Noise(0, 0, 0.1f, 0)), INPUTS, 1);
    assertThatThrownBy(() -> Attribution.of(zoned, Matrix.of(5, 3), 0))
        .hasMessageContaining("zoneout");
    Model pair =
        new Model(
            Network.create(INPUTS, LayerSpec.lstm(4), 1),
            Head.pair(4, Likeness.COSINE, new RegressionLoss.Squared(), 1));
    assertThatThrownBy(() -> Attribution.of(pair, Matrix.of(5, 3), 0))
        .hasMessageContaining("a head of type pair");
  }
}
