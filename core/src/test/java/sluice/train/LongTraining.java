package sluice.train;

import java.util.List;
import java.util.Optional;
import sluice.fixture.OtherJvm;
import sluice.fixture.Samples;
import sluice.inspect.Recorder;
import sluice.kernel.Allocation;
import sluice.loss.Model;
import sluice.loss.Target;
import sluice.math.Steps;
import sluice.nn.Capacity;
import sluice.nn.Input;
import sluice.nn.Probe;
import sluice.optim.Clip;

/**
 * Trains until fifty steps have allocated nothing, or thirty seconds are over; as a program, since
 * what is compiled, and so where vectors stay in registers, depends on all that ran before.
 */
public final class LongTraining {
  private LongTraining() {}

  /** Prints the bytes that the last steps allocated, one line a training. */
  public static void main(String[] args) {
    for (Lessons lessons : Lessons.all().stream().filter(l -> !l.whole()).toList()) {
      OtherJvm.print(bytes(lessons, lessons.training(), false) + " bytes: " + lessons);
    }
    for (Lessons lessons : Lessons.optimisers()) {
      OtherJvm.print(bytes(lessons, lessons.training(), false) + " bytes: " + lessons);
    }
    Lessons first = Lessons.all().get(0);
    OtherJvm.print(bytes(first, Joined.of(3), false) + " bytes: joined input");
    OtherJvm.print(bytes(first, first.training(), true) + " bytes: every step recorded");
  }

  private static long bytes(Lessons lessons, Batches batches, boolean recorded) {
    Watch watch = new Watch(new Endless(batches));
    Model model = lessons.model(1);
    Probe probe =
        recorded ? new Recorder(model.network(), 1, Clip.NONE, recording -> {}) : Probe.NONE;
    lessons
        .trainer(model)
        .fit(watch, Optional.empty(), Lessons.quiet().stop(watch.stop).probe(probe));
    return watch.added <= Watch.NOISE ? 0 : watch.added;
  }

  /** The batches of others, over and over in an epoch without end. */
  private record Endless(Batches batches) implements Batches {
    @Override
    public int count() {
      return Integer.MAX_VALUE;
    }

    @Override
    public Capacity capacity(int groups) {
      return batches.capacity(groups);
    }

    @Override
    public Batch batch(int epoch, int index, int group, int groups) {
      return batches.batch(epoch, index % batches.count(), group, groups);
    }

    @Override
    public int groups(int index, int wanted) {
      return batches.groups(index % batches.count(), wanted);
    }

    @Override
    public int carried() {
      return batches.carried();
    }
  }

  /** Ids and numbers side by side. */
  private record Joined(Batch batch) implements Batches {
    static Joined of(int width) {
      Steps steps = Steps.of(3, 5, 2);
      Input.Ids ids = Input.Ids.of(width - 1, 0, 1, 0, 1, 1, 0, 0, 1, 0, 1);
      Input numbers = new Input.Rows(Samples.normal(steps.rows(), 1, 3));
      return new Joined(
          new Batch(
              new Input.Joined(List.of(ids, numbers)),
              steps,
              new Target.Values(Samples.normal(3, 2, 4)),
              Samples.ones(3),
              true));
    }

    @Override
    public int count() {
      return 1;
    }

    @Override
    public Capacity capacity(int groups) {
      return Capacity.of(batch.steps());
    }

    @Override
    public Batch batch(int epoch, int index, int group, int groups) {
      return batch;
    }

    @Override
    public int groups(int index, int wanted) {
      return 1;
    }
  }

  /** Reads the allocation counter every so many steps and stops when nothing was added. */
  private static final class Watch implements Batches {
    private static final int WINDOW = 50;
    private static final int NOISE = 200; // bytes that reading the counter takes
    private static final double PATIENCE = 30e9; // nanoseconds: the vector code must be compiled

    private final Batches batches;
    private final Stop stop = new Stop();
    private final long started = System.nanoTime();
    private int calls;
    private long before;
    private long added = Long.MAX_VALUE;

    Watch(Batches batches) {
      this.batches = batches;
    }

    @Override
    public int count() {
      return batches.count();
    }

    @Override
    public Capacity capacity(int groups) {
      return batches.capacity(groups);
    }

    @Override
    public Batch batch(int epoch, int index, int group, int groups) {
      if (group == 0 && calls++ % WINDOW == 0) {
        long now = Allocation.bytes();
        added = now - before;
        before = now;
        if (added <= NOISE || System.nanoTime() - started > PATIENCE) {
          stop.request();
        }
      }
      return batches.batch(epoch, index, group, groups);
    }

    @Override
    public int groups(int index, int wanted) {
      return batches.groups(index, wanted);
    }

    @Override
    public int carried() {
      return batches.carried();
    }
  }
}
