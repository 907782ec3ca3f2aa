package sluice.inspect;

import java.util.ArrayList;
import java.util.List;
import sluice.math.Matrix;
import sluice.nn.Activation;
import sluice.nn.LayerSpec;
import sluice.nn.NamedLayer;
import sluice.nn.Network;
import sluice.nn.PassSettings;
import sluice.train.Batch;
import sluice.train.Batches;

/**
 * Counts the ReLU units of a network that are 0 at every row of a sample: no gradient passes
 * through them.
 *
 * <p>Layers inside others (bidirectional, parallel, residual) are not looked into.
 *
 * @param layer its name in the network
 * @param units in it
 * @param dead of them are always 0
 */
record DeadUnits(String layer, int units, int dead) {

  /** Share of the units that are dead. */
  double share() {
    return (double) dead / units;
  }

  /** Every layer of ReLU units. */
  static List<DeadUnits> of(Network network, Batches sample) {
    List<DeadUnits> found = new ArrayList<>();
    List<NamedLayer> layers = network.layers();
    for (int count = 1; count <= layers.size(); count++) {
      if (isRelu(layers.get(count - 1).spec())) {
        int dead = dead(network.upTo(count), sample);
        NamedLayer layer = layers.get(count - 1);
        found.add(new DeadUnits(layer.name(), layer.outputSize(), dead));
      }
    }
    return found;
  }

  private static boolean isRelu(LayerSpec spec) {
    return switch (spec) {
      case LayerSpec.DenseSpec dense -> dense.activation().equals(Activation.RELU);
      case LayerSpec.ActivationSpec own -> own.activation().equals(Activation.RELU);
      case LayerSpec.RnnSpec rnn -> rnn.activation().equals(Activation.RELU);
      case LayerSpec.IndRnnSpec rnn -> rnn.activation().equals(Activation.RELU);
      case LayerSpec.InitialState state -> isRelu(state.layer());
      default -> false;
    };
  }

  private static int dead(Network lower, Batches sample) {
    Network.Pass pass = lower.pass(PassSettings.predicting(sample.capacity(1)));
    boolean[] alive = new boolean[lower.outputSize()];
    for (int index = 0; index < sample.count(); index++) {
      Batch batch = sample.batch(0, index, 0, 1);
      Matrix y = pass.forward(batch.input(), batch.steps());
      for (int row = 0; row < y.rows(); row++) {
        for (int j = 0; j < alive.length; j++) {
          alive[j] |= y.get(row, j) > 0;
        }
      }
    }
    int dead = 0;
    for (boolean one : alive) {
      dead += one ? 0 : 1;
    }
    return dead;
  }
}
