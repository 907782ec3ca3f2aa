package sluice.train;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Asks a running training to end after the step it is in. Any thread may ask; the training reads
 * between steps.
 */
public final class Stop {
  private final AtomicBoolean requested = new AtomicBoolean();

  /** Not requested yet. */
  public Stop() {}

  /** Asks for the end. */
  public void request() {
    requested.set(true);
  }

  /** Whether the end was asked for. */
  public boolean requested() {
    return requested.get();
  }
}
