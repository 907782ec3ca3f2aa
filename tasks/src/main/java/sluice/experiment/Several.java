package sluice.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import sluice.math.Workers;
import sluice.train.Stop;

/**
 * Runs several trainings at a time. Which thread trains what, and beside which other, changes no
 * bit of any: each has a network and buffers of its own, and shares only the free workers.
 */
final class Several {
  private static final long LOOK_AGAIN = 200; // milliseconds, for whoever waits for memory

  private final int parallel;
  private final Stop asked;
  private final Stop own = new Stop(); // the caller's must not be requested by us
  private final AtomicReference<Throwable> failure = new AtomicReference<>();
  private long held; // bytes that the trainings under way need

  /**
   * At most so many at a time.
   *
   * @param parallel at least 1
   * @param asked asks for the end of all
   */
  Several(int parallel, Stop asked) {
    this.parallel = parallel;
    this.asked = asked;
  }

  /** Whether no further training is to begin. */
  boolean stopped() {
    return asked.requested() || own.requested();
  }

  /**
   * Does all jobs, each once; the caller works as well.
   *
   * @param jobs in the order in which they begin; empty is the result of one that was interrupted
   * @return the results in the same order, empty for those that were stopped
   * @throws RuntimeException or error that a job threw first; no further one is begun then
   */
  <T> List<Optional<T>> all(List<Supplier<Optional<T>>> jobs) {
    List<AtomicReference<Optional<T>>> results = new ArrayList<>();
    jobs.forEach(job -> results.add(new AtomicReference<>(Optional.empty())));
    AtomicInteger next = new AtomicInteger();
    Runnable work =
        () -> {
          for (int i = next.getAndIncrement();
              i < jobs.size() && !stopped();
              i = next.getAndIncrement()) {
            results.get(i).set(jobs.get(i).get());
          }
        };
    List<Thread> threads = new ArrayList<>();
    for (int i = 1; i < Math.min(parallel, jobs.size()); i++) {
      threads.add(Thread.ofPlatform().daemon().name("trial-" + i).start(() -> guarded(work)));
    }
    guarded(work);
    threads.forEach(this::join);
    switch (failure.get()) {
      case null -> {}
      case RuntimeException exception -> throw exception;
      case Error error -> throw error;
      case Throwable other -> throw new IllegalStateException(other);
    }
    return results.stream().map(AtomicReference::get).toList();
  }

  /** The first failure ends all: what the others throw while they end is told with it. */
  private void guarded(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException | Error e) {
      own.request();
      Throwable first = failure.compareAndExchange(null, e);
      if (first != null && !first.equals(e)) {
        first.addSuppressed(e);
      }
    }
  }

  private void join(Thread thread) {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        own.request(); // they finish their step and save
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Trains as {@link Run#train}; waits until the memory it needs is free beside the others'.
   *
   * @param options without a listener and a stop token
   */
  RunResult train(Experiment experiment, Run.Options options) {
    long[] mine = new long[1];
    int threads = Workers.shared().threads() / parallel;
    Workers workers =
        parallel == 1
            ? Workers.shared()
            : threads == 1 ? Workers.serial() : Workers.of(Math.max(1, threads));
    try {
      return Run.train(
          experiment,
          options
              .workers(workers)
              .stop(own)
              .listener(event -> {
                if (event instanceof RunEvent.Began began) {
                  mine[0] = take(began.plan().memoryBytes());
                }
                if (asked.requested()) {
                  own.request();
                }
              }));
    } finally {
      give(mine[0]);
      if (parallel > 1) {
        workers.close();
      }
    }
  }

  /** One alone is never kept waiting: that it fits was checked. */
  private synchronized long take(long bytes) {
    try {
      while (held > 0 && held + bytes > Runtime.getRuntime().maxMemory() && !stopped()) {
        wait(LOOK_AGAIN);
      }
    } catch (InterruptedException e) {
      own.request();
      Thread.currentThread().interrupt();
    }
    held += bytes;
    return bytes;
  }

  private synchronized void give(long bytes) {
    held -= bytes;
    notifyAll();
  }
}
