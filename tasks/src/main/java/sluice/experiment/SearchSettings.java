package sluice.experiment;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import sluice.experiment.settings.Default;
import sluice.experiment.settings.Help;
import sluice.experiment.settings.Range;
import sluice.experiment.settings.Shorthand;
import sluice.experiment.settings.Unset;
import sluice.experiment.settings.Yaml;

/**
 * Which settings are tried, and how the best ones are found.
 *
 * @param method which trials are trained for how long
 * @param trials how many are drawn
 * @param metric what is compared on the validation part; empty for that of the verdict
 * @param seed of the draws; that of the trainings stays the experiment's
 * @param keys what is drawn for each key, by its path
 * @param eta in halving, one of so many trials goes on, for so many times the epochs
 * @param leastEpochs in halving, epochs of the first rung at least
 */
public record SearchSettings(
    @Help(
            "random (Bergstra & Bengio 2012), or halving: all trials for a few epochs, the better"
                + " ones for more (Jamieson & Talwalkar 2016)")
        @Default("random")
        Method method,
    @Help("how many trials are drawn") @Default("30") @Range(min = 1, max = 10_000) int trials,
    @Help("what is compared, on the validation part; auto takes the metric of the verdict")
        @Unset("auto")
        Optional<String> metric,
    @Help("seed of the draws; the trainings all have the experiment's") @Default("1") long seed,
    @Help("what is drawn for each key: its path, as after --set, then its values")
        Map<String, Values> keys,
    @Help("halving: one of so many trials goes on, for so many times the epochs")
        @Default("3")
        @Range(min = 2, max = 100)
        int eta,
    @Help("halving: epochs of the first rung at least; those of the last are training.epochs")
        @Default("3")
        @Range(min = 1, max = 1_000_000)
        int leastEpochs) {

  /** Which trials are trained for how long. */
  public enum Method {
    /** Each for all epochs. */
    RANDOM,
    /** All for a few epochs, the better ones for more, a few for all. */
    HALVING
  }

  /**
   * The values that may be drawn for a key; one of four forms.
   *
   * @param oneOf a list to choose from
   * @param uniform two numbers, and any between them
   * @param log two numbers, and any between them, evenly in their logarithms
   * @param from the first of numbers at equal steps
   * @param to the last of them
   * @param step from one to the next
   */
  @Shorthand
  public record Values(
      @Help("one of these values; they may have keys beneath them") @Default("[]") List<Yaml> oneOf,
      @Help("least and greatest of all numbers between them; whole ones where the key is")
          @Default("[]")
          @Range(min = 0, max = 2)
          List<Double> uniform,
      @Help("the same, evenly in their logarithms: for rates and sizes")
          @Default("[]")
          @Range(min = 0, max = 2)
          List<Double> log,
      @Help("first of numbers at equal steps") Optional<Double> from,
      @Help("last of them") Optional<Double> to,
      @Help("from one to the next") @Range(above = 0) Optional<Double> step) {
    /** Copies the lists. */
    public Values {
      oneOf = List.copyOf(oneOf);
      uniform = List.copyOf(uniform);
      log = List.copyOf(log);
    }
  }
}
