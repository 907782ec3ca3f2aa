package sluice.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static sluice.inspect.KnownAnswers.fillFromIfog;
import static sluice.inspect.KnownAnswers.linspace;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import sluice.fixture.Samples;
import sluice.loss.Head;
import sluice.loss.Loss;
import sluice.loss.Model;
import sluice.loss.PerceptronCriterion;
import sluice.loss.RegressionLoss;
import sluice.loss.SoftmaxCrossEntropy;
import sluice.loss.Target;
import sluice.math.Matrix;
import sluice.math.Steps;
import sluice.math.Workers;
import sluice.nn.Activation;
import sluice.nn.Capacity;
import sluice.nn.Gradients;
import sluice.nn.Input;
import sluice.nn.LayerSpec;
import sluice.nn.Network;
import sluice.nn.PassSettings;
import sluice.nn.Weight;

class ReferenceTest {
  /** Largest distance, divided by the largest value of its tensor. */
  private static final double BOUND = 1e-5;

  static List<Arguments> sizes() {
    List<Arguments> cases = new ArrayList<>();
    for (LayerSpec spec : Samples.layers(5)) {
      cases.add(Arguments.of(spec, Steps.of(3, 7, 1, 3, 2), 3));
    }
    for (LayerSpec spec : Samples.wholeSequenceLayers(6)) {
      cases.add(Arguments.of(spec, Steps.of(3, 7, 1, 3, 2), 3));
    }
    for (LayerSpec spec : Samples.penalised(6)) {
      cases.add(Arguments.of(spec, Steps.of(3, 7, 1, 3, 2), 3));
    }
    cases.add(Arguments.of(LayerSpec.layerNorm(), Steps.of(30, 20, 20), 40));
    cases.add(Arguments.of(LayerSpec.attentionPool(24), Steps.of(30, 20, 20), 40));
    LayerSpec reshaped =
        LayerSpec.stack(
            LayerSpec.reshape(3),
            LayerSpec.lstm(6),
            LayerSpec.reshape(9),
            LayerSpec.dense(4),
            LayerSpec.reshape(1));
    cases.add(Arguments.of(reshaped, Steps.of(6, 3, 3, 12), 9));
    LayerSpec flat = LayerSpec.stack(LayerSpec.rnn(3), LayerSpec.flatten(5), LayerSpec.dense(4));
    cases.add(Arguments.of(flat, Steps.equal(5, 3), 2));
    for (Activation activation : Samples.activations()) {
      LayerSpec spec =
          LayerSpec.stack(
              new LayerSpec.DenseSpec(33, activation), LayerSpec.activation(activation));
      cases.add(Arguments.of(spec, Steps.of(9, 4, 4), 7));
    }
    LayerSpec wide =
        LayerSpec.stack(LayerSpec.lstm(64), LayerSpec.dropout(0.2f), LayerSpec.lstm(64));
    cases.add(Arguments.of(wide, Steps.equal(16, 16), 9));
    cases.add(Arguments.of(LayerSpec.lstm(64), Steps.equal(8, 32), 64));
    cases.add(Arguments.of(LayerSpec.rnn(64), Steps.equal(8, 32), 17));
    cases.add(Arguments.of(LayerSpec.dense(48), Steps.of(100, 100, 56), 33));
    LayerSpec relu =
        LayerSpec.stack(
            new LayerSpec.RnnSpec(30, Activation.RELU),
            LayerSpec.lastSteps(3),
            new LayerSpec.DenseSpec(20, Activation.RELU),
            LayerSpec.dropout(0.5f));
    cases.add(Arguments.of(relu, Steps.of(20, 13, 13, 2, 1, 9), 6));
    return cases;
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void agreesOnOutputsAndEveryGradient(LayerSpec spec, Steps steps, int inputs) {
    int outputs = Network.create(inputs, spec, 1).outputSize();
    Model plain = Samples.model(inputs, spec, Head.plain(outputs, new RegressionLoss.Squared()), 2);
    assertAgrees(Trial.random(plain, steps, 3));
    Model classes =
        Samples.model(inputs, spec, Head.dense(outputs, 11, new SoftmaxCrossEntropy(), 4), 5);
    assertAgrees(Trial.random(classes, steps, 6));
  }

  static List<Loss> losses() {
    return Samples.losses();
  }

  @ParameterizedTest
  @MethodSource("losses")
  void agreesOnEveryLoss(Loss loss) {
    Model model = Samples.model(4, LayerSpec.lstm(6), Head.dense(6, 5, loss, 7), 8);
    assertAgrees(Trial.awayFromKinks(model, Steps.of(2, 3), 9));
  }

  @Test
  void agreesOnThePerceptronsCriterion() {
    Loss loss = new PerceptronCriterion();
    Model model = Samples.model(4, LayerSpec.lstm(6), Head.dense(6, 2, loss, 7), 8);
    assertAgrees(Trial.awayFromKinks(model, Steps.of(1, 3), 9));
  }

  @Test
  void agreesOnIdsAndJoinedInputs() {
    Model model = Samples.plain(9, LayerSpec.lstm(6), 8);
    Trial trial = Trial.random(model, Steps.of(3, 2), 9);
    Input joined =
        new Input.Joined(
            List.of(Input.Ids.of(4, 3, 0, 3, 1, 2), new Input.Rows(Samples.normal(5, 5, 1))));
    assertAgrees(trial.input(joined));
    assertAgrees(trial.input(Input.Ids.of(9, 8, 0, 3, 8, 2)));
  }

  private static void assertAgrees(Trial trial) {
    Model model = trial.model();
    Reference reference = Reference.of(trial);
    Gradients gradients = new Gradients(model.weights());
    var settings = trial.settings(gradients);
    Network.Pass layers = model.network().pass(settings);
    int rows = trial.target().rows();
    Head.Pass head = model.head().pass(rows, settings.gradients(), Workers.serial());
    layers.start().rows(trial.start().rows()).set(trial.start());
    Matrix h = layers.forward(trial.input(), trial.steps());
    assertClose("hidden", h, reference.hidden());
    assertClose("end", layers.end(), reference.end());
    assertClose("predictions", head.predict(h).copy(), reference.predictions());
    Matrix dh = Matrix.of(rows, h.columns());
    double loss = head.lossAndGradient(h, trial.target(), trial.weights(), dh);
    assertThat(loss).isCloseTo(reference.loss(), within(BOUND * Math.abs(reference.loss())));
    assertThat(head.loss(h, trial.target(), trial.weights())).isEqualTo(loss);
    assertClose("input gradient", layers.backward(dh, trial.v()), reference.inputGradient());
    assertClose("start gradient", layers.startGradient(), reference.startGradient());
    for (Weight weight : model.weights()) {
      assertClose(weight.name(), gradients.of(weight), reference.gradient(weight));
    }
  }

  private static void assertClose(String what, Matrix actual, double[][] expected) {
    double largest = 0;
    double worst = 0;
    for (int r = 0; r < expected.length; r++) {
      assertThat(expected[r].length).as(what).isEqualTo(actual.columns());
      for (int j = 0; j < expected[r].length; j++) {
        largest = Math.max(largest, Math.abs(expected[r][j]));
        worst = Math.max(worst, Math.abs(actual.get(r, j) - expected[r][j]));
        assertThat(actual.get(r, j)).as(what).isFinite();
      }
    }
    assertThat(worst).as("%s, largest distance", what).isLessThanOrEqualTo(BOUND * largest);
  }

  /** Known values of a small case, in the order i f o g there. */
  @Test
  void theKnownCaseOfATextbook() {
    Network network = Network.create(4, LayerSpec.lstm(5), 0);
    List<Weight> weights = network.weights();
    fillFromIfog(weights.get(0), -2.1, 1.3);
    fillFromIfog(weights.get(1), -0.7, 2.2);
    fillFromIfog(weights.get(2), 0.3, 0.7);
    Matrix x = linspace(3, 4, -0.4, 1.2);
    Matrix h0 = linspace(3, 5, -0.3, 0.7);
    Matrix c0 = linspace(3, 5, -0.4, 0.9);
    double[] known = {0.24635157, 0.28610883, 0.32240467, 0.35525807, 0.38474904};

    Network.Pass pass = network.pass(PassSettings.predicting(Capacity.of(1, 3)));
    for (int b = 0; b < 3; b++) {
      for (int j = 0; j < 5; j++) {
        pass.start().set(b, j, h0.get(b, j));
        pass.start().set(b, 5 + j, c0.get(b, j));
      }
    }
    Matrix start = pass.start().copy();
    Matrix h = pass.forward(new Input.Rows(x), Steps.equal(1, 3));
    Model model = new Model(network, Head.plain(5, new RegressionLoss.Squared()));
    Trial trial = Trial.random(model, Steps.equal(1, 3), 1);
    Trial known1 =
        new Trial(
            model,
            new Input.Rows(x),
            trial.steps(),
            trial.target(),
            trial.weights(),
            start,
            trial.v(),
            trial.draw());
    double[][] reference = Reference.of(known1).hidden();
    for (int j = 0; j < 5; j++) {
      assertThat((double) h.get(0, j)).isCloseTo(known[j], within(1e-6));
      assertThat(reference[0][j]).isCloseTo(known[j], within(1e-7));
    }
  }

  @Test
  void saysWhatItHasNoEquationsFor() {
    Model model = Samples.plain(2, LayerSpec.lstm(3), 4);
    Trial trial = Trial.random(model, Steps.equal(1, 2), 1);
    assertThatThrownBy(() -> Reference.of(trial.target(Target.ClassIds.of(0, 1))))
        .hasMessage("the reference has no equations for squared with a target of ClassIds");
    assertThatThrownBy(() -> Reference.of(trial.target(new Target.Values(Matrix.of(3, 3)))))
        .hasMessage("the target has 3 rows, the network gives 2");
    Reference reference = Reference.of(trial);
    assertThatThrownBy(() -> reference.gradient(new Weight("w", 1, 1, Weight.Role.TRAINED)))
        .hasMessage("the model has no weight w [1, 1]");
  }
}
