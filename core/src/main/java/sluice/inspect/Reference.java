package sluice.inspect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import sluice.loss.Head;
import sluice.math.Matrix;
import sluice.math.Steps;
import sluice.nn.Activation;
import sluice.nn.Capacity;
import sluice.nn.Input;
import sluice.nn.LayerSpec;
import sluice.nn.Network;
import sluice.nn.PassSettings;
import sluice.nn.Weight;

/**
 * The same equations as the engine's, plainly, in double precision: sequence by sequence, step by
 * step, without batches or kernels.
 *
 * <p>One reading shows what a network computes; the layers stand in {@code ReferenceLstm}, {@code
 * ReferenceRnn}, {@code ReferenceDense} and so on, each with its equations on top and forward and
 * backward mirrored. The engine agrees with it on outputs and on every gradient to float32's
 * precision.
 *
 * <pre>
 *   for each sequence (twice where outputs are penalised: their means are over all sequences)
 *     h = layers(x, start)          z = head(h)          J += Σ weight · loss(z) + v · end
 *     dz = weight · loss′(z)        dh = head′(dz)       dx = layers′(dh, v)
 * </pre>
 *
 * <p>Dropout is as in training, with the masks of the trial's counters. Matrices of results have
 * the rows of the batch: row {@code steps.row(t, position)}.
 */
public final class Reference {
  /** Under which the head is handed to those who look at each layer. */
  static final LayerSpec HEAD = new LayerSpec.DenseSpec(1, Activation.IDENTITY);

  private final Trial trial;
  private final ReferenceLayer layers;
  private final ReferenceLayer head;
  private final List<ReferencePenalty> penalties = new ArrayList<>();
  private final ReferenceLoss losses;
  private final Steps outputSteps;

  private final double[][] hidden; // [N′, H]
  private final double[][] predictions; // [N′, O]
  private final double[][] end; // [B, S]
  private final double[][] startGradient; // [B, S]
  private final double[][] inputGradient; // [N, I]
  private final ReferenceTrace[] traces; // of the leaf layers, by row of the batch
  private double loss;
  private double nearestKink = Double.POSITIVE_INFINITY;

  private Reference(Trial trial, BiFunction<LayerSpec, ReferenceLayer, ReferenceLayer> each) {
    this.trial = trial;
    var model = trial.model();
    layers =
        ReferenceLayer.of(
            model.network().spec(), model.network().weights(), trial.draw(), penalties, each);
    head = each.apply(HEAD, head(model.head(), layers.weights()));
    losses = ReferenceLoss.of(model.head().loss(), trial.target());
    Steps steps = trial.steps();
    outputSteps = outputSteps(trial);
    hidden = new double[outputSteps.rows()][];
    predictions = new double[outputSteps.rows()][];
    end = new double[steps.sequences()][];
    startGradient = new double[steps.sequences()][];
    inputGradient = new double[steps.rows()][];
    traces = new ReferenceTrace[(int) layers.leaves().count()];
    Arrays.setAll(traces, l -> new ReferenceTrace(steps.rows()));
  }

  /**
   * Runs a trial forward and backward.
   *
   * @throws IllegalArgumentException if the head or the loss is one that has no equations here
   */
  public static Reference of(Trial trial) {
    return of(trial, (spec, layer) -> layer);
  }

  /** The same, each leaf and the head as something makes of it. */
  static Reference of(Trial trial, BiFunction<LayerSpec, ReferenceLayer, ReferenceLayer> each) {
    Reference reference = new Reference(trial, each);
    reference.count();
    for (int b = 0; b < trial.steps().sequences(); b++) {
      reference.sequence(b);
    }
    return reference;
  }

  /** A dense head is a layer like any other; a plain one is no layer at all. */
  private static ReferenceLayer head(Head head, List<ReferenceWeight> layers) {
    List<Weight> weights = head.weights();
    ReferenceActivated identity = new ReferenceActivated(Activation.IDENTITY, List.of());
    return switch (head.type()) {
      case "plain" -> new ReferenceStack(List.of());
      case "dense" ->
          new ReferenceDense(
              ReferenceWeight.of(weights.get(0)), ReferenceWeight.of(weights.get(1)), identity);
      case "tied" -> {
        Weight table = head.tied().orElseThrow();
        ReferenceWeight shared =
            layers.stream().filter(w -> w.weight() == table).findFirst().orElseThrow();
        yield new ReferenceTied(shared, ReferenceWeight.of(weights.get(0)));
      }
      case "adaptive" ->
          new ReferenceAdaptive(
              weights.stream().map(ReferenceWeight::of).toList(),
              head.cutoffs(),
              head.outputSize());
      default ->
          throw new IllegalArgumentException(
              "the reference has no equations for a head of type " + head.type());
    };
  }

