package sluice.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static sluice.nn.LayerSpec.bidirectional;
import static sluice.nn.LayerSpec.dense;
import static sluice.nn.LayerSpec.dropout;
import static sluice.nn.LayerSpec.lastStep;
import static sluice.nn.LayerSpec.lstm;
import static sluice.nn.LayerSpec.parallel;
import static sluice.nn.LayerSpec.residual;
import static sluice.nn.LayerSpec.stack;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import sluice.fixture.Bits;
import sluice.fixture.Samples;
import sluice.math.Matrix;
import sluice.math.Steps;

/** The layers of a network by name, and the first of them alone. */
class UnstackedTest {
  private static final LayerSpec TREE =
      stack(
          dropout(0.5f),
          stack(lstm(5), residual(dense(5))),
          new LayerSpec.Initialised(
              stack(bidirectional(lstm(3)), parallel(dense(2), stack(dense(4), dense(1)))),
              Optional.empty(),
              Optional.empty(),
              Optional.empty()),
          lastStep());

  @Test
  void layersAreNamedAsTheirWeightsAre() {
    Network network = Network.create(4, TREE, 1);
    List<NamedLayer> layers = network.layers();
    assertThat(layers)
        .extracting(NamedLayer::name)
        .containsExactly(
            "layers.0", "layers.1", "layers.2", "layers.3-4", "layers.5-7", "layers.8");
    assertThat(layers).extracting(NamedLayer::outputSize).containsExactly(4, 5, 5, 6, 3, 3);
    assertThat(layers)
        .extracting(layer -> layer.spec().type())
        .containsExactly("dropout", "lstm", "residual", "bidirectional", "parallel", "last-steps");
    assertThat(network.weights())
        .extracting(Weight::name)
        .contains("layers.1.wx", "layers.2.w", "layers.3.wx", "layers.4.wx", "layers.7.w")
        .noneMatch(name -> name.startsWith("layers.8"));
  }

  @Test
  void theFirstLayersAloneGiveWhatTheyGiveInTheWhole() {
    Network network = Network.create(4, TREE, 1);
    Network below = Network.create(4, stack(dropout(0.5f), lstm(5), residual(dense(5))), 1);
    Matrix x = Samples.normal(6, 4, 3);
    Bits.assertSame("three layers", run(network.upTo(3), x), run(below, x));
    Bits.assertSame("all layers", run(network.upTo(6), x), run(network, x));
    assertThat(network.upTo(2).weights()).isEqualTo(network.weights().subList(0, 3));
  }

  @Test
  void theInputIsMultipliedByTheLowestLayersThatHaveWeights() {
    assertThat(names(TREE)).containsExactly("layers.1.wx");
    assertThat(names(stack(dropout(0.1f), bidirectional(stack(lstm(4), dense(2))))))
        .containsExactly("layers.1.wx", "layers.3.wx");
    assertThat(names(stack(parallel(dense(2), lstm(3)), dense(1))))
        .containsExactly("layers.0.w", "layers.1.wx");
    assertThat(names(lastStep())).isEmpty();
    assertThat(names(stack(LayerSpec.reshape(2), dense(1)))).isEmpty();
  }

  private static List<String> names(LayerSpec spec) {
    return Network.create(4, spec, 1).inputWeights().stream().map(Weight::name).toList();
  }

  private static Matrix run(Network network, Matrix x) {
    Steps steps = Steps.of(4, 2);
    return network
        .pass(PassSettings.predicting(Capacity.of(steps)))
        .forward(new Input.Rows(x), steps);
  }
}
