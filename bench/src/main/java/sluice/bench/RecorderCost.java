package sluice.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import sluice.inspect.Recorder;
import sluice.loss.Head;
import sluice.loss.Model;
import sluice.loss.RegressionLoss;
import sluice.loss.Target;
import sluice.math.Matrix;
import sluice.math.Rng;
import sluice.math.Steps;
import sluice.math.Workers;
import sluice.nn.Capacity;
import sluice.nn.Draw;
import sluice.nn.Gradients;
import sluice.nn.Input;
import sluice.nn.LayerSpec;
import sluice.nn.Network;
import sluice.nn.PassSettings;
import sluice.nn.Probe;
import sluice.optim.Adam;
import sluice.optim.Clip;

/**
 * {@code ./build recorder}: what recording the gradient's flow costs. Training steps without a
 * recorder, with one that records nothing, with one that records every tenth step, and steps that
 * look for numbers that are not finite twice, in turn, ten steps each. A round's four are compared
 * with one another, so that a machine whose speed drifts does not bend it; what is added is the
 * median of the rounds, in percent, and their quartiles. One thread, and its processor's time,
 * which others on the machine bend less. The recorder works on the calling thread alone: beside
 * several that share a step it adds up to as many times more.
 */
public final class RecorderCost {
  private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();
  private static final int ROUND = 10; // steps, of which one is recorded
  private static final int WARM = 20; // steps of each, at least
  private static final double WARM_SECONDS = 3;
  private static final long NEVER = 1L << 40;

  private RecorderCost() {}

  private record Shape(String name, int layers, int hidden, int batch, int time, int inputs) {}

  /** Runs all shapes, each for as many seconds as the first word says, 20 without. */
  public static void main(String[] arguments) {
    double seconds = arguments.length > 0 ? Double.parseDouble(arguments[0]) : 20;
    for (Shape shape :
        List.of(
            new Shape("3 x 30, B 32, T 10", 3, 30, 32, 10, 2),
            new Shape("2 x 64, B 32, T 168", 2, 64, 32, 168, 8),
            new Shape("1 x 256, B 32, T 35", 1, 256, 32, 35, 28))) {
      measure(shape, seconds);
    }
  }

  private static void measure(Shape shape, double seconds) {
    Trainee[] all = {
      new Trainee(shape, 0, 1),
      new Trainee(shape, NEVER, 1),
      new Trainee(shape, ROUND, 1),
      new Trainee(shape, 0, 2)
    };
    long warm = System.nanoTime() + (long) (WARM_SECONDS * 1e9);
    for (int round = 0; round * ROUND < WARM || System.nanoTime() < warm; round++) {
      round(all, round);
    }
    List<double[]> rounds = new ArrayList<>();
    long end = System.nanoTime() + (long) (seconds * 1e9);
    while (System.nanoTime() < end) {
      rounds.add(round(all, rounds.size()));
    }
    System.out.println(
        String.format(
            Locale.ROOT,
            "%-22s %8.3f ms; recorder that is off %s; every tenth step %s; one more look for NaN"
                + " %s; %d rounds",
            shape.name(),
            quantile(rounds.stream().mapToDouble(millis -> millis[0]).toArray(), 0.5),
            added(rounds, 1),
            added(rounds, 2),
            added(rounds, 3),
            rounds.size()));
  }

  /** Milliseconds a step of each; who begins changes from round to round. */
  private static double[] round(Trainee[] all, int number) {
    double[] millis = new double[all.length];
    for (int i = 0; i < all.length; i++) {
      int which = (i + number) % all.length;
      long before = CLOCK.getCurrentThreadCpuTime();
      for (int step = 0; step < ROUND; step++) {
        all[which].step();
      }
      millis[which] = (CLOCK.getCurrentThreadCpuTime() - before) / 1e6 / ROUND;
    }
    return millis;
  }

  /** What one of them takes more than the first, in percent: the median, and the quartiles. */
  private static String added(List<double[]> rounds, int which) {
    double[] more = rounds.stream().mapToDouble(ms -> 100 * (ms[which] / ms[0] - 1)).toArray();
    return String.format(
        Locale.ROOT,
        "%+.2f %% (%+.1f to %+.1f)",
        quantile(more, 0.5),
        quantile(more, 0.25),
        quantile(more, 0.75));
  }

  private static double quantile(double[] values, double share) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[(int) (share * (sorted.length - 1))];
  }

  /** A model in training. */
  private static final class Trainee {
    private final Probe probe;
    private final Gradients gradients;
    private final Adam adam;
    private final Model.Pass pass;
    private final Input input;
    private final Steps steps;
    private final Target target;
    private final float[] weights;
    private final int looks; // for what is not finite
    private long step = 1; // the first would be recorded by a recorder that is off

    Trainee(Shape shape, long every, int looks) {
      this.looks = looks;
      LayerSpec[] layers = new LayerSpec[shape.layers() + 1];
      Arrays.fill(layers, LayerSpec.lstm(shape.hidden()));
      layers[shape.layers()] = LayerSpec.lastStep();
      Network network = Network.create(shape.inputs(), LayerSpec.stack(layers), 1);
      Model model =
          new Model(network, Head.dense(shape.hidden(), 2, new RegressionLoss.Squared(), 1));
      probe = every == 0 ? Probe.NONE : new Recorder(network, every, Clip.NONE, recording -> {});
      gradients = new Gradients(model.weights()).workers(Workers.serial());
      adam = new Adam(Adam.Config.DEFAULT, gradients, Clip.NONE);
      steps = Steps.equal(shape.time(), shape.batch());
      pass =
          model.pass(
              new PassSettings(
                  Capacity.of(steps),
                  Optional.of(gradients),
                  probe,
                  new Draw(1),
                  Workers.serial(),
                  false));
      Matrix x = Matrix.of(steps.rows(), shape.inputs());
      long key = Rng.key(1, Rng.DATA, 0, 0, 0, 0);
      for (int j = 0; j < x.size(); j++) {
        x.data()[j] = Rng.normal(key, j);
      }
      input = new Input.Rows(x);
      target = new Target.Values(Matrix.of(shape.batch(), 2));
      weights = new float[shape.batch()];
      Arrays.fill(weights, 1);
    }

    void step() {
      probe.stepBegins(++step, gradients);
      adam.step(this::evaluate);
      probe.stepEnds(gradients);
    }

    private double evaluate() {
      probe.evaluationBegins();
      gradients.clear();
      double loss = pass.lossAndGradient(input, steps, target, weights);
      for (int look = 0; look < looks; look++) { // the norm shows what is not finite
        gradients.finish(1.0 / weights.length);
        if (!Double.isFinite(loss) || !Double.isFinite(gradients.norm())) {
          throw new IllegalStateException("the loss is " + loss);
        }
      }
      probe.evaluationEnds(gradients, 1.0 / weights.length);
      return loss;
    }
  }
}
