package sluice.experiment;

/** A setting or a command does not fit the task or the machine. A matter of usage. */
public final class UnfitTask extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** Says what does not fit, and what to do: a sentence without its full stop. */
  public UnfitTask(String message) {
    super(message);
  }
}
