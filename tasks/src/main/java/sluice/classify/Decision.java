package sluice.classify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import sluice.metric.RankingCurve;

/**
 * How the probabilities of classes become an answer.
 *
 * <p>A class with a threshold is answered from that probability on, before those without, and never
 * below it; among several the one furthest above its own, as a ratio. Without such a class it is
 * the likeliest of the others. Then the least probability and the rules of the class must hold;
 * otherwise the answer is "unsure", or the next class in order.
 *
 * @param classes their names
 * @param thresholds one a class; {@link #NONE} where it has none
 * @param least probability of an answer
 * @param rules of all classes
 * @param next whether the next class is tried rather than none
 */
public record Decision(
    List<String> classes,
    List<Double> thresholds,
    Optional<Double> least,
    List<ConfirmRule> rules,
    boolean next) {
  /** A class without a threshold. */
  public static final double NONE = -1;

  /** What an answer that is none is called. */
  public static final String UNSURE = "unsure";

  /** Copies the lists and checks that they fit. */
  public Decision {
    classes = List.copyOf(classes);
    thresholds = List.copyOf(thresholds);
    rules = List.copyOf(rules);
    if (classes.size() != thresholds.size()) {
      throw new IllegalArgumentException(
          "every class needs its threshold: " + classes.size() + " and " + thresholds.size());
    }
  }

  /** The likeliest class, always. */
  public static Decision likeliest(List<String> classes) {
    return new Decision(
        classes, classes.stream().map(name -> NONE).toList(), Optional.empty(), List.of(), false);
  }

  /** Whether the likeliest class is always answered. */
  public boolean plain() {
    return thresholds.stream().allMatch(t -> t == NONE) && least.isEmpty() && rules.isEmpty();
  }

  /**
   * An answer.
   *
   * @param label number of the class; −1 for unsure
   * @param because what kept another class from being answered first; empty if nothing did
   */
  public record Answer(int label, String because) {}

  /**
   * The answer to one question.
   *
   * @param probabilities one a class
   * @param cell from a column's name to the text of its cell, for the rules
   */
  public Answer answer(float[] probabilities, Function<String, String> cell) {
    String because = "";
    for (int candidate : order(probabilities)) {
      Optional<String> broken = broken(candidate, probabilities[candidate], cell);
      if (broken.isEmpty()) {
        return new Answer(candidate, because);
      }
      because = because.isEmpty() ? broken.get() : because;
      if (!next) {
        break;
      }
    }
    return new Answer(-1, because);
  }

  /**
   * From which probability on each label of a set is answered, one each: its threshold, one half
   * without one, at least the least probability; more than 1 where a rule of it does not hold.
   *
   * @param cell from a column's name to the text of its cell, for the rules
   */
  public double[] bars(Function<String, String> cell) {
    double[] bars = new double[classes.size()];
    for (int label = 0; label < bars.length; label++) {
      bars[label] =
          rule(label, cell).isPresent()
              ? Double.POSITIVE_INFINITY
              : Math.max(bar(label), least.orElse(0.0));
    }
    return bars;
  }

  /** What kept labels of a set from being answered that had reached their thresholds. */
  public List<String> kept(float[] probabilities, Function<String, String> cell) {
    List<String> kept = new ArrayList<>();
    for (int label = 0; label < probabilities.length; label++) {
      if (probabilities[label] >= bar(label)) {
        broken(label, probabilities[label], cell).ifPresent(kept::add);
      }
    }
    return kept;
  }

  private double bar(int label) {
    return thresholds.get(label) == NONE ? 0.5 : thresholds.get(label);
  }

  private Optional<String> broken(int label, float probability, Function<String, String> cell) {
    if (least.isPresent() && probability < least.get()) {
      return Optional.of(classes.get(label) + ": probability below " + least.get());
    }
    return rule(label, cell).map(rule -> classes.get(label) + ": not " + rule.name());
  }

  /** The first rule of a label that does not hold. */
  private Optional<ConfirmRule> rule(int label, Function<String, String> cell) {
    return rules.stream()
        .filter(rule -> rule.label().equals(classes.get(label)) && !rule.holds(cell))
        .findFirst();
  }

  /** The classes that may be answered, the first choice first. */
  private List<Integer> order(float[] probabilities) {
    Comparator<Integer> byRank = Comparator.comparingDouble(c -> -rank(c, probabilities[c]));
    return IntStream.range(0, probabilities.length)
        .boxed()
        .filter(c -> thresholds.get(c) == NONE || probabilities[c] >= thresholds.get(c))
        .sorted(byRank) // stable: the first of equal ones
        .toList();
  }

  /** Above 1 for a class at or above its threshold, else its probability. */
  private double rank(int label, float probability) {
    double threshold = thresholds.get(label);
    return threshold == NONE
        ? probability
        : 1 + probability / Math.max(threshold, Float.MIN_NORMAL);
  }

  /** What a threshold is chosen for. */
  public sealed interface Goal {
    /** The lowest threshold with at least this precision. */
    record Precision(double least) implements Goal {}

    /** The highest threshold with at least this recall. */
    record Recall(double least) implements Goal {}

    /** The threshold with the largest F-beta, the highest of equal ones. */
    record FBeta(double beta) implements Goal {}
  }

  /**
   * The threshold of a label by a goal. Where no threshold reaches it, the one that comes nearest.
   *
   * @param curve of the label, on a part that was not trained on
   * @return from 0 to 1; {@link #NONE} where no example has the label
   */
  public static double threshold(RankingCurve curve, Goal goal) {
    if (curve.positives() == 0) {
      return NONE;
    }
    int best = 0;
    for (int point = 1; point < curve.size(); point++) {
      boolean better =
          switch (goal) {
            case Goal.Precision(double least) ->
                curve.precision(point) >= least
                    || curve.precision(point) > curve.precision(best)
                        && curve.precision(best) < least;
            case Goal.Recall(double least) -> curve.recall(best) < least;
            case Goal.FBeta(double beta) -> curve.fBeta(point, beta) > curve.fBeta(best, beta);
          };
      best = better ? point : best;
    }
    return curve.threshold(best);
  }

  /** A sentence for each threshold, for the report. */
  public List<String> sentences() {
    return IntStream.range(0, classes.size())
        .filter(c -> thresholds.get(c) != NONE)
        .mapToObj(c ->
            "Answered as "
                + classes.get(c)
                + " from a probability of "
                + Float.toString((float) (double) thresholds.get(c))
                + " on (chosen on the validation part).")
        .toList();
  }

  /** A copy with thresholds. */
  public Decision thresholds(double... values) {
    return new Decision(classes, Arrays.stream(values).boxed().toList(), least, rules, next);
  }
}
