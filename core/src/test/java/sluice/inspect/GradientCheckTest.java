package sluice.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import sluice.loss.Target;
import sluice.math.Matrix;
import sluice.math.Steps;
import sluice.nn.Activation;
import sluice.nn.Input;
import sluice.nn.LayerSpec;
import sluice.nn.Weight;

class GradientCheckTest {
  private static final int INPUTS = 3;
  private static final int SIZE = 3;

  /** Which steps the head reads. */
  enum Reads {
    EVERY_STEP {
      @Override
      LayerSpec of(LayerSpec spec) {
        return spec;
      }
    },
    LAST_STEP {
      @Override
      LayerSpec of(LayerSpec spec) {
        return LayerSpec.stack(spec, LayerSpec.lastStep());
      }
    },
    LAST_TWO {
      @Override
      LayerSpec of(LayerSpec spec) {
        return LayerSpec.stack(spec, LayerSpec.lastSteps(2));
      }
    };

    abstract LayerSpec of(LayerSpec spec);
  }

  static List<Arguments> everyLayerHeadAndLoss() {
    List<Arguments> cases = new ArrayList<>();
    List<LayerSpec> layers = new ArrayList<>(Samples.layers(SIZE));
    layers.addAll(Samples.wholeSequenceLayers(SIZE));
    layers.addAll(Samples.penalised(SIZE));
    for (LayerSpec layer : layers) {
      for (Reads reads : Reads.values()) {
        for (Loss loss : Samples.losses()) {
          cases.add(Arguments.of(reads.of(layer), Head.plain(SIZE, loss)));
          cases.add(Arguments.of(reads.of(layer), Head.dense(SIZE, 4, loss, 5)));
        }
      }
    }
    return cases;
  }

  /** A ragged batch: lengths that are equal, that differ, and 1. */
  @ParameterizedTest
  @MethodSource("everyLayerHeadAndLoss")
  void gradientsAgreeWithDifferences(LayerSpec spec, Head head) {
    Model model = Samples.model(INPUTS, spec, head, spec.toString().hashCode());
    Trial trial = Trial.awayFromKinks(model, Steps.of(2, 4, 1, 2), 11);
    GradientCheck.of(trial, step(spec)).assertWithin(GradientCheck.BOUND);
  }

  /**
   * Half the usual width, as some of so many are curved; few units that are normalised are more.
   */
  private static float step(LayerSpec spec) {
    return spec.toString().contains("normalised=true") ? 3e-3f : GradientCheck.STEP / 2;
  }

  static List<LayerSpec> layers() {
    return Samples.layers(5);
  }

  @ParameterizedTest
  @MethodSource("layers")
  void gradientsAgreeWithDifferencesWhenAllAreEquallyLong(LayerSpec spec) {
    Trial trial = Trial.awayFromKinks(Samples.plain(4, spec, 3), Steps.equal(3, 2), 12);
    GradientCheck.of(trial, step(spec)).assertWithin(GradientCheck.BOUND);
  }

  @Test
  void gradientsOfWhatIsReshapedAgreeWithDifferences() {
    LayerSpec flat = LayerSpec.stack(LayerSpec.rnn(3), LayerSpec.flatten(4), LayerSpec.dense(2));
    GradientCheck.of(Trial.random(Samples.plain(2, flat, 3), Steps.equal(4, 3), 13))
        .assertWithin(GradientCheck.BOUND);
    LayerSpec cut = LayerSpec.stack(LayerSpec.reshape(2), LayerSpec.lstm(3), LayerSpec.reshape(9));
    GradientCheck.of(Trial.random(Samples.plain(3, cut, 3), Steps.of(2, 4, 4), 13))
        .assertWithin(GradientCheck.BOUND);
  }

  /** Few outputs: each is a kink. */
  @Test
  void gradientsOfThePerceptronsCriterionAgreeWithDifferences() {
    LayerSpec spec = LayerSpec.stack(LayerSpec.dense(4), LayerSpec.lastStep());
    for (int seed = 1; seed <= 10; seed++) {
      Model model = Samples.model(3, spec, Head.dense(4, 2, new PerceptronCriterion(), seed), seed);
      Trial trial = Trial.awayFromKinks(model, Steps.of(2, 1, 3), 13);
      GradientCheck.of(trial).assertWithin(GradientCheck.BOUND);
    }
  }

  /** With larger weights than at the start, where attention is nearly a mean and learns little. */
  @Test
  void gradientsOfAttentionAgreeWithDifferences() {
    LayerSpec spec = LayerSpec.stack(LayerSpec.dense(3), LayerSpec.attentionPool(4));
    for (Loss loss : Samples.losses()) {
      Model model = Samples.model(2, spec, Head.dense(3, 4, loss, 1), 3);
      for (Weight weight : model.weights()) {
        float[] values = weight.values().data();
        for (int j = 0; j < values.length; j++) {
          values[j] *= 1.8f;
        }
      }
      Trial trial = Trial.awayFromKinks(model, Steps.of(2, 5, 1, 3), 13);
      GradientCheck.of(trial).assertWithin(GradientCheck.BOUND);
    }
  }

