package sluice.experiment;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;
import sluice.experiment.SearchSettings.Values;
import sluice.experiment.settings.Kind;
import sluice.experiment.settings.Problem;
import sluice.math.Rng;

/**
 * What a search draws: for each trial a value of each key. A draw is a function of the search's
 * seed, its own number and the key, so that more trials, more keys or more threads change none.
 */
final class SearchSpace {
  private static final MathContext DIGITS = new MathContext(4); // as people write such settings
  private static final int TRIES_A_TRIAL = 50;
  private static final int MOST_TOLD = 5; // of trials with settings that do not go together

  private final Experiment base;
  private final SearchSettings settings;

  /**
   * Of an experiment with a search.
   *
   * @param experiment whose {@code search} is sound
   */
  SearchSpace(Experiment experiment) {
    this.base = experiment.withoutSearch();
    this.settings = experiment.search().orElseThrow();
  }

  /**
   * One trial that was drawn.
   *
   * @param number from 1
   * @param values by key, as they would be written in a file
   * @param experiment with these values
   */
  record Drawn(int number, SequencedMap<String, String> values, Experiment experiment) {}

  /**
   * The trials, no two alike; fewer than asked for where there are no more.
   *
   * @throws BadExperiment if values that are right alone do not go together
   */
  List<Drawn> trials() {
    Set<SequencedMap<String, String>> draws = new LinkedHashSet<>();
    long last = (long) TRIES_A_TRIAL * settings.trials();
    for (int draw = 1; draw <= last && draws.size() < settings.trials(); draw++) {
      draws.add(values(draw));
    }
    List<Drawn> trials = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    for (SequencedMap<String, String> values : draws) {
      try {
        trials.add(new Drawn(trials.size() + 1, values, experiment(values)));
      } catch (BadExperiment bad) {
        String source = "search, " + words(values);
        bad.problems().stream()
            .map(problem -> new Problem(source, 0, 0, problem.key(), problem.message()))
            .forEach(problems::add);
      }
      if (problems.size() >= MOST_TOLD) {
        break;
      }
    }
    if (!problems.isEmpty()) {
      throw new BadExperiment(problems);
    }
    return trials;
  }

  private SequencedMap<String, String> values(int draw) {
    SequencedMap<String, String> values = new LinkedHashMap<>();
    for (Map.Entry<String, Values> key : settings.keys().entrySet()) {
      long of = Rng.key(settings.seed(), Rng.SEARCH, 0, 0, draw, key.getKey().hashCode());
      values.put(key.getKey(), value(key.getValue(), isWhole(key.getKey()), share(of)));
    }
    return values;
  }

  private static double share(long key) {
    return (Rng.unitBits(key, 0) & 0xffffffffL) * 0x1p-32;
  }

  private Experiment experiment(Map<String, String> values) {
    return ExperimentFile.changed(
        base, values.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList());
  }

  private static String words(Map<String, String> values) {
    return values.entrySet().stream()
        .map(e -> e.getKey() + " " + e.getValue())
        .collect(Collectors.joining(", "));
  }

  /** Whether a key holds a whole number. */
  static boolean isWhole(String key) {
    return ExperimentFile.SETTINGS.kindAt(key).filter(Kind.Whole.class::isInstance).isPresent();
  }

  /**
   * A value as it would be written in a file.
   *
   * @param values what there is to choose from
   * @param whole whether the key holds a whole number
   * @param share where in it, from 0 to below 1
   */
  static String value(Values values, boolean whole, double share) {
    if (!values.oneOf().isEmpty()) {
      return values.oneOf().get((int) (share * values.oneOf().size())).text();
    }
    if (values.from().isPresent()) {
      return step(values, (int) (share * steps(values)));
    }
    boolean even = !values.uniform().isEmpty();
    double low = (even ? values.uniform() : values.log()).getFirst();
    double high = (even ? values.uniform() : values.log()).getLast();
    if (whole) {
      double at =
          even
              ? low + StrictMath.floor(share * (high - low + 1))
              : StrictMath.rint(low * StrictMath.pow(high / low, share));
      return Long.toString((long) at);
    }
    double at = even ? low + share * (high - low) : low * StrictMath.pow(high / low, share);
    double rounded = new BigDecimal(at).round(DIGITS).doubleValue();
    return text(BigDecimal.valueOf(Math.clamp(rounded, low, high)));
  }

  /** How many numbers there are at equal steps. */
  static long steps(Values values) {
    double from = values.from().orElseThrow();
    double span = values.to().orElse(from) - from;
    return (long) StrictMath.floor(span / values.step().orElse(1.0) + 1e-9) + 1;
  }

  /** The number at a step, from 0, without the noise of adding doubles. */
  static String step(Values values, long index) {
    BigDecimal step = BigDecimal.valueOf(values.step().orElse(1.0));
    BigDecimal from = BigDecimal.valueOf(values.from().orElseThrow());
    return text(from.add(step.multiply(BigDecimal.valueOf(index))));
  }

  static String text(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }
}
