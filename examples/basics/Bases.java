// A matrix changes the basis; what is not linear can bend space so that a line separates.
//
//   ./build example basics/Bases.java [FOLDER OF THE PICTURE]

import module java.base;

void main(String[] args) throws IOException {
  // The basis (2, 1), (0, 1) as columns: coordinates in it become points, and back.
  double[][] basis = {{2, 0}, {1, 1}};
  double[] point = times(basis, new double[] {3, 2});
  print("basis · (3, 2)", point);
  print("inverse · (6, 5)", times(inverse(basis), point));
  print("basis · (6, 5)", times(basis, point));

  // Linear: f(u + v) = f(u) + f(v) and f(k·u) = k·f(u). The warp is neither.
  double[] u = {12, 9};
  double[] v = {3, 4};
  print("basis · (u + v)", times(basis, new double[] {u[0] + v[0], u[1] + v[1]}));
  print("basis · u", times(basis, u));
  print("basis · v", times(basis, v));
  print("warp(u + v)", warp(new double[] {u[0] + v[0], u[1] + v[1]}));
  print("warp(u)", warp(u));
  print("warp(v)", warp(v));

  // So three linear layers are one: (C·B·A)·x = C·(B·(A·x)).
  double[][] b = {{1, -2}, {0.5, 3}};
  double[][] c = {{0, 1}, {4, -1}};
  print("three layers", times(c, times(b, times(basis, u))));
  print("their product", times(product(c, product(b, basis)), u));

  // X′ = (X − 10)², Y′ = (Y − 10)²: inside the circle of radius 5 is X′ + Y′ < 25, below a line.
  int wrong = 0;
  List<double[]> inside = new ArrayList<>();
  List<double[]> outside = new ArrayList<>();
  for (int i = 0; i <= 20; i++) {
    for (int j = 0; j <= 20; j++) {
      double[] warped = warp(new double[] {i, j});
      boolean in = StrictMath.hypot(i - 10, j - 10) < 5;
      wrong += in == (warped[0] + warped[1] < 25) ? 0 : 1;
      (in ? inside : outside).add(warped);
    }
  }
  IO.println("wrong side of the line, of 441 points = " + wrong);
  new Picture(0, 100, 0, 100)
      .dots(Picture.ORANGE, "outside the circle", column(outside, 0), column(outside, 1))
      .dots(Picture.BLUE, "inside", column(inside, 0), column(inside, 1))
      .line(Picture.GREY, "X′ + Y′ = 25", new double[] {0, 25}, new double[] {25, 0})
      .save(args, "bases", "After the warp a line separates the inside of the circle");
}

double[] warp(double[] p) {
  return new double[] {(p[0] - 10) * (p[0] - 10), (p[1] - 10) * (p[1] - 10)};
}

double[] times(double[][] m, double[] x) {
  return new double[] {m[0][0] * x[0] + m[0][1] * x[1], m[1][0] * x[0] + m[1][1] * x[1]};
}

double[][] product(double[][] a, double[][] b) {
  double[] first = times(a, new double[] {b[0][0], b[1][0]});
  double[] second = times(a, new double[] {b[0][1], b[1][1]});
  return new double[][] {{first[0], second[0]}, {first[1], second[1]}};
}

double[][] inverse(double[][] m) {
  double d = m[0][0] * m[1][1] - m[0][1] * m[1][0];
  return new double[][] {{m[1][1] / d, -m[0][1] / d}, {-m[1][0] / d, m[0][0] / d}};
}

double[] column(List<double[]> points, int which) {
  return points.stream().mapToDouble(p -> p[which]).toArray();
}

void print(String name, double[] p) {
  IO.println(String.format(Locale.ROOT, "%s = (%.6f, %.6f)", name, p[0], p[1]));
}
