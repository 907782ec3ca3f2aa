package sluice.cli;

import java.util.concurrent.TimeUnit;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import org.jspecify.annotations.Nullable;
import sluice.experiment.RunEvent;
import sluice.report.Selection;
import sluice.train.TrainEvent;

/**
 * Progress as a line of a terminal that is drawn anew a few times a second.
 *
 * <p>The library draws in a thread of its own. It is given our own consumer: the one it brings
 * opens the terminal through JLine, which takes the signal handlers away and is left out of our
 * class path.
 */
final class BarProgress implements Progress {
  private static final int DRAWN_EVERY_MILLIS = 200;
  private static final long WIDTH_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final Console console;
  private Terminal terminal;
  private long measuredAt = System.nanoTime();
  private @Nullable Pace pace;
  private @Nullable ProgressBar bar;

  /**
   * Of a run that begins now.
   *
   * @param terminal what stands behind the console's standard error
   */
  BarProgress(Console console, Terminal terminal) {
    this.console = console;
    this.terminal = terminal;
  }

  @Override
  public void accept(RunEvent event) {
    switch (event) {
      case RunEvent.Phase phase -> {
        close();
        console.status(phase.name() + " …");
      }
      case RunEvent.Began began -> begin(began);
      case RunEvent.Member(int number, int of) -> {
        if (pace != null) {
          pace.member(number, of);
        }
      }
      case RunEvent.Trained(TrainEvent.StepDone step) -> {
        if (pace != null && bar != null) {
          pace.done(step);
          bar.stepTo(pace.position());
        }
      }
      case RunEvent.Trained(TrainEvent.EpochDone done) -> {
        if (pace != null) {
          pace.done(done.epoch());
        }
      }
      case RunEvent.Chosen(Selection selection) -> {
        close();
        console.say(selection.sentence());
      }
      case RunEvent.Recorded _ -> {}
      case RunEvent.Noticed noticed -> console.say(Progress.notice(noticed));
    }
  }

  private void begin(RunEvent.Began began) {
    console.status("");
    console.say(Progress.opening(began));
    Progress.notes(began).forEach(console::say);
    Pace now = new Pace(began.plan().epochs(), began.plan().perplexity(), System::nanoTime);
    pace = now;
    bar =
        new ProgressBarBuilder()
            .setInitialMax(
                (long) began.plan().members() * began.plan().epochs() * began.plan().batches())
            .setUpdateIntervalMillis(DRAWN_EVERY_MILLIS)
            .continuousUpdate()
            .clearDisplayOnFinish()
            .setRenderer((state, columns) -> now.bar(columns))
            .setConsumer(new StatusLine())
            .build();
  }

  /** Takes the bar away and leaves its last figures as a line. */
  @Override
  public void close() {
    if (bar != null) {
      bar.close();
      bar = null;
      if (pace != null && pace.position() > 0) {
        console.say(pace.line());
      }
    }
    console.status("");
  }

  /** The width, asked for again now and then: windows are resized. */
  private int columns() {
    long now = System.nanoTime();
    if (now - measuredAt > WIDTH_NANOS) {
      measuredAt = now;
      Terminal asked = console.terminal();
      terminal = asked.present() ? asked : terminal;
    }
    return terminal.columns() - 1; // a full line would wrap
  }

  private final class StatusLine implements ProgressBarConsumer {
    @Override
    public int getMaxRenderedLength() {
      return columns();
    }

    @Override
    public void accept(String line) {
      console.status(line);
    }

    @Override
    public void clear() {
      console.status("");
    }

    @Override
    public void close() {}
  }
}
