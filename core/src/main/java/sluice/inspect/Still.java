package sluice.inspect;

import java.util.List;
import sluice.math.Matrix;
import sluice.nn.LayerSpec;
import sluice.nn.Network;
import sluice.nn.Noise;
import sluice.nn.Weight;

/**
 * A network without what is left out at random while it trains: it gives what the network predicts,
 * and can be taken back.
 */
final class Still {
  private Still() {}

  /**
   * A copy with the same weights. A network without noise is given as it is.
   *
   * @throws IllegalArgumentException if zoneout mixes its states, which only training takes back
   */
  static Network of(Network network) {
    LayerSpec still = still(network.spec());
    if (still.equals(network.spec())) {
      return network;
    }
    Network copy = Network.create(network.inputSize(), still, 0);
    copy(network.weights(), copy.weights());
    return copy;
  }

  /** Writes values of weights over those of others of the same shapes. Modified: {@code to}. */
  static void copy(List<Weight> from, List<Weight> to) {
    for (int i = 0; i < to.size(); i++) {
      Matrix values = to.get(i).values();
      values.set(from.get(i).values());
      to.get(i).changed();
    }
  }

  private static LayerSpec still(LayerSpec spec) {
    return switch (spec) {
      case LayerSpec.Stack(List<LayerSpec> layers) -> new LayerSpec.Stack(each(layers));
      case LayerSpec.Parallel(List<LayerSpec> layers, LayerSpec.Join join) ->
          new LayerSpec.Parallel(each(layers), join);
      case LayerSpec.Residual(LayerSpec layer) -> new LayerSpec.Residual(still(layer));
      case LayerSpec.Reversed(LayerSpec layer) -> new LayerSpec.Reversed(still(layer));
      case LayerSpec.Bidirectional(LayerSpec layer, LayerSpec.Join join) ->
          new LayerSpec.Bidirectional(still(layer), join);
      case LayerSpec.Initialised own ->
          new LayerSpec.Initialised(
              still(own.layer()), own.weights(), own.recurrent(), own.biases());
      case LayerSpec.Penalised own ->
          new LayerSpec.Penalised(
              still(own.layer()), own.outputGate(), own.activation(), own.change());
      case LayerSpec.InitialState(LayerSpec layer, boolean learned, float cell) ->
          new LayerSpec.InitialState(still(layer), learned, cell);
      case LayerSpec.LstmSpec lstm -> lstm.noise(without(lstm.noise()));
      case LayerSpec.GruSpec gru ->
          new LayerSpec.GruSpec(
              gru.hidden(), gru.reset(), gru.gates(), gru.chrono(), without(gru.noise()));
      case LayerSpec.RnnSpec rnn ->
          new LayerSpec.RnnSpec(rnn.hidden(), rnn.activation(), without(rnn.noise()));
      case LayerSpec.IndRnnSpec rnn ->
          new LayerSpec.IndRnnSpec(
              rnn.hidden(), rnn.activation(), rnn.horizon(), without(rnn.noise()));
      case LayerSpec.DropoutSpec dropout -> new LayerSpec.DropoutSpec(0, dropout.wholeSequence());
      default -> spec; // nothing random in it
    };
  }

  private static List<LayerSpec> each(List<LayerSpec> layers) {
    return layers.stream().map(Still::still).toList();
  }

  private static Noise without(Noise noise) {
    if (noise.zoneoutCell() > 0 || noise.zoneoutHidden() > 0) {
      throw new IllegalArgumentException(
          "a network with zoneout mixes its states when it predicts, and that cannot be taken back;"
              + " train one without zoneout");
    }
    return Noise.NONE;
  }
}
