package sluice.bench;

/**
 * The training steps that engines are timed on. A step is forward, loss, full back-propagation
 * through time and the optimiser.
 *
 * @param layers stacked LSTM layers
 * @param batch sequences
 * @param steps time steps
 * @param inputs columns of the input
 * @param hidden units of a layer
 * @param outputs units of the dense head
 * @param classes whether the head is softmax over classes at each step (SGD, clip 1), else numbers
 *     from the last step (squared error, Adam)
 */
record Workload(
    int layers, int batch, int steps, int inputs, int hidden, int outputs, boolean classes) {

  /** C2, a language model of characters; C5, a multi-horizon forecaster. */
  static Workload named(String name) {
    return switch (name) {
      case "C2" -> new Workload(1, 32, 35, 28, 256, 28, true);
      case "C5" -> new Workload(2, 128, 168, 8, 64, 24, false);
      default ->
          throw new IllegalArgumentException(
              "there is no workload " + name + "; there are C2 and C5");
    };
  }
}
