package sluice.bench;

import java.util.ArrayList;
import java.util.List;

/** One workload made ready by the {@link Textbook}. */
final class TextbookTask implements Engine.Task {
  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.999;
  private static final double EPSILON = 1e-8;

  private final Workload work;
  private final List<Textbook.Layer> layers = new ArrayList<>();
  private final List<double[][][]> weights = new ArrayList<>(); // each with its gradient
  private final List<double[][][]> moments = new ArrayList<>(); // m and v of each
  private final double[][] embedding; // [V][E], or nothing
  private final double[][] embeddingGradient;
  private final double[][] x; // [N][I], or nothing where ids are read
  private final int[] ids; // [N]
  private final double[][] headW; // [H][O]
  private final double[][] headB; // [1][O]
  private final double[][] dHeadW;
  private final double[][] dHeadB;
  private final double[] out; // [O]
  private final double[][] dh; // [N][H]
  private final double[][] targets; // [rows][O] of numbers
  private final int[] classes;
  private double loss = Double.NaN;
  private int steps;

  TextbookTask(Workload work) {
    this.work = work;
    Data data = new Data(work);
    for (Data.Lstm layer : data.layers()) {
      layers.add(new Textbook.Layer(work, layer));
    }
    int hidden = work.stack().hidden();
    int outputs = work.goal().outputs();
    boolean numbers = work.inputs() instanceof Workload.Inputs.Numbers;
    ids = numbers ? new int[0] : data.ids();
    if (work.inputs() instanceof Workload.Inputs.Embedding words) {
      embedding = Textbook.rows(data.embedding(words), words.words());
      embeddingGradient = new double[words.words()][words.width()];
      weights.add(new double[][][] {embedding, embeddingGradient});
      x = new double[work.rows()][];
    } else {
      embedding = new double[0][];
      embeddingGradient = embedding;
      x = numbers ? Textbook.rows(data.numbers(), work.rows()) : new double[0][];
    }
    layers.forEach(layer -> weights.addAll(layer.weights()));
    headW = outputs == 0 ? new double[0][] : Textbook.rows(data.head().w(), hidden);
    headB = outputs == 0 ? new double[1][0] : Textbook.rows(data.head().b(), 1);
    dHeadW = new double[headW.length][outputs];
    dHeadB = new double[1][outputs];
    weights.add(new double[][][] {headW, dHeadW});
    weights.add(new double[][][] {headB, dHeadB});
    out = new double[outputs];
    boolean values = work.goal() instanceof Workload.Goal.NumbersAtEnd;
    boolean states = work.goal() instanceof Workload.Goal.HiddenStates;
    classes = values || states ? new int[0] : data.classes();
    targets = values ? Textbook.rows(data.targets(), work.goalRows()) : new double[0][];
    dh =
        states
            ? Textbook.rows(data.hiddenGradient(), work.rows())
            : new double[work.rows()][hidden];
    if (work.job() instanceof Workload.Job.Adam) {
      for (double[][][] weight : weights) {
        int rows = weight[0].length;
        int columns = rows == 0 ? 0 : weight[0][0].length;
        moments.add(new double[][][] {new double[rows][columns], new double[rows][columns]});
      }
    }
  }

  @Override
  public void step() {
    forward();
    switch (work.job()) {
      case Workload.Job.Predict() -> {}
      case Workload.Job.Advance() -> layers.forEach(Textbook.Layer::carry);
      case Workload.Job.Gradients() -> {
        clearGradients();
        backward();
      }
      case Workload.Job.Sgd(float rate, float clip) -> {
        train();
        descend(rate * Math.min(1, clip / norm()));
      }
      case Workload.Job.Adam(float rate) -> {
        train();
        adam(rate);
      }
    }
  }

  private void train() {
    clearGradients();
    head();
    backward();
  }

  private void clearGradients() {
    weights.forEach(weight -> Textbook.clear(weight[1]));
  }

