package sluice.inspect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import sluice.inspect.Finding.Figure;
import sluice.inspect.Finding.Kind;
import sluice.inspect.Finding.Severity;
import sluice.optim.Clip;

/**
 * What several recorded steps show alike. A figure is always the mildest of them: at each of them
 * it was at least as bad.
 */
final class WatchSigns {
  /** A network that removed so much of the constant's loss can live with what was found. */
  static final double LEARNED_HALF = 0.5;

  /**
   * Norms so far above the limit are no outliers that are cut: all steps are made of one length.
   */
  static final double CLIPPED = 4;

  /** Share of the elements that a clip by value leaves no more than their signs. */
  static final double CLAMPED = 0.5;

  private final List<Pulse> pulses;
  private final Clip clip;

  WatchSigns(List<Pulse> pulses, Clip clip) {
    this.pulses = pulses;
    this.clip = clip;
  }

  /** Whether something shows that was not said yet, whatever was learned. */
  boolean any(Set<Kind> said) {
    return findings(0, true, false).stream().anyMatch(finding -> !said.contains(finding.kind()));
  }

  /**
   * The findings, causes first.
   *
   * @param learned share of the constant's loss that is removed; NaN where it is unknown
   * @param stuck whether it was as little before
   * @param dead whether dead units explain that lower layers get no gradient
   */
  List<Finding> findings(double learned, boolean stuck, boolean dead) {
    List<Finding> findings = new ArrayList<>();
    if (!(learned >= LEARNED_HALF)) {
      exploding() // clipping is what follows from it
          .or(this::explodingInDepth)
          .or(this::clipped)
          .ifPresent(findings::add);
      saturated().ifPresent(findings::add);
    }
    if (stuck && learned < GradientSigns.LEARNED_LITTLE) {
      vanishing().or(() -> dead ? Optional.empty() : vanishingInDepth()).ifPresent(findings::add);
    }
    return findings;
  }

  /** Which steps it rests on. */
  private String shown() {
    return String.format(
        Locale.ROOT,
        "At each of the last %d recorded training steps (%d to %d)",
        pulses.size(),
        pulses.getFirst().step(),
        pulses.getLast().step());
  }

  /** The layer where the mildest of a figure is the worst, if it is beyond a bound at all. */
  private Optional<Mildest> worst(
      ToDoubleFunction<Pulse.Recurrent> figure, boolean small, double bound) {
    List<Mildest> all = new ArrayList<>();
    for (int layer = 0; layer < pulses.getLast().recurrent().size(); layer++) {
      int own = layer;
      Mildest mildest =
          pulses.stream()
              .map(pulse -> pulse.recurrent().get(own))
              .map(recurrent -> {
                double value = figure.applyAsDouble(recurrent);
                return new Mildest(recurrent, Double.isNaN(value) ? (small ? 1 : 0) : value);
              })
              .max(small ? Mildest.RISING : Mildest.RISING.reversed())
              .orElseThrow();
      if (small ? mildest.figure < bound : mildest.figure >= bound) {
        all.add(mildest);
      }
    }
    return all.stream().min(small ? Mildest.RISING : Mildest.RISING.reversed());
  }

  /** A layer at the step where its figure was the mildest. */
  private record Mildest(Pulse.Recurrent layer, double figure) {
    static final Comparator<Mildest> RISING = Comparator.comparingDouble(Mildest::figure);
  }

  private Optional<Finding> exploding() {
    return worst(Pulse.Recurrent::growth, false, GradientSigns.EXPLODES)
        .map(found ->
            new Finding(
                Kind.EXPLODING_GRADIENT,
                Severity.SERIOUS,
                String.format(
                    Locale.ROOT,
                    "%s the gradient of %s grew at least %s times on its way back through %d"
                        + " steps; the norm of all gradients was %s.",
                    shown(),
                    name(found.layer),
                    Diagnosis.number(found.figure),
                    found.layer.steps(),
                    Diagnosis.number(median(Pulse::norm))),
                List.of(
                    new Figure("growth", found.figure),
                    new Figure("steps", found.layer.steps()),
                    new Figure("norm", median(Pulse::norm))),
                toGrowLess()));
  }

  /** A limit that is there need not be advised. */
  private List<String> toGrowLess() {
    return Kind.EXPLODING_GRADIENT.remedies().stream()
        .filter(remedy -> clip.norm() == Double.POSITIVE_INFINITY || !remedy.startsWith("clip "))
        .toList();
  }

  private Optional<Finding> explodingInDepth() {
    if (pulses.getLast().layers().size() < 2) {
      return Optional.empty();
    }
    double growth =
        pulses.stream().mapToDouble(pulse -> lowest(pulse) / least(pulse)).min().orElseThrow();
    if (!(growth >= GradientSigns.EXPLODES) || Double.isInfinite(growth)) {
      return Optional.empty();
    }
    return Optional.of(
        new Finding(
            Kind.EXPLODING_GRADIENT,
            Severity.SERIOUS,
            String.format(
                Locale.ROOT,
                "%s the gradient of %s was at least %s times that of the layer that gets least,"
                    + " each against its weights: it grows on its way down.",
                shown(),
                pulses.getLast().layers().getFirst().layer(),
                Diagnosis.number(growth)),
            List.of(
                new Figure("growth", growth),
                new Figure("layers", pulses.getLast().layers().size())),
            toGrowLess()));
  }

