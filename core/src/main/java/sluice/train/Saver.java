package sluice.train;

/** Takes checkpoints away to safety. */
@FunctionalInterface
public interface Saver {
  /** Keeps nothing. */
  Saver NONE = checkpoint -> {};

  /** Called between steps; the checkpoint shares nothing with the training. */
  void save(Checkpoint checkpoint);
}
