package sluice.inspect;

import java.util.Objects;

/**
 * Something that was found while a network trains.
 *
 * @param step the training step after which it was said, counted from 1 over all epochs
 * @param finding what it is
 */
public record Notice(long step, Finding finding) {
  public Notice {
    Objects.requireNonNull(finding);
  }
}