  private static double lowest(Pulse pulse) {
    return pulse.layers().getFirst().relative();
  }

  private static double least(Pulse pulse) {
    return pulse.layers().stream()
        .mapToDouble(Pulse.LayerGradient::relative)
        .min()
        .orElse(Double.NaN);
  }

  private static double most(Pulse pulse) {
    return pulse.layers().stream()
        .mapToDouble(Pulse.LayerGradient::relative)
        .max()
        .orElse(Double.NaN);
  }

  private Optional<Finding> clipped() {
    double factor = pulses.stream().mapToDouble(Pulse::clip).max().orElse(1);
    if (factor <= 1 / CLIPPED) {
      return Optional.of(
          new Finding(
              Kind.CLIPPED,
              Severity.MILD,
              String.format(
                  Locale.ROOT,
                  "%s the gradients were clipped: their norm was %s, the limit is %s. The limit,"
                      + " not the gradient, sets how long a step is.",
                  shown(),
                  Diagnosis.number(median(Pulse::norm)),
                  Diagnosis.number(clip.norm())),
              new Figure("norm", median(Pulse::norm)),
              new Figure("limit", clip.norm())));
    }
    double clamped = pulses.stream().mapToDouble(Pulse::clamped).min().orElse(0);
    return clamped >= CLAMPED
        ? Optional.of(
            new Finding(
                Kind.CLIPPED,
                Severity.MILD,
                String.format(
                    Locale.ROOT,
                    "%s at least %s of the gradients' elements were beyond the limit of %s: little"
                        + " more than their signs is left.",
                    shown(),
                    Diagnosis.percent(clamped),
                    Diagnosis.number(clip.value())),
                new Figure("share", clamped),
                new Figure("limit", clip.value())))
        : Optional.empty();
  }

  private double median(ToDoubleFunction<Pulse> figure) {
    double[] sorted = pulses.stream().mapToDouble(figure).toArray();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private Optional<Finding> saturated() {
    return worst(Pulse.Recurrent::saturated, false, GradientSigns.SATURATED)
        .map(found ->
            new Finding(
                Kind.SATURATED_GATES,
                Severity.SERIOUS,
                String.format(
                    Locale.ROOT,
                    "%s at least %s of the gates of %s were shut or wide open, whatever came in:"
                        + " %s. They hardly learn.",
                    shown(),
                    Diagnosis.percent(found.figure),
                    name(found.layer),
                    found.layer.gates().stream()
                        .filter(gate -> !gate.candidate())
                        .map(WatchSigns::words)
                        .collect(Collectors.joining(", "))),
                new Figure("saturated", found.figure)));
  }

  private static String words(Pulse.Gate gate) {
    return String.format(
        Locale.ROOT,
        "%s %s shut and %s open",
        gate.name(),
        Diagnosis.percent(gate.low()),
        Diagnosis.percent(gate.high()));
  }

  private Optional<Finding> vanishing() {
    return worst(Pulse.Recurrent::reach, true, GradientSigns.VANISHES_IN_TIME)
        .map(found -> {
          Pulse.Recurrent layer = found.layer;
          double keeps = Remedies.keeps(layer);
          List<Figure> figures = new ArrayList<>();
          figures.add(new Figure("reach", found.figure));
          figures.add(new Figure("steps", layer.steps()));
          figures.add(new Figure("steps_seen", layer.seen()));
          if (Double.isFinite(keeps)) {
            figures.add(new Figure("gate_that_keeps", keeps));
          }
          return new Finding(
              Kind.VANISHING_GRADIENT,
              Severity.SERIOUS,
              String.format(
                  Locale.ROOT,
                  "%s the gradient of %s %d steps back was %s: this network cannot see further than"
                      + " about %d step%s%s, and has learned next to nothing so far.",
                  shown(),
                  name(layer),
                  layer.steps() - 1,
                  found.figure < Flow.BELOW_FLOAT32
                      ? "nothing"
                      : "at most " + Diagnosis.number(found.figure) + " of the largest",
                  layer.seen(),
                  layer.seen() == 1 ? "" : "s",
                  Double.isFinite(keeps)
                      ? " (the gate that keeps is at " + Diagnosis.number(keeps) + " in the mean)"
                      : ""),
              figures,
              Remedies.toSeeFurther(layer));
        });
  }

  private Optional<Finding> vanishingInDepth() {
    if (pulses.getLast().layers().size() < 2) {
      return Optional.empty();
    }
    double share =
        pulses.stream().mapToDouble(pulse -> lowest(pulse) / most(pulse)).max().orElseThrow();
    return share < GradientSigns.VANISHES_IN_DEPTH
        ? Optional.of(
            new Finding(
                Kind.VANISHING_GRADIENT,
                Severity.SERIOUS,
                String.format(
                    Locale.ROOT,
                    "%s the gradient of %s was at most %s of that of the layer that gets most, each"
                        + " against its weights: the lower layers learn nothing.",
                    shown(),
                    pulses.getLast().layers().getFirst().layer(),
                    Diagnosis.number(share)),
                new Figure("share", share),
                new Figure("layers", pulses.getLast().layers().size())))
        : Optional.empty();
  }

  private static String name(Pulse.Recurrent layer) {
    return layer.name() + " (" + layer.cell().type() + ")";
  }
}
