// The chain rule by hand, on a net so small that every number fits in the head:
//
//   x0′ = x0 + x1,  x1′ = x1,  y = x0′ · x1′
//
//   ./build example basics/ChainRule.java

import module java.base;

double y(double x0, double x1) {
  return (x0 + x1) * x1;
}

void main() {
  double x0 = 1;
  double x1 = 2;

  // Forward, keeping what backward needs.
  double a0 = x0 + x1;
  double a1 = x1;
  double y = a0 * a1;
  print("y", y);

  // Backward, from y to the inputs: each factor of a product gets the other one.
  double da0 = a1;
  double da1 = a0;
  print("dy/dx0'", da0);
  print("dy/dx1'", da1);

  // x0 goes one way, into x0′. x1 goes two ways, and what comes back is added.
  double dx0 = da0;
  double dx1 = da0 + da1;
  print("dy/dx0", dx0);
  print("dy/dx1", dx1);

  // What cannot be wrong: change an input a little and look.
  double h = 1e-6;
  print("dy/dx0 by differences", (y(x0 + h, x1) - y(x0 - h, x1)) / (2 * h));
  print("dy/dx1 by differences", (y(x0, x1 + h) - y(x0, x1 - h)) / (2 * h));
}

void print(String name, double value) {
  IO.println(String.format(Locale.ROOT, "%s = %.7f", name, value));
}
