package sluice.inspect;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import sluice.loss.Model;
import sluice.math.Workers;
import sluice.train.Batches;
import sluice.train.Training;

/**
 * Says what is wrong with a training, with the figures behind it: from the losses of its epochs,
 * the losses of the trained model beside those of the best constant answer, and one pass back.
 *
 * <p>Everything is measured after training, without dropout; weights and later trainings are not
 * touched. Each threshold and its reason stand in {@code docs/advice.md}; they are chosen so that a
 * training that went well is told nothing.
 */
public final class Diagnosis {
  /** What keeps a network from learning: who has one of these need not hear that it has not. */
  private static final Set<Finding.Kind> CAUSES =
      EnumSet.of(
          Finding.Kind.IMBALANCE,
          Finding.Kind.EXPLODING_GRADIENT,
          Finding.Kind.DEAD_UNITS,
          Finding.Kind.SATURATED_GATES,
          Finding.Kind.VANISHING_GRADIENT,
          Finding.Kind.RATE_TOO_HIGH,
          Finding.Kind.RATE_TOO_LOW);

  private Diagnosis() {}

  /**
   * Looks at a model that was trained.
   *
   * @param model with the weights that it ended with. Not modified
   * @param training the record of its fit
   * @param trainingPart what it was trained on; some of its batches are looked at
   * @param validation what its epochs were judged by
   * @param workers the threads that may help
   * @return the findings, causes before what follows from them; none where nothing stands out
   */
  public static List<Finding> of(
      Model model,
      Training training,
      Batches trainingPart,
      Optional<Batches> validation,
      Workers workers) {
    if (training.epochs().isEmpty()) {
      return List.of();
    }
    return of(Vitals.of(model, trainingPart, validation, workers), training);
  }

  static List<Finding> of(Vitals vitals, Training training) {
    List<Finding> findings = new ArrayList<>(GradientSigns.of(vitals));
    findings.addAll(LossSigns.of(vitals, training, hasCause(findings)));
    Collections.sort(findings);
    return List.copyOf(findings);
  }

  /** Whether one of the findings alone explains that little was learned. */
  public static boolean hasCause(List<Finding> findings) {
    return findings.stream().map(Finding::kind).anyMatch(CAUSES::contains);
  }

  /** A figure as sentences have it: three digits. */
  static String number(double value) {
    double size = Math.abs(value);
    return size != 0 && (size < 1e-3 || size >= 1e5)
        ? String.format(Locale.ROOT, "%.1e", value)
        : size >= 100
            ? String.format(Locale.ROOT, "%,.0f", value)
            : String.format(Locale.ROOT, "%.3g", value);
  }

  /** A share in percent. */
  static String percent(double share) {
    return String.format(Locale.ROOT, "%.0f %%", 100 * share);
  }
}
