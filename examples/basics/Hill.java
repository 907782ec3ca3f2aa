// Down the hills of f(x) = x² ∕ 10 + sin x: where descent ends, and what decides it.
//
//   ./build example basics/Hill.java [FOLDER OF THE PICTURE]

import module sluice.core;

import sluice.optim.Method; // java.lang.reflect has a Method too

static final double RATE = 0.4;

double f(double x) {
  return x * x / 10 + StrictMath.sin(x);
}

double slope(double x) {
  return x / 5 + StrictMath.cos(x);
}

double curvature(double x) {
  return 0.2 - StrictMath.sin(x);
}

void main(String[] args) throws IOException {
  double[] path = descent(-9, RATE, 400);
  for (int step : new int[] {1, 2, 8, 9, 10, 32, 33, 34}) {
    print("x" + step, path[step]);
  }

  double right = descent(6, RATE, 400)[400];
  print("left minimum", path[400]);
  print("f there", f(path[400]));
  print("right minimum, from 6", right);
  print("f there", f(right));

  double[] cycle = descent(6, 2, 1001);
  print("from 6, rate 2: now", Math.min(cycle[1000], cycle[1001]));
  print("from 6, rate 2: then", Math.max(cycle[1000], cycle[1001]));
  double[] flight = descent(6, 11, 1000);
  print("from 6, rate 11: nearest to 0", Arrays.stream(flight).skip(1).map(Math::abs).min().orElseThrow());

  print("newton from -2: x1", newton(-2, 1));
  print("newton from -2: x2", newton(-2, 2));
  print("newton from -2: x3", newton(-2, 3));
  print("newton from 6: the maximum", newton(6, 30));

  // Sluice's own methods work in single precision.
  for (double from : new double[] {9, -10}) {
    print("momentum from %.0f".formatted(from), with(new Method.Momentum(0.1, 0.9), from));
    print("nesterov from %.0f".formatted(from), with(new Method.Nesterov(0.1, 0.9), from));
  }
  rmsProp();
  planes();
  draw(args, path);
}

double[] descent(double from, double rate, int steps) {
  double[] path = new double[steps + 1];
  path[0] = from;
  for (int step = 1; step <= steps; step++) {
    path[step] = path[step - 1] - rate * slope(path[step - 1]);
  }
  return path;
}

double newton(double from, int steps) {
  double x = from;
  for (int step = 0; step < steps; step++) {
    x -= slope(x) / curvature(x);
  }
  return x;
}

// Where a method of Sluice ends. An optimiser asks for the loss, and finds the gradient gathered.
double with(Method method, double from) {
  Weight x = new Weight("x", 1, 1, Weight.Role.TRAINED);
  x.values().set(0, 0, (float) from);
  Gradients gradients = new Gradients(List.of(x));
  Optimizer optimizer = new Descent(method, gradients, Clip.NONE);
  for (int step = 0; step < 1000; step++) {
    optimizer.step(() -> gather(x, gradients));
  }
  return x.values().get(0, 0);
}

double gather(Weight x, Gradients gradients) {
  double at = x.values().get(0, 0);
  gradients.clear();
  gradients.gradient(0).set(0, 0, (float) slope(at));
  gradients.finish(1);
  return f(at);
}

// What RMSProp remembers after three steps, beside the same written out.
void rmsProp() {
  Weight x = new Weight("x", 1, 1, Weight.Role.TRAINED);
  x.values().set(0, 0, -9);
  Gradients gradients = new Gradients(List.of(x));
  Descent rms = new Descent(new Method.RmsProp(0.01, 0.9, 1e-8), gradients, Clip.NONE);
  double[] g = new double[3];
  for (int step = 0; step < 3; step++) {
    rms.step(() -> gather(x, gradients));
    g[step] = gradients.gradient(0).get(0, 0);
  }
  double rho = 0.9;
  print("rmsprop G3", rms.tensors().getFirst().values().get(0, 0));
  print(
      "(1-r)(r²g1² + rg2² + g3²)",
      (1 - rho) * (rho * rho * g[0] * g[0] + rho * g[1] * g[1] + g[2] * g[2]));
}

// Gradients of two variables at (20, 40), by differences.
void planes() {
  DoubleBinaryOperator one = (x, y) -> x * x / 10 + 0 * y;
  DoubleBinaryOperator two = (x, y) -> x * x / 10 + y * y / 10;
  double h = 1e-3;
  for (DoubleBinaryOperator f : List.of(one, two)) {
    String name = f == one ? "x²/10 + 0y" : "x²/10 + y²/10";
    print(name + ": d/dx", (f.applyAsDouble(20 + h, 40) - f.applyAsDouble(20 - h, 40)) / (2 * h));
    print(name + ": d/dy", (f.applyAsDouble(20, 40 + h) - f.applyAsDouble(20, 40 - h)) / (2 * h));
  }
  print("tangent at 20, at a = 0", one.applyAsDouble(20, 40) + 4 * (0 - 20)); // 4a − 40
}

void draw(String[] args, double[] path) throws IOException {
  double[] xs = new double[201];
  for (int i = 0; i < xs.length; i++) {
    xs[i] = -10 + 0.1 * i;
  }
  double[] one = Arrays.copyOf(path, 40);
  double[] other = Arrays.copyOf(descent(6, RATE, 40), 40);
  new Picture(-10, 10, -2, 12)
      .line(Picture.GREY, "x²/10 + sin x", xs, Arrays.stream(xs).map(this::f).toArray())
      .dots(Picture.BLUE, "from −9", one, Arrays.stream(one).map(this::f).toArray())
      .dots(Picture.ORANGE, "from 6", other, Arrays.stream(other).map(this::f).toArray())
      .save(args, "hill", "Descent from −9 and from 6 ends in two different valleys");
}

void print(String name, double value) {
  IO.println(String.format(Locale.ROOT, "%s = %.7f", name, value));
}
