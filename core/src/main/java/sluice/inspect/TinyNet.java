package sluice.inspect;

import java.util.Arrays;
import java.util.List;
import sluice.inspect.CellEquations.Factor;
import sluice.inspect.CellEquations.Link;
import sluice.loss.Head;
import sluice.loss.Model;
import sluice.loss.SoftmaxCrossEntropy;
import sluice.loss.Target;
import sluice.math.Matrix;
import sluice.math.Steps;
import sluice.math.Workers;
import sluice.nn.Activation;
import sluice.nn.Draw;
import sluice.nn.Input;
import sluice.nn.LayerSpec;
import sluice.nn.Network;

/**
 * One recurrent layer with a softmax over classes at every step, and one sequence: as a model of
 * the engine and as plain equations over copies of its weights.
 *
 * @param rule of the cell
 * @param trial the model on the sequence, from a state of zeros
 * @param weights copies of the model's weights in double, in its order; the last two are V and d
 */
record TinyNet(CellRule rule, Trial trial, List<double[][]> weights) {
  private static final double STEP = 1e-5;

  static TinyNet of(Derivation.Cell cell, Derivation.Size size, long seed) {
    Network network =
        Network.create(
            size.inputs(), LayerSpec.stack(spec(cell, size.hidden(), size.steps())), seed);
    Head head = Head.dense(size.hidden(), size.classes(), new SoftmaxCrossEntropy(), seed);
    Model model = new Model(network, head);
    Trial drawn = Trial.random(model, Steps.equal(size.steps(), 1), seed);
    float[] ones = new float[size.steps()];
    Arrays.fill(ones, 1);
    Trial trial =
        new Trial(
            model,
            drawn.input(),
            drawn.steps(),
            drawn.target(),
            ones,
            Matrix.of(1, network.stateLength()),
            Matrix.of(1, network.stateLength()),
            new Draw(seed));
    List<double[][]> weights =
        model.weights().stream().map(weight -> ReferenceWeight.rows(weight.values())).toList();
    return new TinyNet(CellRule.valueOf(cell.name()), trial, weights);
  }

  private static LayerSpec spec(Derivation.Cell cell, int hidden, int steps) {
    return switch (cell) {
      case LSTM -> LayerSpec.lstm(hidden);
      case RNN -> LayerSpec.rnn(hidden);
      case GRU -> LayerSpec.gru(hidden);
      case INDRNN -> new LayerSpec.IndRnnSpec(hidden, Activation.RELU, steps);
    };
  }

  Model model() {
    return trial.model();
  }

  int hidden() {
    return model().network().outputSize();
  }

  /** The cell's equations over {@link #weights}. */
  CellEquations equations() {
    int h = hidden();
    List<Link> links =
        switch (rule) {
          case LSTM, RNN ->
              List.of(link(0, Factor.X, 0), link(1, Factor.H, 0), link(2, Factor.ONE, 0));
          case INDRNN ->
              List.of(link(0, Factor.X, 0), link(1, Factor.EACH_H, 0), link(2, Factor.ONE, 0));
          case GRU ->
              List.of(
                  link(0, Factor.X, 0),
                  link(1, Factor.H, 0),
                  link(2, Factor.H, 3 * h), // u has columns of its own
                  link(3, Factor.ONE, 0),
                  link(4, Factor.ONE, 3 * h));
        };
    return new CellEquations(rule, links, h);
  }

  private Link link(int weight, Factor factor, int first) {
    return new Link(weights.get(weight), factor, first);
  }

  /** V, [H, O]. */
  double[][] headWeight() {
    return weights.get(weights.size() - 2);
  }

  /** d, [O]. */
  double[] headBias() {
    return weights.getLast()[0];
  }

  /** The sequence, [T, I]. */
  double[][] input() {
    return ReferenceWeight.rows(((Input.Rows) trial.input()).values());
  }

  /** The true class of a step. */
  int label(int t) {
    return ((Target.ClassIds) trial.target()).get(t);
  }

  /** p = softmax(h·V + d). */
  double[] probabilities(double[] h) {
    double[] z = Vectors.product(h, headWeight());
    Vectors.add(headBias(), z);
    double largest = Arrays.stream(z).max().orElseThrow();
    double sum = 0;
    for (int j = 0; j < z.length; j++) {
      z[j] = StrictMath.exp(z[j] - largest);
      sum += z[j];
    }
    for (int j = 0; j < z.length; j++) {
      z[j] /= sum;
    }
    return z;
  }

  /** L by the plain equations. */
  double loss() {
    double loss = 0;
    List<CellStep> steps = equations().steps(input());
    for (int t = 0; t < steps.size(); t++) {
      loss -= StrictMath.log(probabilities(steps.get(t).value("h"))[label(t)]);
    }
    return loss;
  }

  /** The gradient of a weight by central differences of {@link #loss}. */
  double[][] differences(int i) {
    double[][] weight = weights.get(i);
    double[][] gradient = new double[weight.length][weight[0].length];
    for (int r = 0; r < weight.length; r++) {
      for (int j = 0; j < weight[r].length; j++) {
        double value = weight[r][j];
        weight[r][j] = value + STEP;
        double above = loss();
        weight[r][j] = value - STEP;
        double below = loss();
        weight[r][j] = value;
        gradient[r][j] = (above - below) / (2 * STEP);
      }
    }
    return gradient;
  }

  /** The engine's gradients, in the order of the weights. */
  List<double[][]> engineGradients() {
    return new PassResult.Runner(trial, Workers.serial())
        .run().weights().stream().map(ReferenceWeight::rows).toList();
  }
}
