package sluice.experiment;

import java.nio.file.Path;
import sluice.inspect.Notice;
import sluice.report.GradientRecord;
import sluice.report.Selection;
import sluice.train.TrainEvent;

/** What a run tells those who listen. Listeners hear, they never steer. */
public sealed interface RunEvent {

  /**
   * A phase begins: {@code reading data}, {@code choosing columns}, {@code training}, {@code
   * measuring}, {@code writing}.
   *
   * @param name of the phase
   */
  record Phase(String name) implements RunEvent {}

  /**
   * The columns of {@code data.select} are known.
   *
   * @param selection which they are, and why
   */
  record Chosen(Selection selection) implements RunEvent {}

  /**
   * Training is about to begin or go on: that of the run, or before it the one that columns are
   * chosen by.
   *
   * @param directory where it is kept
   * @param plan what is to be done
   * @param resumed whether it goes on from a checkpoint
   */
  record Began(Path directory, Plan plan, boolean resumed) implements RunEvent {}

  /**
   * The training of a member of an ensemble begins or goes on.
   *
   * @param number counted from 1
   * @param members how many there will be at most
   */
  record Member(int number, int members) implements RunEvent {}

  /**
   * A step or an epoch of training is done.
   *
   * @param event the trainer's own
   */
  record Trained(TrainEvent event) implements RunEvent {}

  /**
   * The flow of the gradient in a step was recorded.
   *
   * @param record the norms by layer and step in time
   */
  record Recorded(GradientRecord record) implements RunEvent {}

  /**
   * Something was found that keeps the network from learning. Each kind is told once a run.
   *
   * @param notice what it is, and after which step
   */
  record Noticed(Notice notice) implements RunEvent {}
}
