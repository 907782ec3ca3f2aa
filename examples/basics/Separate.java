// What a straight line cannot separate, and the two ways out: features, and a hidden layer.
//
//   ./build example basics/Separate.java [FOLDER OF THE PICTURE]

import static sluice.nn.LayerSpec.*;

import module sluice.core;

static final int POINTS = 240;
static final long SEED = 42;

// Points with a class each; x is [points, features].
record Data(float[][] x, float[] y) {
  Data features(UnaryOperator<float[]> of) {
    return new Data(Arrays.stream(x).map(of).toArray(float[][]::new), y);
  }
}

void main(String[] args) throws IOException {
  Data circle = square((a, b) -> a * a + b * b < 0.64 ? 1 : 0);
  Data xor = square((a, b) -> a * b < 0 ? 1 : 0);
  Data spiral = spiral();
  LayerSpec line = lastStep(); // the head alone: logistic regression
  LayerSpec linear = stack(flat(8), flat(8), flat(8));
  LayerSpec hidden = new DenseSpec(8, Activation.TANH);
  UnaryOperator<float[]> squares = p -> new float[] {p[0], p[1], p[0] * p[0], p[1] * p[1]};
  UnaryOperator<float[]> product = p -> new float[] {p[0], p[1], p[0] * p[1]};

  print("circle, a line", right(circle, line));
  print("circle, four linear layers", right(circle, linear));
  print("circle, a line on squares", right(circle.features(squares), line));
  print("circle, one hidden layer", right(circle, hidden));
  print("XOR, a line", right(xor, line));
  print("XOR, four linear layers", right(xor, linear));
  print("XOR, a line on squares", right(xor.features(squares), line));
  print("XOR, a line on the product", right(xor.features(product), line));
  print("XOR, one hidden layer", right(xor, hidden));
  print("spiral, one neuron with every feature", right(spiral.features(this::everything), line));
  LayerSpec small =
      stack(
          new DenseSpec(24, Activation.TANH),
          new DenseSpec(24, Activation.TANH),
          new DenseSpec(24, Activation.TANH));
  print("spiral, three hidden layers of 24", right(spiral, small));

  new Picture(-4, 4, -4, 4)
      .dots(Picture.BLUE, "", of(spiral, 0, 0), of(spiral, 0, 1))
      .dots(Picture.ORANGE, "", of(spiral, 1, 0), of(spiral, 1, 1))
      .save(args, "separate", "Two spirals, which one neuron cannot tell apart");
}

LayerSpec flat(int units) {
  return new DenseSpec(units, Activation.IDENTITY);
}

float[] everything(float[] p) {
  float x = p[0];
  float y = p[1];
  float sinX = (float) StrictMath.sin(x);
  float sinY = (float) StrictMath.sin(y);
  return new float[] {x, y, x * x, y * y, x * y, sinX, sinY};
}

// Points of a square, none of them close to the circle or to an axis.
Data square(DoubleBinaryOperator classOf) {
  float[][] x = new float[POINTS][];
  float[] y = new float[POINTS];
  for (int i = 0, unit = 0; i < POINTS; unit += 2) {
    float a = 2 * Rng.uniform(Rng.unitBits(SEED, unit)) - 1;
    float b = 2 * Rng.uniform(Rng.unitBits(SEED, unit + 1)) - 1;
    boolean clear = Math.abs(a * a + b * b - 0.64) > 0.1 && Math.abs(a * b) > 0.02;
    if (clear) {
      x[i] = new float[] {a, b};
      y[i++] = (float) classOf.applyAsDouble(a, b);
    }
  }
  return new Data(x, y);
}

// Two arms, one and a half turns each.
Data spiral() {
  float[][] x = new float[POINTS][];
  float[] y = new float[POINTS];
  for (int i = 0; i < POINTS; i++) {
    double along = (i / 2 + 6.0) / (POINTS / 2.0 + 6);
    double angle = 3 * Math.PI * along + (i % 2) * Math.PI;
    x[i] =
        new float[] {
          (float) (4 * along * StrictMath.cos(angle)), (float) (4 * along * StrictMath.sin(angle))
        };
    y[i] = i % 2;
  }
  return new Data(x, y);
}

// Trains, and says how many of a hundred are then on their own side.
double right(Data data, LayerSpec layers) {
  Network network = Network.create(data.x()[0].length, layers, SEED);
  Model model =
      new Model(network, Head.dense(network.outputSize(), 1, new SigmoidCrossEntropy(), SEED));
  float[][][] inputs = new float[POINTS][1][];
  float[][][] labels = new float[POINTS][1][1];
  for (int i = 0; i < POINTS; i++) {
    inputs[i][0] = data.x()[i];
    labels[i][0][0] = data.y()[i];
  }
  new Trainer(
          model,
          TrainConfig.DEFAULT.epochs(400),
          Clip.NONE,
          gradients -> new Adam(Adam.Config.DEFAULT.rate(0.01), gradients, Clip.NONE))
      .fit(
          ArrayBatches.labels(inputs, labels, 24).shuffled(SEED),
          Optional.empty(),
          Hooks.none());
  Matrix p =
      model
          .pass(PassSettings.predicting(Capacity.of(1, POINTS)))
          .predict(new Input.Rows(Matrix.of(data.x())), Steps.equal(1, POINTS));
  int right = 0;
  for (int i = 0; i < POINTS; i++) {
    right += (p.get(i, 0) > 0.5 ? 1 : 0) == data.y()[i] ? 1 : 0;
  }
  return 100.0 * right / POINTS;
}

double[] of(Data data, int which, int column) {
  return IntStream.range(0, POINTS)
      .filter(i -> data.y()[i] == which)
      .mapToDouble(i -> data.x()[i][column])
      .toArray();
}

void print(String name, double value) {
  IO.println(String.format(Locale.ROOT, "%s = %.1f", name, value));
}