  private void forward() {
    if (embedding.length > 0) {
      for (int row = 0; row < x.length; row++) {
        x[row] = embedding[ids[row]];
      }
    }
    double[][] seen = x;
    for (Textbook.Layer layer : layers) {
      layer.forward(seen, ids);
      seen = layer.h;
    }
  }

  private void backward() {
    double[][] gradient = dh;
    for (int l = layers.size() - 1; l >= 0; l--) {
      layers.get(l).backward(l == 0 ? x : layers.get(l - 1).h, ids, gradient);
      gradient = layers.get(l).dx;
    }
    for (int row = 0; row < x.length && embedding.length > 0; row++) {
      Textbook.addScaled(1, gradient[row], embeddingGradient[ids[row]]);
    }
  }

  /** The mean loss, and its gradient by the hidden states and the head. */
  private void head() {
    double[][] h = layers.getLast().h;
    int rows = work.goalRows();
    int first = work.rows() - rows; // the last step's, or all
    boolean numbers = targets.length > 0;
    double terms = numbers ? (double) rows * out.length : rows;
    loss = 0;
    for (int r = 0; r < rows; r++) {
      System.arraycopy(headB[0], 0, out, 0, out.length);
      Textbook.addProduct(h[first + r], headW, out);
      loss += (numbers ? squared(targets[r]) : crossEntropy(classes[r])) / terms;
      for (int j = 0; j < out.length; j++) {
        out[j] /= terms;
      }
      Textbook.addOuter(h[first + r], out, dHeadW);
      Textbook.addScaled(1, out, dHeadB[0]);
      Textbook.setTransposed(headW, out, dh[first + r]);
    }
  }

  /** ½Σ(ŷ−y)² of a row; the outputs become its gradient. */
  private double squared(double[] target) {
    double sum = 0;
    for (int j = 0; j < out.length; j++) {
      out[j] -= target[j];
      sum += out[j] * out[j] / 2;
    }
    return sum;
  }

  /** −log p of the class; the logits become its gradient, p − y. */
  private double crossEntropy(int target) {
    double most = Double.NEGATIVE_INFINITY;
    for (double logit : out) {
      most = Math.max(most, logit);
    }
    double sum = 0;
    for (double logit : out) {
      sum += Math.exp(logit - most);
    }
    double row = Math.log(sum) + most - out[target];
    for (int j = 0; j < out.length; j++) {
      out[j] = Math.exp(out[j] - most) / sum;
    }
    out[target] -= 1;
    return row;
  }

  private double norm() {
    double sum = 0;
    for (double[][][] weight : weights) {
      for (double[] row : weight[1]) {
        for (double g : row) {
          sum += g * g;
        }
      }
    }
    return Math.sqrt(sum);
  }

  private void descend(double rate) {
    for (double[][][] weight : weights) {
      for (int r = 0; r < weight[0].length; r++) {
        Textbook.addScaled(-rate, weight[1][r], weight[0][r]);
      }
    }
  }

  private void adam(double rate) {
    steps++;
    double first = 1 - Math.pow(BETA1, steps);
    double second = 1 - Math.pow(BETA2, steps);
    for (int i = 0; i < weights.size(); i++) {
      for (int r = 0; r < weights.get(i)[0].length; r++) {
        double[] w = weights.get(i)[0][r];
        double[] g = weights.get(i)[1][r];
        double[] m = moments.get(i)[0][r];
        double[] v = moments.get(i)[1][r];
        for (int j = 0; j < w.length; j++) {
          m[j] = BETA1 * m[j] + (1 - BETA1) * g[j];
          v[j] = BETA2 * v[j] + (1 - BETA2) * g[j] * g[j];
          w[j] -= rate * (m[j] / first) / (Math.sqrt(v[j] / second) + EPSILON);
        }
      }
    }
  }

  @Override
  public double loss() {
    return loss;
  }

  @Override
  public float[] output() {
    double[][] h = layers.getLast().h;
    float[] values = new float[h.length * h[0].length];
    for (int j = 0; j < values.length; j++) {
      values[j] = (float) h[j / h[0].length][j % h[0].length];
    }
    return values;
  }

  @Override
  public void close() {}
}
