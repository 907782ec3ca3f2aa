package sluice.inspect;

import java.util.ArrayList;
import java.util.List;
import sluice.nn.LayerSpec.GruSpec;
import sluice.nn.LayerSpec.IndRnnSpec;
import sluice.nn.LayerSpec.LstmSpec;
import sluice.nn.LayerSpec.RnnSpec;

/** What may help the cell that is there. */
final class Remedies {
  private static final int LEAST_CHRONO = 3;
  private static final double KEEPS = 0.7; // a mean at the first weights with forget bias 1

  private Remedies() {}

  /** For a layer whose gradient dies away on its way back through the steps. */
  static List<String> toSeeFurther(Pulse.Recurrent layer) {
    int steps = Math.max(LEAST_CHRONO, layer.steps());
    String chrono = "biases for a memory of " + steps + " steps (chrono: " + steps + ")";
    List<String> remedies = new ArrayList<>();
    switch (layer.cell().spec()) {
      case LstmSpec lstm -> {
        if (lstm.chrono() < steps) {
          remedies.add(chrono);
        }
        if (lstm.chrono() == 0 && keeps(layer) < KEEPS) {
          remedies.add("a forget bias of 1 or more (forget_bias: 1)");
        }
      }
      case GruSpec gru -> {
        if (gru.chrono() < steps) {
          remedies.add(chrono);
        }
        remedies.add("an LSTM (lstm), with the same");
      }
      case IndRnnSpec indRnn -> {
        remedies.add("a longer horizon (horizon: " + steps + ")");
        remedies.add("an LSTM or a GRU (lstm, gru), with chrono: " + steps);
      }
      case RnnSpec rnn -> {
        remedies.add(
            "an LSTM or a GRU in place of the plain RNN (lstm, gru), with chrono: " + steps);
        remedies.add("orthogonal recurrent weights (initialised: {recurrent: orthogonal})");
      }
      default -> remedies.add("an LSTM with chrono: " + steps);
    }
    remedies.add("a shorter history or lag, or attention or the mean over the steps");
    return remedies;
  }

  /** The mean of the gate that keeps: f, of a GRU z; NaN where there is none. */
  static double keeps(Pulse.Recurrent layer) {
    return layer.gates().stream()
        .filter(gate -> gate.name().equals("f") || gate.name().equals("z"))
        .mapToDouble(Pulse.Gate::mean)
        .findFirst()
        .orElse(Double.NaN);
  }
}
