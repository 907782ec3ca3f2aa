// Under-fitting and over-fitting: polynomials through noisy points of a sine, and three cures.
//
//   ./build example basics/Fit.java [FOLDER OF THE PICTURE]

import module sluice.core;

static final double NOISE = 0.2;

void main(String[] args) throws IOException {
  double[] few = fit("degree 1, 15 points", 15, 1, 0);
  double[] fitting = fit("degree 3, 15 points", 15, 3, 0);
  double[] many = fit("degree 12, 15 points", 15, 12, 0);
  fit("degree 12, 15 points, L2 0.01", 15, 12, 0.01);
  fit("degree 12, 500 points", 500, 12, 0);
  fit("degree 1, 500 points", 500, 1, 0); // more rows do not cure bias

  double[] xs = new double[201];
  Arrays.setAll(xs, i -> -1 + i * 0.01);
  double[] at = new double[15];
  Arrays.setAll(at, i -> x(i, 15));
  double[] seen = new double[15];
  Arrays.setAll(seen, i -> y(at[i], i));
  new Picture(-1, 1, -2, 2)
      .dots(Picture.GREY, "what was seen", at, seen)
      .line(Picture.GREEN, "degree 1", xs, values(few, xs))
      .line(Picture.BLUE, "degree 3", xs, values(fitting, xs))
      .line(Picture.ORANGE, "degree 12", xs, clamped(values(many, xs)))
      .save(args, "fit", "Fifteen points, and polynomials of degree 1, 3 and 12 through them");
}

double x(int i, int count) {
  return -1 + 2.0 * i / (count - 1);
}

double y(double x, int noise) {
  return StrictMath.sin(Math.PI * x) + NOISE * Rng.normal(3, noise);
}

// Least Σ(p(x) − y)² + strength·Σw²; says the root of the mean square on what was seen, and on 200 new points.
double[] fit(String name, int count, int degree, double strength) {
  double[][] a = new double[degree + 1][degree + 2]; // normal equations, the right side last
  for (int i = 0; i < count; i++) {
    double[] powers = powers(x(i, count), degree);
    for (int row = 0; row <= degree; row++) {
      for (int column = 0; column <= degree; column++) {
        a[row][column] += powers[row] * powers[column];
      }
      a[row][degree + 1] += powers[row] * y(x(i, count), i);
    }
  }
  for (int row = 1; row <= degree; row++) {
    a[row][row] += strength; // not on the constant
  }
  double[] w = solve(a);
  double seen = 0;
  for (int i = 0; i < count; i++) {
    seen += square(value(w, x(i, count)) - y(x(i, count), i));
  }
  double fresh = 0;
  for (int i = 0; i < 200; i++) {
    double x = 2.0 * Rng.uniform(Rng.unitBits(5, i)) - 1;
    fresh += square(value(w, x) - y(x, 10_000 + i));
  }
  IO.println(
      String.format(
          Locale.ROOT,
          "%s = %.4f seen, %.4f new",
          name,
          Math.sqrt(seen / count),
          Math.sqrt(fresh / 200)));
  return w;
}

double[] powers(double x, int degree) {
  double[] powers = new double[degree + 1];
  powers[0] = 1;
  for (int k = 1; k <= degree; k++) {
    powers[k] = powers[k - 1] * x;
  }
  return powers;
}

// Gauss and Jordan, the largest pivot first. Modified: a.
double[] solve(double[][] a) {
  int n = a.length;
  for (int column = 0; column < n; column++) {
    int pivot = column;
    for (int row = column + 1; row < n; row++) {
      pivot = Math.abs(a[row][column]) > Math.abs(a[pivot][column]) ? row : pivot;
    }
    double[] swapped = a[column];
    a[column] = a[pivot];
    a[pivot] = swapped;
    for (int row = 0; row < n; row++) {
      double factor = row == column ? 0 : a[row][column] / a[column][column];
      for (int k = column; k <= n; k++) {
        a[row][k] -= factor * a[column][k];
      }
    }
  }
  double[] w = new double[n];
  Arrays.setAll(w, k -> a[k][n] / a[k][k]);
  return w;
}

double value(double[] w, double x) {
  double sum = 0;
  for (int k = w.length - 1; k >= 0; k--) {
    sum = sum * x + w[k];
  }
  return sum;
}

double[] values(double[] w, double[] xs) {
  return Arrays.stream(xs).map(x -> value(w, x)).toArray();
}

double[] clamped(double[] ys) {
  return Arrays.stream(ys).map(y -> Math.clamp(y, -2, 2)).toArray();
}

double square(double r) {
  return r * r;
}
