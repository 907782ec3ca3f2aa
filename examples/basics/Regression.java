// A line through points, by descent and by the closed form.
//
//   ./build example basics/Regression.java [FOLDER OF THE PICTURE]

import static sluice.nn.LayerSpec.*;

import module sluice.core;

static final int M = 20; // points
static final double RATE = 0.01;
static final double ENOUGH = 1e-5; // of each derivative

void main(String[] args) throws IOException {
  double[] x = new double[M];
  double[] y = new double[M]; // whole numbers within 5 of x, from 0 to 20
  for (int i = 0; i < M; i++) {
    x[i] = i + 1;
    y[i] = Math.clamp(i + 1 - 5 + Rng.below(7, i, 11), 0, 20);
  }

  // J = 1/(2m) Σ (b + w·x − y)², from b = w = 1.
  double b = 1;
  double w = 1;
  int steps = 0;
  for (boolean going = true; going; ) {
    double db = 0;
    double dw = 0;
    for (int i = 0; i < M; i++) {
      double r = b + w * x[i] - y[i];
      db += r / M;
      dw += r * x[i] / M;
    }
    going = Math.abs(db) >= ENOUGH || Math.abs(dw) >= ENOUGH;
    if (going) {
      b -= RATE * db;
      w -= RATE * dw;
      steps++;
    }
  }
  print("steps", steps);
  print("descent b", b);
  print("descent w", w);

  // Closed form: w = cov(x, y) ∕ var(x), and the line goes through the means.
  double meanX = Arrays.stream(x).sum() / M;
  double meanY = Arrays.stream(y).sum() / M;
  double covariance = 0;
  double variance = 0;
  for (int i = 0; i < M; i++) {
    covariance += (x[i] - meanX) * (y[i] - meanY);
    variance += (x[i] - meanX) * (x[i] - meanX);
  }
  double closedW = covariance / variance;
  double closedB = meanY - closedW * meanX;
  print("closed b", closedB);
  print("closed w", closedW);
  print("farthest apart", Math.max(Math.abs(b - closedB), Math.abs(w - closedW)));

  Model model = train(x, y);
  print("L-BFGS b", model.weights().get(1).values().get(0, 0));
  print("L-BFGS w", model.weights().get(0).values().get(0, 0));

  new Picture(0, 21, 0, 21)
      .dots(Picture.BLUE, "points", x, y)
      .line(
          Picture.ORANGE,
          "the line",
          new double[] {0, 21},
          new double[] {closedB, closedB + 21 * closedW})
      .save(args, "regression", "Twenty points and the line with the least squared error");
}

// The same as a network: a head of one output on the numbers as they are, all points in one batch.
Model train(double[] x, double[] y) {
  float[][][] inputs = new float[M][1][1];
  float[][][] truth = new float[M][1][1];
  for (int i = 0; i < M; i++) {
    inputs[i][0][0] = (float) x[i];
    truth[i][0][0] = (float) y[i];
  }
  Model model =
      new Model(
          Network.create(1, lastStep(), 1), Head.dense(1, 1, new RegressionLoss.Squared(), 1));
  new Trainer(
          model,
          TrainConfig.DEFAULT.epochs(10),
          Clip.NONE,
          gradients -> new Lbfgs(Lbfgs.Config.DEFAULT, gradients))
      .fit(ArrayBatches.values(inputs, truth, M), Optional.empty(), Hooks.none());
  return model;
}

void print(String name, double value) {
  IO.println(String.format(Locale.ROOT, "%s = %.7f", name, value));
}
