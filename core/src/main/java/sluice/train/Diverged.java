package sluice.train;

import java.util.Locale;
import java.util.Optional;

/**
 * The loss, a gradient or a weight is no longer a finite number. Nothing was changed by the step
 * that found it.
 */
public final class Diverged extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String what;
  private final int epoch;
  private final long step;
  private final double lastFiniteLoss;
  private final String advice;
  private final transient Optional<Scene> scene;

  Diverged(
      String what, String first, long step, double lastFiniteLoss, String advice, Scene scene) {
    this(what, first, scene.epoch(), step, lastFiniteLoss, advice, Optional.of(scene));
  }

  private Diverged(
      String what,
      String first,
      int epoch,
      long step,
      double lastFiniteLoss,
      String advice,
      Optional<Scene> scene) {
    super(
        String.format(
            Locale.ROOT,
            "%s (first in %s) in epoch %d, step %d; the last finite loss was %s. %s",
            what,
            first,
            epoch,
            step,
            lastFiniteLoss,
            advice));
    this.what = what;
    this.epoch = epoch;
    this.step = step;
    this.lastFiniteLoss = lastFiniteLoss;
    this.advice = advice;
    this.scene = scene;
  }

  /**
   * The same told by somebody who has looked closer.
   *
   * @param first where the first value was found that is not finite
   * @param story what led there, in sentences
   * @param remedy what to try; empty for what was advised before
   */
  public Diverged examined(String first, String story, String remedy) {
    String end = remedy.isEmpty() ? advice : remedy;
    String told = story.isEmpty() ? end : story + " " + end;
    var examined = new Diverged(what, first, epoch, step, lastFiniteLoss, told, scene);
    examined.setStackTrace(getStackTrace());
    return examined;
  }

  /** All that is needed to make the step again; empty once it was written somewhere and read. */
  public Optional<Scene> scene() {
    return scene == null ? Optional.empty() : scene;
  }

  /** The epoch, counted from 1. */
  public int epoch() {
    return epoch;
  }

  /** The optimiser step, counted from 1. */
  public long step() {
    return step;
  }

  /** The loss of the step before; NaN if there was none. */
  public double lastFiniteLoss() {
    return lastFiniteLoss;
  }
}
