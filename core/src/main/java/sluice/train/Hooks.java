package sluice.train;

import java.util.function.Consumer;
import sluice.math.Workers;
import sluice.nn.Probe;

/**
 * What stands around a training without changing a bit of it.
 *
 * @param listener hears every step and epoch
 * @param stop asks for the end between steps
 * @param saver takes checkpoints: after every epoch, every {@code saveSeconds} and when stopped
 * @param saveSeconds seconds between checkpoints inside an epoch; 0 for one after every step
 * @param probe reads what passes through the layers while training
 * @param workers the threads that may help
 */
public record Hooks(
    Consumer<TrainEvent> listener,
    Stop stop,
    Saver saver,
    double saveSeconds,
    Probe probe,
    Workers workers) {
  /** Hears nothing. */
  static final Consumer<TrainEvent> NOBODY = event -> {};

  /** Nobody listens, nothing is saved, all cores may help. */
  public static Hooks none() {
    return new Hooks(NOBODY, new Stop(), Saver.NONE, 60, Probe.NONE, Workers.shared());
  }

  /** The same with a listener. */
  public Hooks listener(Consumer<TrainEvent> value) {
    return new Hooks(value, stop, saver, saveSeconds, probe, workers);
  }

  /** The same with a stop token. */
  public Hooks stop(Stop value) {
    return new Hooks(listener, value, saver, saveSeconds, probe, workers);
  }

  /** The same with a saver of checkpoints. */
  public Hooks saver(Saver value) {
    return new Hooks(listener, stop, value, saveSeconds, probe, workers);
  }

  /** The same with other seconds between checkpoints. */
  public Hooks saveSeconds(double value) {
    return new Hooks(listener, stop, saver, value, probe, workers);
  }

  /** The same with a probe. */
  public Hooks probe(Probe value) {
    return new Hooks(listener, stop, saver, saveSeconds, value, workers);
  }

  /** The same with other workers. */
  public Hooks workers(Workers value) {
    return new Hooks(listener, stop, saver, saveSeconds, probe, value);
  }
}
