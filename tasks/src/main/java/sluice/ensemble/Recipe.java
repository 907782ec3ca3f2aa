package sluice.ensemble;

import java.util.Optional;
import sluice.data.Examples;
import sluice.loss.Ensemble;
import sluice.loss.Model;
import sluice.loss.Predictor;

/**
 * How an ensemble is made, one member after the other: ask what the next one learns from, train it,
 * add it.
 *
 * <p>All that a recipe knows follows from its examples and the members added: a training that was
 * interrupted adds the finished ones again and goes on.
 */
public sealed interface Recipe permits Alike, Bagging, AdaBoost, GradientBoosting {

  /** What the next member learns from. */
  Examples training();

  /** What the next member is validated on; may be empty. */
  Examples validation();

  /** Takes a trained member; says whether another one is worth training. */
  boolean add(Model member);

  /** What is to be judged while a member is trained: it alone, or with those before it. */
  Predictor with(Model next);

  /** The members added so far as one; at least one must be there. */
  Ensemble ensemble();

  /** Why there are fewer members than could be, in a sentence; empty if there was no reason. */
  default Optional<String> ended() {
    return Optional.empty();
  }
}
