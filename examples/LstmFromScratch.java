// The network that Sluice grew from: three LSTM layers of 30 units over two inputs, a dense layer
// of two outputs on the last step, softmax and cross-entropy, Adam. This program takes it apart:
// the shape of all that flows forward and back, over 1 step and over 10, and then a training.
//
//   ./build example LstmFromScratch.java [EPOCHS]

import static sluice.nn.LayerSpec.*;

import module sluice.core;

import sluice.loss.Target; // java.lang.annotation has a Target too

// T steps, B sequences, I inputs, H hidden units, O outputs. All steps of a batch lie in one matrix
// of N = T·B rows: row t·B + b is step t of sequence b.
static final int B = 32, I = 2, H = 30, O = 2, DAYS = 10;
static final long SEED = 42;

void main(String[] args) throws IOException {
  Model model = network();
  for (Weight weight : model.weights()) {
    print("  %-12s %-10s %,6d", weight.name(), weight.values(), weight.size());
  }
  long layers = model.network().parameters();
  long head = model.parameters() - layers;
  print("%,d + %,d parameters", layers, head);
  check(layers, 18_600, "parameters of the layers");
  check(head, 62, "parameters of the head");

  passes(model, 1);
  passes(model, 10);
  train(args.length > 0 ? Integer.parseInt(args[0]) : 8);
}

// What the network is. The head is its last dense layer and the loss on top, in one object.
Model network() {
  Network layers = Network.create(I, stack(lstm(H), lstm(H), lstm(H), lastStep()), SEED);
  return new Model(layers, Head.dense(H, O, new SoftmaxCrossEntropy(), SEED));
}

// One forward and one backward by hand, on random numbers. Trainer does the same with every batch.
void passes(Model model, int T) {
  print("\n%d step%s of %d sequences", T, T == 1 ? "" : "s", B);
  Steps steps = Steps.equal(T, B);
  Matrix x = random(T * B, I);
  Target.ClassIds y = new Target.ClassIds(B).rows(B);
  for (int b = 0; b < B; b++) {
    y.set(b, b % O);
  }
  float[] ones = new float[B]; // every sequence counts the same
  Arrays.fill(ones, 1);

  // A pass owns the buffers of one forward and one backward; the network itself stays untouched.
  Gradients gradients = new Gradients(model.weights());
  PassSettings settings =
      PassSettings.training(Capacity.of(steps), gradients, new Draw(SEED)).probe(new Deltas());
  Network.Pass layers = model.network().pass(settings.inputGradient(true));
  Head.Pass head = model.head().pass(B, Optional.of(gradients), Workers.shared());

  Matrix h = layers.forward(new Input.Rows(x), steps);
  show("x", x, "two numbers a step", T * B, I);
  show("h", h, "the last step: what others call flatten only relabels it", B, H);
  Matrix p = head.predict(h).copy();
  show("p", p, "softmax: a probability for each class", B, O);

  Matrix dh = Matrix.of(B, H);
  double loss = head.lossAndGradient(h, y, ones, dh);
  show("delta", delta(p, y), "p − y: softmax and cross-entropy leave no more than that", B, O);
  show("dh", dh, "delta · Vᵀ = [%d, %d]·[%d, %d]".formatted(B, O, O, H), B, H);
  Matrix byHand = product(delta(p, y), model.head().weights().getFirst());
  check(farthest(dh, byHand) < 1e-6, "dh is not delta · Vᵀ");

  Matrix dx = layers.backward(dh);
  show("dx", dx, "what one would change in the inputs", T * B, I);
  for (int i = 0; i < gradients.count(); i++) { // dWx, dWh, db of each layer; then those of V
    int rows = i == 0 ? I : i % 3 == 2 || i == 10 ? 1 : H;
    String name = gradients.weight(i).name();
    show("gradient", gradients.gradient(i), "of " + name, rows, i < 9 ? 4 * H : O);
  }
  print("  loss %.4f; guessing costs ln 2 = 0.6931", loss / B);
}

// A probe reads what passes through the layers, and changes nothing. Backward tells each step of
// each layer, from the last to the first: all gradients of the four gates' pre-activations.
class Deltas implements Probe {
  @Override
  public void backwardStep(
      int layer,
      int t,
      int first,
      int count,
      Matrix dh,
      Matrix dcFromOutput,
      Matrix dcFromNext,
      Matrix da) {
    if (t == 0) {
      print(
          "  da of layer %d at step 0: [%d, %d]   gates i f g o side by side",
          layer, count, da.columns());
    }
    check(count, B, "rows of da");
    check(da.columns(), 4 * H, "columns of da");
  }
}

// p − y, where y is 1 for the true class and 0 for the other.
Matrix delta(Matrix p, Target.ClassIds y) {
  Matrix delta = p.copy();
  for (int b = 0; b < B; b++) {
    delta.set(b, y.get(b), delta.get(b, y.get(b)) - 1);
  }
  return delta;
}

