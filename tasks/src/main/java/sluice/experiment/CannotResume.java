package sluice.experiment;

/**
 * A run cannot go on from its checkpoints, or cannot be where it was asked to be. A matter of
 * usage.
 */
public final class CannotResume extends RuntimeException {
  private static final long serialVersionUID = 1;

  CannotResume(String message) {
    super(message);
  }
}
