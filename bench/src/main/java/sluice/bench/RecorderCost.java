package sluice.bench;

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
 * What recording the gradient's flow costs: training steps without a recorder, with one that
 * records nothing, and with one that records every hundredth step, in turn. Prints milliseconds a
 * step, medians of rounds of a hundred steps, and what is added in percent.
 */
public final class RecorderCost {
  private static final int ROUND = 100; // steps, of which one is recorded
  private static final int WARM = 2;
  private static final long NEVER = 1L << 40;

  private RecorderCost() {}

  private record Shape(
      String name, int layers, int hidden, int batch, int time, int inputs, int rounds) {}

  /** Runs all shapes. */
  public static void main(String[] arguments) {
    for (Shape shape :
        List.of(
            new Shape("3 x 30, B 32, T 10", 3, 30, 32, 10, 2, 20),
            new Shape("2 x 64, B 128, T 168", 2, 64, 128, 168, 8, 3),
            new Shape("1 x 256, B 32, T 35", 1, 256, 32, 35, 28, 9))) {
      measure(shape);
    }
  }

  private static void measure(Shape shape) {
    Trainee[] all = {new Trainee(shape, 0), new Trainee(shape, NEVER), new Trainee(shape, ROUND)};
    double[][] millis = new double[all.length][shape.rounds()];
    for (int round = -WARM; round < shape.rounds(); round++) {
      for (int i = 0; i < all.length; i++) {
        int which = Math.floorMod(i + round, all.length); // none is always first
        long before = System.nanoTime();
        for (int step = 0; step < ROUND; step++) {
          all[which].step();
        }
        if (round >= 0) {
          millis[which][round] = (System.nanoTime() - before) / 1e6 / ROUND;
        }
      }
    }
    double without = median(millis[0]);
    System.out.println(
        String.format(
            Locale.ROOT,
            "%-22s %8.3f ms, recorder that is off %+.1f %%, every hundredth step %+.1f %%",
            shape.name(),
            without,
            100 * (median(millis[1]) / without - 1),
            100 * (median(millis[2]) / without - 1)));
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
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
    private long step = 1; // the first would be recorded by a recorder that is off

    Trainee(Shape shape, long every) {
      LayerSpec[] layers = new LayerSpec[shape.layers() + 1];
      Arrays.fill(layers, LayerSpec.lstm(shape.hidden()));
      layers[shape.layers()] = LayerSpec.lastStep();
      Network network = Network.create(shape.inputs(), LayerSpec.stack(layers), 1);
      Model model =
          new Model(network, Head.dense(shape.hidden(), 2, new RegressionLoss.Squared(), 1));
      probe = every == 0 ? Probe.NONE : new Recorder(network, every, Clip.NONE, recording -> {});
      gradients = new Gradients(model.weights()).workers(Workers.shared());
      adam = new Adam(Adam.Config.DEFAULT, gradients, Clip.NONE);
      steps = Steps.equal(shape.time(), shape.batch());
      pass =
          model.pass(
              new PassSettings(
                  Capacity.of(steps),
                  Optional.of(gradients),
                  probe,
                  new Draw(1),
                  Workers.shared(),
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
      gradients.finish(1.0 / weights.length);
      probe.evaluationEnds(gradients, 1.0 / weights.length);
      return loss;
    }
  }
}
