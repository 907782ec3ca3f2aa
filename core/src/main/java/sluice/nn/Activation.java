package sluice.nn;

import sluice.kernel.Kernels;
import sluice.math.Matrix;

/**
 * A function applied to each element of a layer's output, with its derivative written in terms of
 * that output.
 */
public enum Activation {
  /** y = a. */
  IDENTITY,
  /** y = tanh a, dy/da = 1 − y². */
  TANH,
  /** y = σ(a), dy/da = y(1 − y). */
  SIGMOID,
  /** y = max(0, a), dy/da = 1 where y &gt; 0, else 0. */
  RELU;

  private static final Kernels KERNELS = Kernels.get();

  /** y = activation(y) for {@code n} elements. Modified. */
  void apply(int n, float[] y, int at) {
    switch (this) {
      case IDENTITY -> {}
      case TANH -> KERNELS.tanh(n, y, at, y, at);
      case SIGMOID -> KERNELS.sigmoid(n, y, at, y, at);
      case RELU -> KERNELS.relu(n, y, at, y, at);
    }
  }

  /** da = dy ⊙ activation′, where y is the output; da may be dy itself. */
  void backward(int n, float[] y, int yAt, float[] dy, int dyAt, float[] da, int daAt) {
    switch (this) {
      case IDENTITY -> System.arraycopy(dy, dyAt, da, daAt, n);
      case TANH -> KERNELS.tanhBackward(n, y, yAt, dy, dyAt, da, daAt);
      case SIGMOID -> KERNELS.sigmoidBackward(n, y, yAt, dy, dyAt, da, daAt);
      case RELU -> KERNELS.reluBackward(n, y, yAt, dy, dyAt, da, daAt);
    }
  }

  /** y = activation(y), all rows in use. Modified. */
  void apply(Matrix y) {
    apply(y.size(), y.data(), y.at(0));
  }

  /** da = dy ⊙ activation′(y). */
  void backward(Matrix y, Matrix dy, Matrix da) {
    backward(y.size(), y.data(), y.at(0), dy.data(), dy.at(0), da.data(), da.at(0));
  }
}
