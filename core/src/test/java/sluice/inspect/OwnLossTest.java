package sluice.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import sluice.fixture.Samples;
import sluice.loss.Head;
import sluice.loss.LogLoss;
import sluice.loss.Loss;
import sluice.loss.Model;
import sluice.loss.Quantiles;
import sluice.loss.RegressionLoss;
import sluice.math.Steps;
import sluice.nn.Activation;
import sluice.nn.LayerSpec;

/** A loss that a user writes, proved as those that are there. */
class OwnLossTest {

  /** log cosh r: squared near 0, absolute beyond, smooth everywhere. */
  private record LogCosh(double slip) implements RegressionLoss.Custom {
    @Override
    public String type() {
      return "log-cosh";
    }

    @Override
    public double loss(double prediction, double truth) {
      return StrictMath.log(StrictMath.cosh(prediction - truth));
    }

    @Override
    public double derivative(double prediction, double truth) {
      return StrictMath.tanh(prediction - truth) + slip;
    }
  }

  private static Model model(Loss loss, int outputs) {
    return Samples.model(3, LayerSpec.lstm(4), Head.dense(4, outputs, loss, 5), 6);
  }

  @Test
  void aRightDerivativeIsProved() {
    Trial trial = Trial.awayFromKinks(model(new LogCosh(0), 2), Steps.of(3, 2), 7);
    GradientCheck.of(trial).assertWithin(GradientCheck.BOUND);
    assertThat(Reference.of(trial).loss()).isPositive();
  }

  @Test
  void aWrongOneIsFound() {
    Trial trial = Trial.random(model(new LogCosh(0.05), 2), Steps.of(3, 2), 7);
    assertThatThrownBy(() -> GradientCheck.of(trial).assertWithin(GradientCheck.BOUND))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("by differences");
  }

  /** Losses that do not fit every head of the other tests. */
  @Test
  void quantilesAndProbabilitiesAreProved() {
    Model several = model(new Quantiles(List.of(0.1, 0.5, 0.9)), 6);
    LayerSpec spec =
        LayerSpec.stack(LayerSpec.lstm(4), new LayerSpec.DenseSpec(3, Activation.SIGMOID));
    Model probabilities = Samples.model(3, spec, Head.plain(3, new LogLoss()), 8);
    for (Model model : List.of(several, probabilities)) {
      Trial trial = Trial.awayFromKinks(model, Steps.of(2, 1, 2), 9);
      GradientCheck.of(trial).assertWithin(GradientCheck.BOUND);
      assertThat(model.head().loss().outputs(6)).isEqualTo(6);
    }
  }
}
