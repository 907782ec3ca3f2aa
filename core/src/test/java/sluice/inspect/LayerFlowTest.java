package sluice.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static sluice.nn.LayerSpec.bidirectional;
import static sluice.nn.LayerSpec.dense;
import static sluice.nn.LayerSpec.lastStep;
import static sluice.nn.LayerSpec.lstm;
import static sluice.nn.LayerSpec.residual;
import static sluice.nn.LayerSpec.stack;

import org.junit.jupiter.api.Test;
import sluice.inspect.LayerFlow.Leaf;
import sluice.loss.Head;
import sluice.loss.Model;
import sluice.loss.RegressionLoss;
import sluice.math.Steps;
import sluice.nn.LayerSpec;
import sluice.nn.Network;

class LayerFlowTest {
  private static Trial trial(LayerSpec spec) {
    Network network = Network.create(3, spec, 7);
    Head head = Head.dense(network.outputSize(), 2, new RegressionLoss.Squared(), 7);
    return Trial.random(new Model(network, head), Steps.of(5, 4, 2), 7);
  }

  @Test
  void whatOneLayerGivesTheNextOneReads() {
    LayerFlow flow = LayerFlow.of(trial(stack(lstm(4), dense(5), lastStep())));
    assertThat(flow.layers())
        .extracting(Leaf::type)
        .containsExactly("lstm", "dense", "last-steps", "head");
    for (int l = 1; l < flow.layers().size(); l++) {
      assertThat(flow.layers().get(l).x()).isEqualTo(flow.layers().get(l - 1).y());
      assertThat(flow.layers().get(l - 1).dy()).isEqualTo(flow.layers().get(l).dx());
    }
    assertThat(flow.layers().getFirst().x().rows()).isEqualTo(11); // 5 + 4 + 2 steps
    assertThat(flow.layers().getLast().x().rows()).isEqualTo(3);
  }

  @Test
  void normsAreThoseOfTheReference() {
    Trial trial = trial(stack(lstm(4), residual(bidirectional(lstm(2)))));
    LayerFlow flow = LayerFlow.of(trial);
    Reference reference = Reference.of(trial);
    assertThat(flow.loss()).isEqualTo(reference.loss());
    assertThat(flow.layers())
        .extracting(Leaf::type)
        .containsExactly("lstm", "lstm", "lstm", "head");
    assertThat(flow.layers().getLast().x().norm())
        .isCloseTo(norm(reference.hidden()), within(1e-12));
    assertThat(flow.layers().getFirst().dx().norm())
        .isCloseTo(norm(reference.inputGradient()), within(1e-12));
    var weight = trial.model().weights().getFirst();
    var first = flow.layers().getFirst().weights().getFirst();
    assertThat(first.name()).isEqualTo(weight.name());
    assertThat(first.gradient().norm()).isCloseTo(norm(reference.gradient(weight)), within(1e-12));
  }

  private static double norm(double[][] rows) {
    double sum = 0;
    for (double[] row : rows) {
      for (double value : row) {
        sum += value * value;
      }
    }
    return Math.sqrt(sum);
  }
}