  static List<Activation> activations() {
    return Samples.activations();
  }

  /** Inside a dense layer, and as a layer of its own. */
  @ParameterizedTest
  @MethodSource("activations")
  void gradientsOfEveryActivationAgreeWithDifferences(Activation activation) {
    LayerSpec spec =
        LayerSpec.stack(
            new LayerSpec.DenseSpec(4, activation),
            LayerSpec.dense(3),
            LayerSpec.activation(activation));
    Trial trial = Trial.awayFromKinks(Samples.plain(3, spec, 3), Steps.of(2, 1, 2), 13);
    GradientCheck.of(trial).assertWithin(GradientCheck.BOUND);
  }

  @Test
  void everyWeightTheInputAndTheInitialStateAreChecked() {
    LayerSpec spec = LayerSpec.stack(LayerSpec.lstm(3), LayerSpec.dense(2));
    Model model = Samples.model(2, spec, Head.dense(2, 2, new RegressionLoss.Squared(), 1), 4);
    GradientCheck check = GradientCheck.of(Trial.random(model, Steps.of(3, 2), 5));
    assertThat(check.tensors().stream().map(GradientCheck.Entry::name))
        .containsExactly(
            "layers.0.wx",
            "layers.0.wh",
            "layers.0.b",
            "layers.1.w",
            "layers.1.b",
            "head.w",
            "head.b",
            "input",
            "start");
  }

  @Test
  void aJoinedInputIsCheckedPartByPart() {
    Model model = Samples.plain(7, LayerSpec.lstm(3), 4);
    Trial trial = Trial.random(model, Steps.of(2, 1), 5);
    Input joined =
        new Input.Joined(
            List.of(
                new Input.Rows(Samples.normal(3, 2, 1)),
                Input.Ids.of(3, 2, 0, 2),
                new Input.Rows(Samples.normal(3, 2, 2))));
    GradientCheck check = GradientCheck.of(trial.input(joined));
    check.assertWithin(GradientCheck.BOUND);
    assertThat(check.tensors().stream().filter(e -> e.name().equals("input"))).hasSize(2);
  }

  @Test
  void aCheckLeavesEverythingAsItWas() {
    Trial trial = Trial.random(Samples.plain(2, LayerSpec.lstm(3), 4), Steps.of(3, 2), 5);
    List<Matrix> before =
        trial.model().weights().stream().map(Weight::values).map(Matrix::copy).toList();
    float[] start = trial.start().toArray();
    GradientCheck first = GradientCheck.of(trial);
    for (int i = 0; i < before.size(); i++) {
      assertThat(trial.model().weights().get(i).values().toArray())
          .isEqualTo(before.get(i).toArray());
    }
    assertThat(trial.start().toArray()).isEqualTo(start);
    assertThat(GradientCheck.of(trial)).isEqualTo(first);
  }

  /** Squared error whose gradient forgets what a test tells it to forget. */
  private record Wrong(float factor) implements Loss {
    @Override
    public String type() {
      return "wrong";
    }

    @Override
    public void check(Target target, int rows, int columns) {}

    @Override
    public double row(Matrix output, int row, Target target, int targetRow, Matrix dOutput) {
      double loss = new RegressionLoss.Squared().row(output, row, target, targetRow, dOutput);
      dOutput.set(row, 0, dOutput.get(row, 0) * factor);
      return loss;
    }

    @Override
    public int outputs(int columns) {
      return columns;
    }
  }

  @Test
  void aWrongGradientIsFoundAndNamed() {
    Model model = Samples.model(2, LayerSpec.dense(2), Head.plain(2, new Wrong(0.9f)), 6);
    GradientCheck check = GradientCheck.of(Trial.random(model, Steps.of(2, 2), 7));
    assertThat(check.worst().error()).isBetween(0.02, 0.2);
    assertThatThrownBy(() -> check.assertWithin(GradientCheck.BOUND))
        .isInstanceOf(AssertionError.class)
        .hasMessageMatching(
            "the gradient of layers\\.0\\.w at \\[\\d, 0] is .*, by differences .* \\(largest"
                + " .*\\): error 0\\.\\d+, allowed 0\\.0010");
  }

  @Test
  void aGradientThatIsNotANumberIsFound() {
    Model model = Samples.model(2, LayerSpec.dense(2), Head.plain(2, new Wrong(Float.NaN)), 6);
    GradientCheck check = GradientCheck.of(Trial.random(model, Steps.of(2, 2), 7));
    assertThatThrownBy(() -> check.assertWithin(1e9)).isInstanceOf(AssertionError.class);
  }

  @Test
  void aTrialAwayFromKinksIsAway() {
    LayerSpec spec = Samples.layers(SIZE).get(2);
    Model model = Samples.model(INPUTS, spec, Head.plain(SIZE, new RegressionLoss.Absolute()), 8);
    Trial trial = Trial.awayFromKinks(model, Steps.of(3, 2), 9);
    assertThat(Reference.of(trial).nearestKink()).isGreaterThan(Trial.KINK_DISTANCE);
  }
}
