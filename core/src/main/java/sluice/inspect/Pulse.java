package sluice.inspect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import sluice.nn.Cell;

/**
 * What a diagnosis goes by of one recorded step: how the gradient changes on its way back, through
 * the steps and through the layers, how many gates are at their ends, and what clipping took.
 *
 * @param step counted from 1 over all epochs
 * @param norm L2 norm of all gradients, before any clipping
 * @param clip what clipping by norm multiplied them by; 1 where it did not
 * @param clamped share of all elements beyond the limit of a clip by value
 * @param recurrent each recurrent layer, from the input on
 * @param layers each layer with weights, from the input on, the head last
 */
record Pulse(
    long step,
    double norm,
    double clip,
    double clamped,
    List<Recurrent> recurrent,
    List<LayerGradient> layers) {
  Pulse {
    recurrent = List.copyOf(recurrent);
    layers = List.copyOf(layers);
  }

  /**
   * One recurrent layer in one pass back. Norms are those of what remembers: c where there is one,
   * else h.
   *
   * @param cell the layer
   * @param steps of the longest sequence
   * @param reach share of the largest norm that arrives at the first step; NaN without a gradient
   * @param growth the largest norm over that of the last step; NaN likewise
   * @param seen steps from the end until the norm falls below a hundredth of the largest
   * @param gates in their order; none for a plain RNN and an IndRNN
   */
  record Recurrent(Cell cell, int steps, double reach, double growth, int seen, List<Gate> gates) {
    Recurrent {
      gates = List.copyOf(gates);
    }

    static Recurrent of(CellRecording recording) {
      double[] norms = recording.memoryFlow().norms();
      double largest = Arrays.stream(norms).max().orElse(0);
      int seen = 0;
      while (seen < norms.length && norms[seen] >= Flow.FORGOTTEN * largest) {
        seen++;
      }
      List<Gate> gates = new ArrayList<>();
      for (int g = 0; g < recording.gates().size(); g++) {
        GateRecording gate = recording.gates().get(g);
        boolean candidate = recording.cell().isCandidate(g);
        gates.add(new Gate(gate.name(), candidate, gate.mean(), gate.low(), gate.high()));
      }
      boolean any = largest > 0;
      return new Recurrent(
          recording.cell(),
          norms.length,
          any ? norms[norms.length - 1] / largest : Double.NaN,
          any && norms[0] > 0 ? Math.min(largest / norms[0], Double.MAX_VALUE) : Double.NaN,
          seen,
          gates);
    }

    /** Its name as the weights have it. */
    String name() {
      return "layers." + cell.index();
    }

    /** Share of the gates that are shut or open, candidates aside; NaN where there is none. */
    double saturated() {
      return gates.stream()
          .filter(gate -> !gate.candidate)
          .mapToDouble(Gate::saturated)
          .average()
          .orElse(Double.NaN);
    }
  }

  /**
   * One gate over all units, sequences and steps.
   *
   * @param name its letter
   * @param candidate whether it is one of (−1, 1) rather than a share
   * @param mean of its values
   * @param low share of them that is shut: below 0.05
   * @param high share of them that is open: above 0.95
   */
  record Gate(String name, boolean candidate, double mean, double low, double high) {
    double saturated() {
      return low + high;
    }
  }

  /**
   * The gradient of a layer's matrices.
   *
   * @param layer its name
   * @param relative ‖dW‖ ∕ ‖W‖
   */
  record LayerGradient(String layer, double relative) {}

  /** Of what a recorder has seen. */
  static Pulse of(Recording recording) {
    return new Pulse(
        recording.step(),
        recording.norm(),
        recording.clip(),
        clamped(recording),
        recording.cells().stream().map(Recurrent::of).toList(),
        layers(recording));
  }

  private static double clamped(Recording recording) {
    double clamped = 0;
    double all = 0;
    for (WeightRecording weight : recording.weights()) {
      clamped += weight.clipped() * weight.size();
      all += weight.size();
    }
    return clamped / all;
  }

  /** Biases and other single rows begin at 0 and say nothing of a share. */
  private static List<LayerGradient> layers(Recording recording) {
    Map<String, double[]> squares = new LinkedHashMap<>(); // of dW, of W
    for (WeightRecording weight : recording.weights()) {
      if (weight.rows() > 1 && !weight.isFrozen()) {
        String layer = weight.name().substring(0, weight.name().lastIndexOf('.'));
        double[] own = squares.computeIfAbsent(layer, name -> new double[2]);
        own[0] += weight.gradient() * weight.gradient();
        own[1] += weight.weight() * weight.weight();
      }
    }
    List<LayerGradient> layers = new ArrayList<>();
    squares.forEach(
        (layer, own) -> layers.add(new LayerGradient(layer, Math.sqrt(own[0] / own[1]))));
    return layers;
  }
}
