package sluice.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import sluice.loss.Model;
import sluice.nn.Gradients;
import sluice.nn.Weight;
import sluice.optim.Objective;
import sluice.optim.Optimizer;
import sluice.optim.Treated;

/**
 * Looks for a learning rate (Smith 2017): trains a little while the rate rises from step to step,
 * until the loss explodes.
 *
 * <pre>
 *   α = from·(to ∕ from)^(s ∕ (steps − 1))     smoothed loss: Σ 0.9^|s−i|·mᵢ ∕ Σ 0.9^|s−i|
 * </pre>
 *
 * <p>mᵢ is the median of the losses of seven steps around i: one batch that goes wrong must not
 * lift the mean of all its neighbours.
 *
 * <p>A tenth of the rate at which the smoothed loss is least is suggested: there it still falls,
 * with room before it rises. The model's weights are afterwards as they were.
 */
public final class RateFinder {
  private static final double MEMORY = 0.9; // of the smoothed loss
  private static final int AROUND = 3; // losses to both sides of which a median is taken
  private static final double EXPLODED = 4; // times the least smoothed loss
  private static final double BELOW_LEAST = 10; // what the rate of the least loss is divided by

  private static final Point NONE = new Point(Double.NaN, Double.NaN, Double.NaN);

  private RateFinder() {}

  /**
   * Which rates to try.
   *
   * @param from the first, above 0
   * @param to the last, above the first
   * @param steps how many, at least 10
   */
  public record Config(double from, double to, int steps) {
    /** From 1e−6 to 10 in 140 steps, 20 a decade. */
    public static final Config DEFAULT = new Config(1e-6, 10, 140);

    public Config {
      if (!(from > 0) || !(to > from) || Double.isInfinite(to) || steps < 10) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "rates must rise from above 0 in at least 10 steps, were %s to %s in %d",
                from,
                to,
                steps));
      }
    }
  }

  /**
   * One step.
   *
   * @param rate it was made with
   * @param loss of its batch, before it
   * @param smoothed mean of the losses before and after, the nearer ones counting more
   */
  public record Point(double rate, double loss, double smoothed) {}

  /**
   * What was found.
   *
   * @param points by rising rate; they end where the loss explodes
   * @param suggested a rate to train with; NaN if the loss never fell
   */
  public record Found(List<Point> points, double suggested) {
    public Found {
      points = List.copyOf(points);
    }

    private static Found of(List<Point> points) {
      Point least = points.stream().min(Comparator.comparingDouble(Point::smoothed)).orElse(NONE);
      boolean fell = !points.isEmpty() && least.smoothed < points.getFirst().smoothed;
      return new Found(points, fell ? least.rate / BELOW_LEAST : Double.NaN);
    }
  }

  /**
   * Tries rates.
   *
   * @param model what is trained. Modified, and put back
   * @param config how it is to be trained; its schedule and epochs do not count
   * @param optimizer makes the optimiser
   * @param training its batches are taken in order, epoch after epoch
   * @param rates which rates to try
   * @throws IllegalArgumentException if the optimiser looks for the length of a step itself
   */
  public static Found find(
      Model model,
      TrainConfig config,
      Function<Gradients, Optimizer> optimizer,
      Batches training,
      Hooks hooks,
      Config rates) {
    Gradients gradients = new Gradients(model.weights()).workers(hooks.workers());
    Treated treated = new Treated(config.treatments(), gradients);
    Optimizer rule = optimizer.apply(gradients);
    if (rule.fullBatch()) {
      throw new IllegalArgumentException(
          "this optimiser looks for the length of each step itself: there is no rate to find");
    }
    float[] carried = new float[training.carried() * model.network().stateLength()];
    TrainingStep step =
        new TrainingStep(model, training, config, gradients, treated, hooks, carried);
    List<float[]> before =
        model.weights().stream().map(weight -> weight.values().toArray()).toList();
    try {
      return Found.of(points(training, hooks, rates, treated, rule, step));
    } finally {
      for (int i = 0; i < before.size(); i++) {
        Weight weight = model.weights().get(i);
        float[] values = before.get(i);
        System.arraycopy(values, 0, weight.values().data(), weight.values().at(0), values.length);
        weight.changed();
      }
    }
  }

  private static List<Point> points(
      Batches training,
      Hooks hooks,
      Config rates,
      Treated treated,
      Optimizer rule,
      TrainingStep step) {
    double[] tried = new double[rates.steps()];
    double[] losses = new double[rates.steps()];
    Objective objective = step::evaluate;
    double sum = 0;
    double weight = 0;
    double least = Double.POSITIVE_INFINITY;
    int count = 0;
    while (count < rates.steps() && !hooks.stop().requested()) {
      double share = count / (rates.steps() - 1.0);
      tried[count] = rates.from() * StrictMath.pow(rates.to() / rates.from(), share);
      step.at(1 + count / training.count(), count % training.count());
      rule.rate(tried[count]);
      losses[count] = rule.step(objective);
      treated.constrain();
      sum = MEMORY * sum + losses[count];
      weight = MEMORY * weight + 1;
      if (!Double.isFinite(sum)) {
        break;
      }
      least = Math.min(least, sum / weight);
      if (sum / weight > EXPLODED * least && count >= rates.steps() / 10) {
        break;
      }
      count++;
    }
    return points(tried, losses, count);
  }

  /** The losses with their means over both sides: one side alone would lag behind the rate. */
  private static List<Point> points(double[] tried, double[] losses, int count) {
    double[] calm = medians(losses, count);
    double[] later = new double[count + 1]; // Σ of those after, the nearer ones counting more
    double[] laterWeight = new double[count + 1];
    for (int i = count - 1; i >= 0; i--) {
      later[i] = MEMORY * later[i + 1] + calm[i];
      laterWeight[i] = MEMORY * laterWeight[i + 1] + 1;
    }
    List<Point> points = new ArrayList<>();
    double sum = 0;
    double weight = 0;
    for (int i = 0; i < count; i++) {
      double smoothed = (MEMORY * sum + later[i]) / (MEMORY * weight + laterWeight[i]);
      sum = MEMORY * sum + calm[i];
      weight = MEMORY * weight + 1;
      points.add(new Point(tried[i], losses[i], smoothed));
    }
    return points;
  }

  private static double[] medians(double[] losses, int count) {
    double[] medians = new double[count];
    for (int i = 0; i < count; i++) {
      int reach = Math.min(AROUND, Math.min(i, count - 1 - i)); // as many before as after
      double[] near = Arrays.copyOfRange(losses, i - reach, i + reach + 1);
      Arrays.sort(near);
      medians[i] = near[reach];
    }
    return medians;
  }
}
