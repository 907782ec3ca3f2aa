package sluice.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sluice.loss.Head;
import sluice.loss.Model;
import sluice.loss.PerceptronCriterion;
import sluice.math.Matrix;
import sluice.math.Steps;
import sluice.nn.Capacity;
import sluice.nn.Input;
import sluice.nn.LayerSpec;
import sluice.nn.Network;
import sluice.nn.PassSettings;
import sluice.nn.Weight;
import sluice.optim.Clip;
import sluice.optim.Sgd;

/** A perceptron learns what a line separates, by its own rule, and nothing else. */
class PerceptronTest {
  private static final float[][][] INPUTS = {{{0, 0}}, {{0, 1}}, {{1, 0}}, {{1, 1}}};

  /** Weights that begin at 0, as a single layer's may. */
  private static Model perceptron() {
    Network network = Network.create(2, LayerSpec.lastStep(), 1);
    Model model = new Model(network, Head.dense(2, 1, new PerceptronCriterion(), 1));
    for (Weight weight : model.weights()) {
      weight.values().fill(0);
      weight.changed();
    }
    return model;
  }

  private static float[] train(Model model, float[] labels, int epochs) {
    float[][][] targets = new float[4][][];
    for (int s = 0; s < 4; s++) {
      targets[s] = new float[][] {{labels[s]}};
    }
    Trainer trainer =
        new Trainer(
            model,
            TrainConfig.DEFAULT.epochs(epochs),
            Clip.NONE,
            g -> new Sgd(new Sgd.Config(1, 0), g, Clip.NONE));
    trainer.fit(ArrayBatches.labels(INPUTS, targets, 1), Optional.empty(), Hooks.none());
    Matrix x = Matrix.of(INPUTS[0][0], INPUTS[1][0], INPUTS[2][0], INPUTS[3][0]);
    return model
        .pass(PassSettings.predicting(Capacity.of(1, 4)))
        .predict(new Input.Rows(x), Steps.equal(1, 4))
        .toArray();
  }

  @ParameterizedTest
  @CsvSource({"AND, 0001", "OR, 0111", "NAND, 1110", "NOR, 1000", "first, 0011"})
  void learnsWhatALineSeparates(String name, String truth) {
    float[] labels = labels(truth);
    assertThat(train(perceptron(), labels, 20)).as(name).containsExactly(labels);
  }

  @ParameterizedTest
  @CsvSource({"XOR, 0110, 20", "XOR, 0110, 1000", "XNOR, 1001, 1000"})
  void neverLearnsWhatNoLineSeparates(String name, String truth, int epochs) {
    float[] labels = labels(truth);
    assertThat(train(perceptron(), labels, epochs)).as(name).isNotEqualTo(labels);
  }

  /** AND from zero weights, rate 1: the steps of the rule, by hand. */
  @Test
  void followsRosenblattsRule() {
    Model model = perceptron();
    train(model, labels("0001"), 1);
    // (0,0): 0 says 1, wrong: b −1.  (0,1), (1,0): −1, right.  (1,1): −1, wrong: w (1, 1), b 0.
    assertThat(model.weights().get(0).values().toArray()).containsExactly(1, 1);
    assertThat(model.weights().get(1).values().toArray()).containsExactly(0);
    train(model, labels("0001"), 1);
    // (0,0): 0 says 1: b −1.  (0,1): 0 says 1: w (1, 0), b −2.  (1,0): −1, right.  (1,1): −1:
    // w (2, 1), b −1.
    assertThat(model.weights().get(0).values().toArray()).containsExactly(2, 1);
    assertThat(model.weights().get(1).values().toArray()).containsExactly(-1);
  }

  private static float[] labels(String truth) {
    float[] labels = new float[4];
    for (int s = 0; s < 4; s++) {
      labels[s] = truth.charAt(s) - '0';
    }
    return labels;
  }
}