// delta · Vᵀ, plainly.
Matrix product(Matrix delta, Weight v) {
  Matrix product = Matrix.of(B, H);
  for (int b = 0; b < B; b++) {
    for (int j = 0; j < H; j++) {
      float sum = 0;
      for (int o = 0; o < O; o++) {
        sum += delta.get(b, o) * v.values().get(j, o);
      }
      product.set(b, j, sum);
    }
  }
  return product;
}

// Trains on twenty years of births: will tomorrow have more than today? The settings are those of
// lstm-from-scratch.yaml, which besides keeps the weights of the best epoch.
void train(int epochs) throws IOException {
  float[][] days = births();
  int count = days.length - DAYS; // of windows; the last one ends a day before the data do
  float[][][] windows = new float[count][][];
  int[][] up = new int[count][1]; // the class: 1 if the day after the window has more births
  for (int w = 0; w < count; w++) {
    windows[w] = Arrays.copyOfRange(days, w, w + DAYS);
    up[w][0] = days[w + DAYS][0] > days[w + DAYS - 1][0] ? 1 : 0;
  }
  int test = count - 730; // the last two years are for the end alone
  ArrayBatches learned =
      ArrayBatches.classes(Arrays.copyOf(windows, test), Arrays.copyOf(up, test), B).shuffled(SEED);

  Model model = network();
  Clip clip = Clip.norm(1);
  Schedule slower = new Schedule.Exponential(0.8, learned.count(), true); // × 0.8 an epoch
  Trainer trainer =
      new Trainer(
          model,
          TrainConfig.DEFAULT.epochs(epochs).schedule(slower).seed(SEED),
          clip,
          gradients -> new Adam(Adam.Config.DEFAULT.rate(2e-3), gradients, clip));
  print("\n%,d windows of %d days to learn from, 730 to be tested on", test, DAYS);
  trainer.fit(
      learned,
      Optional.empty(),
      Hooks.none()
          .listener(event -> {
            if (event instanceof TrainEvent.EpochDone(Epoch epoch)) {
              print("  epoch %d  loss %.4f", epoch.number(), epoch.trainingLoss());
            }
          }));
  measure(model, windows, up, test);
}

// How often it is right, beside two answers that cost nothing.
void measure(Model model, float[][][] windows, int[][] up, int test) {
  long ups = Arrays.stream(up, 0, test).filter(one -> one[0] == 1).count();
  int most = ups > test / 2 ? 1 : 0; // the class that training saw most often
  int right = 0, asMost = 0, asBefore = 0;
  Model.Pass pass = model.pass(PassSettings.predicting(Capacity.of(DAYS, 1)));
  for (int w = test; w < windows.length; w++) {
    Matrix p = pass.predict(new Input.Rows(Matrix.of(windows[w])), Steps.equal(DAYS, 1));
    int truth = up[w][0];
    right += (p.get(0, 1) > p.get(0, 0) ? 1 : 0) == truth ? 1 : 0;
    asMost += most == truth ? 1 : 0;
    asBefore += up[w - 1][0] == truth ? 1 : 0;
  }
  double percent = 100.0 / (windows.length - test);
  print(
      "right: network %.1f %%, majority class %.1f %%, same as before %.1f %%",
      right * percent, asMost * percent, asBefore * percent);
}

// A row a day: births and the day of the week (1 is Monday), both brought to about −2 … 2.
float[][] births() throws IOException {
  return Files.readAllLines(Path.of("examples/data/us-births-1969-1988.csv")).stream()
      .skip(1) // the header: year, month, date_of_month, day_of_week, births
      .map(line -> line.split(","))
      .map(cells ->
          new float[] {
            (Float.parseFloat(cells[4]) - 9300) / 1400, (Float.parseFloat(cells[3]) - 4) / 2
          })
      .toArray(float[][]::new);
}

Matrix random(int rows, int columns) {
  Matrix matrix = Matrix.of(rows, columns);
  for (int j = 0; j < matrix.size(); j++) {
    matrix.data()[j] = Rng.normal(SEED, j);
  }
  return matrix;
}

double farthest(Matrix a, Matrix b) {
  double most = 0;
  for (int j = 0; j < a.size(); j++) {
    most = Math.max(most, Math.abs(a.data()[j] - b.data()[j]));
  }
  return most;
}

void print(String form, Object... values) {
  IO.println(String.format(Locale.ROOT, form, values));
}

void show(String name, Matrix matrix, String what, int rows, int columns) {
  print("  %-9s %-10s %s", name, matrix, what);
  check(matrix.rows(), rows, "rows of " + name + " " + what);
  check(matrix.columns(), columns, "columns of " + name + " " + what);
}

void check(long found, long expected, String what) {
  check(found == expected, what + " should be " + expected + ", found " + found);
}

void check(boolean holds, String what) {
  if (!holds) {
    throw new IllegalStateException(what);
  }
}