  /** How the rows that the head reads lie. */
  private static Steps outputSteps(Trial trial) {
    Network.Pass pass =
        trial.model().network().pass(PassSettings.predicting(Capacity.of(trial.steps())));
    pass.forward(trial.input(), trial.steps());
    if (pass.steps().rows() != trial.target().rows()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "the target has %d rows, the network gives %d",
              trial.target().rows(),
              pass.steps().rows()));
    }
    return pass.steps();
  }

  /** Goes through all sequences once where means over all of them are asked for. */
  private void count() {
    for (int b = 0; b < trial.steps().sequences() && asked(); b++) {
      layers.forward(input(b), ReferenceWeight.row(trial.start(), b), trial.steps().id(b));
    }
    penalties.forEach(ReferencePenalty::counted);
  }

  private boolean asked() {
    return penalties.stream().anyMatch(ReferencePenalty::asks);
  }

  /** Forward and backward of the sequence at a position. */
  private void sequence(int b) {
    double[][] x = input(b);
    double[][] h = layers.forward(x, ReferenceWeight.row(trial.start(), b), trial.steps().id(b));
    double[][] z = head.forward(h, new double[0], trial.steps().id(b));
    double[][] dz = new double[z.length][];
    for (int t = 0; t < z.length; t++) {
      int row = outputSteps.row(t, b);
      float weight = trial.weights()[row];
      loss += weight * losses.value(z[t], row);
      dz[t] = losses.gradient(z[t], row);
      for (int j = 0; j < dz[t].length; j++) {
        dz[t][j] *= weight;
      }
      hidden[row] = h[t];
      predictions[row] = losses.prediction(z[t]);
      nearestKink = Math.min(nearestKink, losses.kink(z[t], row));
    }
    end[b] = layers.end();
    nearestKink = Math.min(nearestKink, layers.nearestKink());

    double[][] dh = head.backward(dz, new double[0]);
    double[][] dx = layers.backward(dh, ReferenceWeight.row(trial.v(), b));
    startGradient[b] = layers.startGradient();
    for (int t = 0; t < x.length; t++) {
      inputGradient[trial.steps().row(t, b)] = dx[t];
    }
    keepTraces(b);
  }

  private void keepTraces(int b) {
    List<ReferenceLayer> leaves = layers.leaves().toList();
    for (int l = 0; l < leaves.size(); l++) {
      ReferenceTrace seen = leaves.get(l).trace();
      boolean reshaped = seen.da.length != trial.steps().length(b);
      for (int t = 0; t < seen.da.length && !reshaped; t++) {
        int row = trial.steps().row(t, b);
        traces[l].gates[row] = seen.gates[t];
        traces[l].dh[row] = seen.dh[t];
        traces[l].dc[row] = seen.dc[t];
        traces[l].dcFromNext[row] = seen.dcFromNext[t];
        traces[l].da[row] = seen.da[t];
      }
    }
  }

  /** The rows of one sequence; an id is a one-hot row. */
  private double[][] input(int b) {
    double[][] x = new double[trial.steps().length(b)][trial.input().width()];
    for (int t = 0; t < x.length; t++) {
      write(trial.input(), trial.steps().row(t, b), x[t], 0);
    }
    return x;
  }

  private static void write(Input input, int row, double[] x, int firstColumn) {
    switch (input) {
      case Input.Rows(Matrix values) ->
          System.arraycopy(ReferenceWeight.row(values, row), 0, x, firstColumn, values.columns());
      case Input.Ids ids -> x[firstColumn + ids.get(row)] = 1;
      case Input.Joined(List<Input> parts) -> {
        int column = firstColumn;
        for (Input part : parts) {
          write(part, row, x, column);
          column += part.width();
        }
      }
    }
  }

  /** The loss, summed over rows, each times its weight; without the part of the final states. */
  public double loss() {
    return loss;
  }

  /** What is asked of layers' outputs beside the loss. */
  public double penalty() {
    return penalties.stream().mapToDouble(ReferencePenalty::value).sum();
  }

  /** What the network gives the head, [N′, H]. */
  public double[][] hidden() {
    return hidden;
  }

  /** What the head predicts, [N′, O]. */
  public double[][] predictions() {
    return predictions;
  }

  /** Final states, [B, stateLength]. */
  public double[][] end() {
    return end;
  }

  /** Gradient of the initial states, [B, stateLength]. */
  public double[][] startGradient() {
    return startGradient;
  }

  /** Gradient of the input, [N, I]; that of an id is the gradient of its one-hot row. */
  public double[][] inputGradient() {
    return inputGradient;
  }

  /**
   * Gradient of a weight of the model, [rows, columns].
   *
   * @throws IllegalArgumentException if the model has no such weight
   */
  public double[][] gradient(Weight weight) {
    for (ReferenceLayer part : List.of(layers, head)) {
      for (ReferenceWeight known : part.weights()) {
        if (known.weight().equals(weight)) {
          return known.gradient();
        }
      }
    }
    throw new IllegalArgumentException("the model has no weight " + weight);
  }

  /**
   * Gates of a recurrent layer after their functions, [N, gates·H], by its index in the network;
   * rows as {@code sluice.nn.Probe} shows them, empty for a layer without gates.
   */
  public double[][] gates(int layer) {
    return traces[layer].gates;
  }

  /** Whole gradient of h of a recurrent layer, [N, H]. */
  public double[][] hiddenGradient(int layer) {
    return traces[layer].dh;
  }

  /** Whole gradient of the cell state of an LSTM, [N, H], as it is before any zoneout. */
  public double[][] cellGradient(int layer) {
    return traces[layer].dc;
  }

  /** What of it comes from the step after, [N, H]. */
  public double[][] cellGradientFromNext(int layer) {
    return traces[layer].dcFromNext;
  }

  /** Gradient of the sums before the gates' functions, [N, gates·H]. */
  public double[][] sumGradient(int layer) {
    return traces[layer].da;
  }

  /**
   * Distance of the nearest pre-activation or residual to a point where a derivative jumps: 0 of a
   * ReLU, of an absolute or quantile loss, ±δ of Huber's. Infinite if there is none.
   */
  public double nearestKink() {
    return nearestKink;
  }
}
