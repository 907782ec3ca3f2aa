// Why deep sigmoid nets did not learn, and what cured it: ReLU, and first weights of the right size.
//
//   ./build example basics/Vanishing.java [FOLDER OF THE PICTURE]

import static sluice.nn.LayerSpec.*;

import module sluice.core;

static final int DEPTH = 10;
static final int UNITS = 16;
static final int POINTS = 200;
static final long SEED = 42;

void main(String[] args) throws IOException {
  // σ′ is at most ¼, at 0. Five layers with |w| ≤ 1 keep at most this of a gradient:
  print("sigmoid' at 0", 0.5 * (1 - 0.5));
  print("five layers, w = 1", StrictMath.pow(0.25, 5));
  print("five layers, w = 10", StrictMath.pow(0.25 * 10, 5)); // and large weights explode

  Model sigmoid = model(Activation.SIGMOID, Initialiser.Kind.GLOROT_UNIFORM);
  Model relu = model(Activation.RELU, Initialiser.Kind.HE_NORMAL);
  double[] ofSigmoid = gradients(sigmoid);
  double[] ofRelu = gradients(relu);
  print(
      "sigmoid: log10 of the first layer's gradient beside the last's",
      StrictMath.log10(ofSigmoid[0] / ofSigmoid[DEPTH - 1]));
  print(
      "ReLU, He: log10 of the first layer's gradient beside the last's",
      StrictMath.log10(ofRelu[0] / ofRelu[DEPTH - 1]));
  train(sigmoid);
  train(relu);
  print("sigmoid: right after 100 epochs, %", right(sigmoid));
  print("ReLU, He: right after 100 epochs, %", right(relu));

  double[] layers = new double[DEPTH];
  Arrays.setAll(layers, layer -> layer + 1);
  new Picture(1, DEPTH, -12, 2)
      .line(Picture.ORANGE, "sigmoid: log10 of the gradient's norm", layers, log(ofSigmoid))
      .line(Picture.BLUE, "ReLU with He's first weights", layers, log(ofRelu))
      .save(args, "vanishing", "Norm of the gradient in each of ten layers, before training");
}

// Ten hidden layers and a head with one logit.
Model model(Activation activation, Initialiser.Kind first) {
  List<LayerSpec> layers = new ArrayList<>();
  for (int layer = 0; layer < DEPTH; layer++) {
    layers.add(new DenseSpec(UNITS, activation));
  }
  LayerSpec begun =
      new Initialised(
          new Stack(layers),
          Optional.of(new Initialiser(first)),
          Optional.empty(),
          Optional.of(new Initialiser(Initialiser.Kind.ZERO)));
  return new Model(
      Network.create(2, begun, SEED), Head.dense(UNITS, 1, new SigmoidCrossEntropy(), SEED));
}

// Is a point of the square inside the circle?
float[][][] points() {
  float[][][] points = new float[POINTS][1][2];
  for (int i = 0; i < POINTS; i++) {
    points[i][0][0] = 2 * Rng.uniform(Rng.unitBits(SEED, 2 * i)) - 1;
    points[i][0][1] = 2 * Rng.uniform(Rng.unitBits(SEED, 2 * i + 1)) - 1;
  }
  return points;
}

float[][][] labels() {
  float[][][] labels = new float[POINTS][1][1];
  float[][][] points = points();
  for (int i = 0; i < POINTS; i++) {
    float x = points[i][0][0];
    float y = points[i][0][1];
    labels[i][0][0] = x * x + y * y < 0.64f ? 1 : 0;
  }
  return labels;
}

// The norm of the gradient of each layer's weights, over all points at once.
double[] gradients(Model model) {
  Gradients gradients = new Gradients(model.weights());
  Steps steps = Steps.equal(1, POINTS);
  PassSettings settings =
      PassSettings.training(Capacity.of(steps), gradients, new Draw(SEED));
  float[] ones = new float[POINTS];
  Arrays.fill(ones, 1);
  gradients.clear();
  model
      .pass(settings)
      .lossAndGradient(
          new Input.Rows(rows(points())),
          steps,
          new sluice.loss.Target.LabelSets(rows(labels())),
          ones);
  double[] norms = new double[DEPTH];
  for (int layer = 0; layer < DEPTH; layer++) {
    double squares = 0;
    for (float g : gradients.gradient(2 * layer).toArray()) {
      squares += (double) g * g;
    }
    norms[layer] = Math.sqrt(squares);
  }
  return norms;
}

void train(Model model) {
  new Trainer(
          model,
          TrainConfig.DEFAULT.epochs(100),
          Clip.NONE,
          gradients -> new Adam(Adam.Config.DEFAULT.rate(3e-3), gradients, Clip.NONE))
      .fit(
          ArrayBatches.labels(points(), labels(), 20).shuffled(SEED),
          Optional.empty(),
          Hooks.none());
}

double right(Model model) {
  Matrix p =
      model
          .pass(PassSettings.predicting(Capacity.of(1, POINTS)))
          .predict(new Input.Rows(rows(points())), Steps.equal(1, POINTS));
  float[][][] labels = labels();
  int right = 0;
  for (int i = 0; i < POINTS; i++) {
    right += (p.get(i, 0) > 0.5) == (labels[i][0][0] == 1) ? 1 : 0;
  }
  return 100.0 * right / POINTS;
}

Matrix rows(float[][][] sequences) {
  return Matrix.of(Arrays.stream(sequences).map(one -> one[0]).toArray(float[][]::new));
}

double[] log(double[] values) {
  return Arrays.stream(values).map(StrictMath::log10).toArray();
}

void print(String name, double value) {
  IO.println(String.format(Locale.ROOT, "%s = %.7f", name, value));
}
