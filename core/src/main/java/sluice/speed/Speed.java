package sluice.speed;

import java.util.ArrayList;
import java.util.List;
import sluice.math.Arithmetic;
import sluice.math.Workers;

/**
 * What this machine can do, measured in about as long as asked for: the peak of multiply-adds, the
 * products of LSTM layers as a share of it, training steps, inferences.
 *
 * <p>Other work on the machine makes every figure worse; none of them better.
 *
 * @param kernels what computes, as {@link Arithmetic#kernels} says
 * @param peaks on one thread, and on all
 * @param products of shapes that LSTM layers have
 * @param trainings of a small language model of characters
 * @param latencies of answers to one request
 */
public record Speed(
    String kernels,
    List<PeakFigure> peaks,
    List<ProductFigure> products,
    List<TrainingFigure> trainings,
    List<LatencyFigure> latencies) {

  // Shares of the time. First comes a warm-up for all: a process begins with scalar kernels, and
  // the
  // compiler takes seconds over the others.
  private static final double WARM_UP_PRODUCT = 0.03;

  private static final double WARM_UP_TRAINING = 0.1;
  private static final double PEAK = 0.04;
  private static final double PRODUCT = 0.035;
  private static final double TRAINING = 0.15;
  private static final double LATENCY = 0.03;

  /**
   * The most that was reached.
   *
   * @param threads that worked
   * @param gflops billions of floating-point operations a second; a multiply-add counts as two
   */
  public record PeakFigure(int threads, double gflops) {}

  /**
   * A product [rows, terms]·[terms, columns], the right matrix packed before, as weights are.
   *
   * @param rows of the left matrix
   * @param terms columns of the left matrix
   * @param columns of the right matrix
   * @param threads that worked
   * @param gflops billions of floating-point operations a second
   * @param share of the peak of as many threads
   */
  public record ProductFigure(
      int rows, int terms, int columns, int threads, double gflops, double share) {}

  /**
   * A training step: forward, loss, full back-propagation through time, optimiser.
   *
   * @param threads that worked
   * @param milliseconds a step, median
   * @param tokens characters a second
   */
  public record TrainingFigure(int threads, double milliseconds, double tokens) {}

  /**
   * An answer to one request.
   *
   * @param what was asked
   * @param threads that worked
   * @param microseconds median
   * @param slowest microseconds that one of a hundred takes longer than
   */
  public record LatencyFigure(String what, int threads, double microseconds, double slowest) {}

  public Speed {
    peaks = List.copyOf(peaks);
    products = List.copyOf(products);
    trainings = List.copyOf(trainings);
    latencies = List.copyOf(latencies);
  }

  /**
   * Measures on one thread, and on all if there are more.
   *
   * @param threads all of them, at least 1
   * @param seconds how long to take, about; below 10 the compiler has not always done its best
   */
  public static Speed measure(int threads, double seconds) {
    List<PeakFigure> peaks = new ArrayList<>();
    List<ProductFigure> products = new ArrayList<>();
    List<TrainingFigure> trainings = new ArrayList<>();
    List<LatencyFigure> latencies = new ArrayList<>();
    warmUp(threads, seconds);
    for (int n : threads == 1 ? new int[] {1} : new int[] {1, threads}) {
      double share = threads == 1 ? 2 * seconds : seconds;
      try (Workers workers = Workers.of(n)) {
        double peak = Peak.gflops(workers, PEAK * share);
        peaks.add(new PeakFigure(n, peak));
        for (Product product : Product.SHAPES) {
          double gflops = product.gflops(workers, PRODUCT * share);
          products.add(
              new ProductFigure(
                  product.rows(), product.terms(), product.columns(), n, gflops, gflops / peak));
        }
        double step = Networks.training(workers, TRAINING * share);
        trainings.add(new TrainingFigure(n, 1e3 * step, Networks.TOKENS / step));
        latencies.add(latency("sequence", n, Networks.sequence(workers, LATENCY * share)));
        latencies.add(latency("step", n, Networks.step(workers, LATENCY * share)));
      }
    }
    return new Speed(Arithmetic.kernels(), peaks, products, trainings, latencies);
  }

  private static void warmUp(int threads, double seconds) {
    try (Workers workers = Workers.of(threads)) {
      for (Product product : Product.SHAPES) {
        product.gflops(workers, WARM_UP_PRODUCT * seconds);
      }
      Networks.training(workers, WARM_UP_TRAINING * seconds);
    }
  }

  private static LatencyFigure latency(String what, int threads, Stopwatch times) {
    return new LatencyFigure(what, threads, 1e6 * times.median(), 1e6 * times.quantile(0.99));
  }
}
