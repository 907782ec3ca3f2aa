package sluice.cli;

import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import sluice.experiment.RunEvent;
import sluice.report.Selection;
import sluice.train.TrainEvent;

/** Progress as plain lines, a few a minute. */
final class LineProgress implements Progress {
  private static final double EVERY_SECONDS = 15;

  private final Console console;
  private final LongSupplier clock;
  private @Nullable Pace pace;
  private boolean unsaid; // an epoch is done that no line tells of
  private boolean first = true;
  private long saidAt;

  /**
   * Of a run that begins now.
   *
   * @param clock nanoseconds
   */
  LineProgress(Console console, LongSupplier clock) {
    this.console = console;
    this.clock = clock;
    saidAt = clock.getAsLong();
  }

  @Override
  public void accept(RunEvent event) {
    switch (event) {
      case RunEvent.Phase phase -> {
        close();
        if (!phase.name().equals("training")) { // that one opens with its figures
          console.say(phase.name());
        }
      }
      case RunEvent.Began began -> {
        pace = new Pace(began.plan().epochs(), began.plan().perplexity(), clock);
        console.say(Progress.opening(began));
        Progress.notes(began).forEach(console::say);
      }
      case RunEvent.Member(int number, int of) -> {
        if (pace != null) {
          pace.member(number, of);
        }
      }
      case RunEvent.Trained(TrainEvent trained) -> trained(trained);
      case RunEvent.Chosen(Selection selection) -> {
        close();
        console.say(selection.sentence());
      }
      case RunEvent.Recorded _ -> {}
      case RunEvent.Noticed noticed -> console.say(Progress.notice(noticed));
    }
  }

  private void trained(TrainEvent event) {
    Pace now = pace;
    if (now == null) {
      return;
    }
    boolean due = (clock.getAsLong() - saidAt) / 1e9 >= EVERY_SECONDS;
    switch (event) {
      case TrainEvent.StepDone step -> {
        now.done(step);
        if (due) {
          say(now);
        }
      }
      case TrainEvent.EpochDone done -> {
        now.done(done.epoch());
        unsaid = true;
        if (due || first) {
          say(now);
        }
      }
    }
  }

  private void say(Pace now) {
    console.say(now.line());
    unsaid = false;
    first = false;
    saidAt = clock.getAsLong();
  }

  /** Tells of the last epoch, if no line has yet. */
  @Override
  public void close() {
    Pace now = pace;
    if (now != null && unsaid) {
      say(now);
    }
  }
}
