package sluice.inspect;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import sluice.inspect.Finding.Figure;
import sluice.inspect.Finding.Kind;
import sluice.inspect.Finding.Severity;
import sluice.train.Epoch;
import sluice.train.Training;

/** What the losses tell: over the epochs, and of the trained model beside a constant answer. */
final class LossSigns {
  /** Fewer epochs have no shape. */
  static final int EPOCHS = 6;

  /** A loss that is noise about its mean rises at half of the epochs, a falling one at few. */
  static final double RISES = 0.25;

  /** Trainings that went well changed by less than 0.08 from epoch to epoch at their end. */
  static final double ROUGH = 0.12;

  /** Jumps that are small against the first loss are those of a training that is done. */
  static final double JUMPS = 0.01;

  /** One over the others: a curve that levels off has far less, a straight one 1. */
  static final double STRAIGHT = 0.5;

  /** Of the constant's loss; where more is gone, the rate was not far too low. */
  static final double LEARNED_HALF = 0.5;

  /** Of the constant's loss; less is what noise gives. */
  static final double LEARNED_NOTHING = 0.05;

  /** Of the constant's loss: what the validation part has more than the training part. */
  static final double GAP = 0.25;

  private final Vitals vitals;
  private final Training training;
  private final List<Epoch> epochs;
  private final LossCurve curve;

  private LossSigns(Vitals vitals, Training training) {
    this.vitals = vitals;
    this.training = training;
    epochs = training.epochs();
    curve = new LossCurve(epochs);
  }

  /**
   * The findings.
   *
   * @param cause whether it is known already why little was learned
   */
  static List<Finding> of(Vitals vitals, Training training, boolean cause) {
    LossSigns signs = new LossSigns(vitals, training);
    List<Finding> findings = new ArrayList<>();
    signs.tooHigh().ifPresent(findings::add);
    if (!cause && findings.isEmpty()) {
      signs.tooLow().or(signs::underFitting).ifPresent(findings::add);
    }
    signs.overFitting().or(signs::byHeart).ifPresent(findings::add);
    return findings;
  }

  private Optional<Finding> tooHigh() {
    int half = curve.epochs() / 2;
    if (curve.epochs() < EPOCHS
        || !(curve.rises(half) >= RISES)
        || !(curve.roughness(half) >= ROUGH)
        || !(curve.jump(half) >= JUMPS)) {
      return Optional.empty();
    }
    return Optional.of(
        new Finding(
            Kind.RATE_TOO_HIGH,
            Severity.SERIOUS,
            "The training loss jumps up and down: over the second half of the epochs it rises at "
                + Diagnosis.percent(curve.rises(half))
                + " of them and changes by "
                + Diagnosis.percent(curve.roughness(half))
                + " from one to the next; the rate was "
                + rate()
                + ".",
            new Figure("rises", curve.rises(half)),
            new Figure("change", curve.roughness(half)),
            new Figure("rate", epochs.getLast().rate())));
  }

  /** It falls at every epoch, at the end as fast as at the start, and has not come far. */
  private Optional<Finding> tooLow() {
    if (curve.epochs() < EPOCHS
        || training.ending() != Training.Ending.COMPLETED
        || curve.rises(0) > 0.1
        || !(curve.straightness() >= STRAIGHT)
        || !(vitals.learned() < LEARNED_HALF)) {
      return Optional.empty();
    }
    return Optional.of(
        new Finding(
            Kind.RATE_TOO_LOW,
            Severity.SERIOUS,
            "The training loss has hardly begun to fall: from "
                + Diagnosis.number(curve.first())
                + " to "
                + Diagnosis.number(curve.last())
                + " in "
                + curve.epochs()
                + " epochs, in the second half "
                + Diagnosis.percent(curve.straightness())
                + " as fast as in the first; the rate was "
                + rate()
                + ".",
            new Figure("first_loss", curve.first()),
            new Figure("last_loss", curve.last()),
            new Figure("straightness", curve.straightness()),
            new Figure("rate", epochs.getLast().rate())));
  }

  private String rate() {
    return Diagnosis.number(epochs.getLast().rate());
  }

  private Optional<Finding> underFitting() {
    return vitals.learned() < LEARNED_NOTHING
        ? Optional.of(
            new Finding(
                Kind.UNDER_FITTING,
                Severity.SERIOUS,
                "The network has learned next to nothing: its loss on the training part is "
                    + Diagnosis.number(vitals.trainingLoss())
                    + ", that of the best constant answer "
                    + Diagnosis.number(vitals.constantTraining())
                    + ". It may be too small, or there is nothing in these inputs to learn.",
                new Figure("training_loss", vitals.trainingLoss()),
                new Figure("constant_loss", vitals.constantTraining())))
        : Optional.empty();
  }

  private Optional<Finding> overFitting() {
    return vitals.gap() >= GAP && vitals.learned() >= LEARNED_NOTHING // else it knows neither part
        ? Optional.of(
            new Finding(
                Kind.OVER_FITTING,
                vitals.gap() >= 2 * GAP ? Severity.SERIOUS : Severity.MILD,
                "The network knows the training part better than what it has not seen: its loss is "
                    + Diagnosis.number(vitals.trainingLoss())
                    + " there and "
                    + Diagnosis.number(vitals.validationLoss())
                    + " on the validation part, where the best constant answer has "
                    + Diagnosis.number(vitals.constantValidation())
                    + ".",
                new Figure("training_loss", vitals.trainingLoss()),
                new Figure("validation_loss", vitals.validationLoss()),
                new Figure("constant_loss", vitals.constantValidation())))
        : Optional.empty();
  }

  /** The best weights were kept, but those after them were learned by heart. */
  private Optional<Finding> byHeart() {
    int best = training.bestEpoch();
    if (best < 1 || best >= epochs.size() || vitals.learned() < LEARNED_NOTHING) {
      return Optional.empty();
    }
    Epoch kept = epochs.get(best - 1);
    Epoch last = epochs.getLast();
    double rise = (last.validationLoss() / kept.validationLoss() - 1) * share();
    return rise >= GAP && last.trainingLoss() < kept.trainingLoss()
        ? Optional.of(
            new Finding(
                Kind.OVER_FITTING,
                Severity.MILD,
                "After epoch "
                    + best
                    + " the network learns by heart: to epoch "
                    + last.number()
                    + " its training loss falls from "
                    + Diagnosis.number(kept.trainingLoss())
                    + " to "
                    + Diagnosis.number(last.trainingLoss())
                    + ", and the validation loss rises from "
                    + Diagnosis.number(kept.validationLoss())
                    + " to "
                    + Diagnosis.number(last.validationLoss())
                    + ". The weights of epoch "
                    + best
                    + " were kept.",
                new Figure("best_epoch", best),
                new Figure("best_validation_loss", kept.validationLoss()),
                new Figure("last_validation_loss", last.validationLoss())))
        : Optional.empty();
  }

  /** The kept validation loss as a share of the constant's: losses of epochs may be sums. */
  private double share() {
    return vitals.validationLoss() / vitals.constantValidation();
  }
}
