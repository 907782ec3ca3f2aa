package sluice.report;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import sluice.metric.Direction;
import sluice.metric.Metric;
import sluice.metric.Score;

/**
 * Whether the network is better than the baselines, in one plain sentence.
 *
 * @param outcome in a word
 * @param sentence for the first line of a report, with the figures and the part they were measured
 *     on
 */
public record Verdict(Outcome outcome, String sentence) {

  /** How the network stands against the best baseline. */
  public enum Outcome {
    /** It is better than every baseline that could be measured. */
    WINS,
    /** At least one baseline is better. */
    LOSES,
    /** It is exactly as good as the best baseline. */
    TIES,
    /** There is nothing to compare, or no figure to compare by. */
    UNDECIDED
  }

  /**
   * Judges by the primary metric on the test part; without one, on the last part there is, and says
   * so.
   *
   * @param data of a finished run
   * @return the verdict
   */
  public static Verdict of(ReportData data) {
    ReportData.Results results = data.results();
    List<String> parts = results.parts();
    if (parts.isEmpty()) {
      return new Verdict(Outcome.UNDECIDED, "Nothing was measured.");
    }
    boolean tested = parts.contains(ReportData.TEST);
    Verdict verdict = new Judgement(data, part(results)).verdict();
    return tested
        ? verdict
        : new Verdict(
            verdict.outcome,
            verdict.sentence + " There is no test part: a figure on another may be too kind.");
  }

  /** The part to judge on; there must be one. */
  static String part(ReportData.Results results) {
    List<String> parts = results.parts();
    return parts.contains(ReportData.TEST) ? ReportData.TEST : parts.getLast();
  }

  /** A result with a figure by the primary metric. */
  private record Rated(ReportData.Result result, Score score) {
    double figure() {
      return score.value().orElseThrow();
    }

    String text() {
      return Figures.of(score.metric(), figure());
    }
  }

  /** The comparison on one part. */
  private static final class Judgement {
    private final Metric metric;
    private final String part;
    private final String unit;
    private final List<ReportData.Result> results;
    private final List<Rated> baselines; // the best first

    Judgement(ReportData data, String part) {
      metric = data.results().primary();
      this.part = part;
      unit = metric.unit() == Metric.Unit.TARGET ? data.detail().unit() : "";
      results = data.results().of(part);
      baselines =
          results.stream()
              .filter(ReportData.Result::baseline)
              .flatMap(result -> rated(result).stream())
              .sorted((a, b) -> better(a, b) ? -1 : better(b, a) ? 1 : 0)
              .toList();
    }

    private Optional<Rated> rated(ReportData.Result result) {
      return result
          .score(metric)
          .filter(score -> score.value().isPresent())
          .map(score -> new Rated(result, score));
    }

    private static boolean better(Rated a, Rated b) {
      return a.score().betterThan(b.score());
    }

    Verdict verdict() {
      Optional<ReportData.Result> network =
          results.stream().filter(result -> !result.baseline()).findFirst();
      if (network.isEmpty()) {
        return undecided("The network was not measured on the " + part + " part.");
      }
      Optional<Rated> rated = rated(network.get());
      if (rated.isEmpty()) {
        return undecided(
            metric.label()
                + " of the network is undefined on the "
                + part
                + " part: "
                + network.get().score(metric).map(Score::reason).orElse("not measured")
                + ".");
      }
      if (baselines.isEmpty()) {
        return undecided(
            metric.label()
                + " "
                + withUnit(rated.get())
                + " on the "
                + part
                + " part, and no baseline to compare it with."
                + unmeasured());
      }
      return against(rated.get(), baselines.getFirst());
    }

    private Verdict against(Rated network, Rated best) {
      long ahead = baselines.stream().filter(baseline -> better(baseline, network)).count();
      String name = best.result().name();
      String where = " on the " + part + " part: ";
      String figure = metric.label() + " " + withUnit(network);
      String over = ", over " + Figures.count(network.result().examples()) + " examples.";
      String also = unmeasured() + unlike(network, best);
      if (ahead > 0) {
        String compared = ", " + apart(network, best) + " than its " + best.text();
        String others =
            ahead == 1 ? "" : " " + ahead + " of " + baselines.size() + " baselines are better.";
        return new Verdict(
            Outcome.LOSES,
            "The network loses to " + name + where + figure + compared + over + others + also);
      }
      if (better(network, best)) {
        boolean one = baselines.size() == 1;
        String beaten = beaten(baselines.size());
        String compared =
            ", " + apart(network, best) + " than " + (one ? "" : "the best of them, ") + name;
        return new Verdict(
            Outcome.WINS,
            "The network beats "
                + beaten
                + where
                + figure
                + compared
                + " ("
                + best.text()
                + ")"
                + over
                + also);
      }
      return new Verdict(
          Outcome.TIES,
          "The network is no better than " + name + where + "both have " + figure + over + also);
    }

    private static String beaten(int baselines) {
      return switch (baselines) {
        case 1 -> "the baseline";
        case 2 -> "both baselines";
        default -> "all " + baselines + " baselines";
      };
    }

    private Verdict undecided(String sentence) {
      return new Verdict(Outcome.UNDECIDED, Captions.sentence(sentence));
    }

    private String withUnit(Rated rated) {
      return rated.text() + (unit.isEmpty() ? "" : " " + unit);
    }

    /** How far apart they are: points of a share, percent of an error, else the difference. */
    private String apart(Rated network, Rated best) {
      double difference = Math.abs(network.figure() - best.figure());
      String way = network.figure() < best.figure() ? " lower" : " higher";
      if (metric.unit() == Metric.Unit.SHARE) {
        return Figures.fixed(100 * difference, 1) + " points" + way;
      }
      boolean error = metric.direction() == Direction.LOWER_IS_BETTER && best.figure() > 0;
      return (error ? Figures.percent(difference / best.figure()) : Figures.of(difference)) + way;
    }

    private String unmeasured() {
      String names =
          results.stream()
              .filter(result -> result.baseline() && rated(result).isEmpty())
              .map(ReportData.Result::name)
              .collect(Collectors.joining(", "));
      return names.isEmpty() ? "" : " Not measured: " + names + ".";
    }

    private static String unlike(Rated network, Rated best) {
      return network.score().count() == best.score().count()
          ? ""
          : " They were measured on different numbers of values, "
              + Figures.count(network.score().count())
              + " and "
              + Figures.count(best.score().count())
              + ".";
    }
  }
}
