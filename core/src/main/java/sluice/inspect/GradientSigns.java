package sluice.inspect;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import sluice.inspect.Finding.Figure;
import sluice.inspect.Finding.Kind;
import sluice.inspect.Finding.Severity;

/** What one pass back tells: gradients that grow or die away, units and gates that stand still. */
final class GradientSigns {
  /** A step that multiplies by 1.26 gives this over 30 steps: more than any rate can suit. */
  static final double EXPLODES = 1e3;

  /** Ten steps of a plain RNN at its usual first weights leave more (−0.55 nats a step). */
  static final double VANISHES_IN_TIME = 1e-4;

  /** Five sigmoid layers keep at most 0.25⁵ ≈ 0.001 of a gradient. */
  static final double VANISHES_IN_DEPTH = 1e-3;

  /** A network that removed more of the constant's loss than this has a gradient that suffices. */
  static final double LEARNED_LITTLE = 0.1;

  /** Some dead units are usual; with so many a layer is another network than was asked for. */
  static final double DEAD = 0.4;

  /** A memory that is kept open has two of three gates at their ends; this is more. */
  static final double SATURATED = 0.8;

  private final Vitals vitals;

  private GradientSigns(Vitals vitals) {
    this.vitals = vitals;
  }

  static List<Finding> of(Vitals vitals) {
    GradientSigns signs = new GradientSigns(vitals);
    List<Finding> findings = new ArrayList<>();
    signs.exploding().ifPresent(findings::add);
    signs.dead().ifPresent(findings::add);
    signs.saturated().ifPresent(findings::add);
    if (vitals.learned() < LEARNED_LITTLE) {
      boolean dead = findings.stream().anyMatch(found -> found.kind() == Kind.DEAD_UNITS);
      signs
          .vanishingInTime()
          .or(() -> dead ? Optional.empty() : signs.vanishingInDepth())
          .ifPresent(findings::add);
    }
    return findings;
  }

  private Optional<Finding> exploding() {
    Optional<Pulse.Recurrent> layer =
        vitals.recurrent().stream()
            .filter(one -> one.growth() >= EXPLODES)
            .max(Comparator.comparingDouble(Pulse.Recurrent::growth));
    if (layer.isPresent()) {
      Pulse.Recurrent own = layer.get();
      return Optional.of(
          new Finding(
              Kind.EXPLODING_GRADIENT,
              Severity.SERIOUS,
              "On its way back through the "
                  + own.steps()
                  + " steps of "
                  + own.name()
                  + " the gradient grows "
                  + Diagnosis.number(own.growth())
                  + " times.",
              new Figure("growth", own.growth()),
              new Figure("steps", own.steps())));
    }
    List<Pulse.LayerGradient> layers = vitals.gradients();
    if (layers.size() < 2) {
      return Optional.empty();
    }
    Pulse.LayerGradient lowest = layers.getFirst();
    Pulse.LayerGradient least =
        layers.stream()
            .min(Comparator.comparingDouble(Pulse.LayerGradient::relative))
            .orElseThrow();
    double growth = lowest.relative() / least.relative();
    return Double.isFinite(growth) && growth >= EXPLODES
        ? Optional.of(
            new Finding(
                Kind.EXPLODING_GRADIENT,
                Severity.SERIOUS,
                "On its way down the gradient grows: that of "
                    + lowest.layer()
                    + " is "
                    + Diagnosis.number(growth)
                    + " times that of "
                    + least.layer()
                    + ", each against its weights.",
                new Figure("growth", growth),
                new Figure("layers", layers.size())))
        : Optional.empty();
  }

  private Optional<Finding> dead() {
    return vitals.dead().stream()
        .filter(layer -> layer.share() >= DEAD)
        .max(Comparator.comparingDouble(DeadUnits::share))
        .map(layer ->
            new Finding(
                Kind.DEAD_UNITS,
                serious(),
                layer.dead()
                    + " of the "
                    + layer.units()
                    + " ReLU units of "
                    + layer.layer()
                    + " are 0 at every row of a sample of the training part: nothing is learned"
                    + " through them.",
                new Figure("dead", layer.dead()),
                new Figure("units", layer.units())));
  }

  private Optional<Finding> saturated() {
    return vitals.recurrent().stream()
        .filter(layer -> layer.saturated() >= SATURATED)
        .max(Comparator.comparingDouble(Pulse.Recurrent::saturated))
        .map(layer ->
            new Finding(
                Kind.SATURATED_GATES,
                serious(),
                Diagnosis.percent(layer.saturated())
                    + " of the gates of "
                    + layer.name()
                    + " are below 0.05 or above 0.95 on a sample of the training part: they hardly"
                    + " answer to what comes in, and hardly learn.",
                new Figure("saturated", layer.saturated())));
  }

  /** A network that learned all the same can live with it. */
  private Severity serious() {
    return vitals.learned() < 0.5 ? Severity.SERIOUS : Severity.MILD;
  }

  private Optional<Finding> vanishingInTime() {
    return vitals.recurrent().stream()
        .filter(layer -> layer.reach() < VANISHES_IN_TIME)
        .min(Comparator.comparingDouble(Pulse.Recurrent::reach))
        .map(layer ->
            new Finding(
                Kind.VANISHING_GRADIENT,
                Severity.SERIOUS,
                little()
                    + ", and on its way back through the "
                    + layer.steps()
                    + " steps of "
                    + layer.name()
                    + " its gradient shrinks to "
                    + (layer.reach() < Flow.BELOW_FLOAT32
                        ? "nothing"
                        : Diagnosis.number(layer.reach()))
                    + " of its largest: it cannot see further than about "
                    + layer.seen()
                    + (layer.seen() == 1 ? " step." : " steps."),
                List.of(
                    new Figure("reach", layer.reach()),
                    new Figure("steps", layer.steps()),
                    new Figure("steps_seen", layer.seen())),
                Remedies.toSeeFurther(layer)));
  }

  private Optional<Finding> vanishingInDepth() {
    List<Pulse.LayerGradient> layers = vitals.gradients();
    if (layers.size() < 2) {
      return Optional.empty();
    }
    Pulse.LayerGradient lowest = layers.getFirst();
    Pulse.LayerGradient largest =
        layers.stream()
            .max(Comparator.comparingDouble(Pulse.LayerGradient::relative))
            .orElseThrow();
    double share = lowest.relative() / largest.relative();
    return share < VANISHES_IN_DEPTH
        ? Optional.of(
            new Finding(
                Kind.VANISHING_GRADIENT,
                Severity.SERIOUS,
                little()
                    + ", and the gradient of "
                    + lowest.layer()
                    + " is "
                    + Diagnosis.number(share)
                    + " of that of "
                    + largest.layer()
                    + ", each against its weights: the lower layers learn nothing.",
                new Figure("share", share),
                new Figure("layers", layers.size())))
        : Optional.empty();
  }

  private String little() {
    return "The network has learned next to nothing (loss "
        + Diagnosis.number(vitals.trainingLoss())
        + ", that of the best constant answer "
        + Diagnosis.number(vitals.constantTraining())
        + ")";
  }
}
