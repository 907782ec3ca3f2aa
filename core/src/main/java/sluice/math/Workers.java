package sluice.math;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Threads that join in the work of whoever calls: work is cut in pieces, the caller and the workers
 * that are free take one after the other.
 *
 * <p>How the work is cut is up to the caller and must not depend on {@link #threads()} where it
 * could change a result. Many callers may run at once; each gets the workers that are free,
 * possibly none. A run allocates nothing; hand in a {@link Piece} that is kept.
 */
public final class Workers implements AutoCloseable {
  /** Work that is cut in pieces. */
  @FunctionalInterface
  public interface Piece {
    /** Does one piece; called once for each index, in any order, from many threads at once. */
    void run(int index);
  }

  /** The system property with the number of threads of the shared workers. */
  public static final String PROPERTY = "sluice.threads";

  /** Threads in a run and workers that are awake: with more of them than cores nobody spins. */
  static final AtomicInteger AWAKE = new AtomicInteger();

  private static final Workers SERIAL = new Workers(0);
  private static final AtomicInteger REQUESTED = new AtomicInteger();

  private final Seat[] seats;
  private volatile boolean closed;

  private Workers(int seats) {
    this.seats = new Seat[seats];
  }

  /** The process-wide set; made when first asked for. */
  private static final class Shared {
    static final Workers WORKERS = of(sharedThreads());
  }

  /**
   * Returns the process-wide workers: as many threads as the caller asked for with {@link
   * #threads(int)}, else as the property {@value #PROPERTY} says, else as there are processors; the
   * calling thread counts as one of them.
   */
  public static Workers shared() {
    return Shared.WORKERS;
  }

  /**
   * Sets the threads of the shared workers, before they are first used.
   *
   * @param threads at least 1, the caller included
   * @throws IllegalStateException if they are in use with another number
   */
  public static void threads(int threads) {
    REQUESTED.set(checked(threads));
    if (shared().threads() != threads) {
      throw new IllegalStateException(
          "the shared workers already run with "
              + shared().threads()
              + " threads, asked for "
              + threads
              + "; set the number before the first use");
    }
  }

  /** Returns new workers of their own: {@code threads} − 1 daemon threads. */
  public static Workers of(int threads) {
    Workers workers = new Workers(checked(threads) - 1);
    for (int i = 0; i < workers.seats.length; i++) {
      workers.seats[i] = Seat.withThread(i + 1, workers.seats.length);
    }
    return workers;
  }

  /** Returns workers without threads: the caller does all. */
  public static Workers serial() {
    return SERIAL;
  }

  /**
   * Returns workers that ask an executor for help; what it does not start in time the caller does.
   *
   * @param threads how many threads may work on a run, the caller included, at least 1
   */
  public static Workers over(Executor executor, int threads) {
    Workers workers = new Workers(checked(threads) - 1);
    for (int i = 0; i < workers.seats.length; i++) {
      workers.seats[i] = Seat.over(executor, workers.seats.length);
    }
    return workers;
  }

  /** Returns how many threads can work on one run, the caller included. */
  public int threads() {
    return seats.length + 1;
  }

  /**
   * Runs all pieces and returns when they are done.
   *
   * <p>Called from inside a piece that is shared with other threads, it runs in that thread alone.
   * If a piece fails, no further one is started and the first failure is thrown here, others as
   * suppressed. An interrupt of a worker inside a piece becomes one of the caller.
   */
  public void run(int pieces, Piece piece) {
    if (pieces > 1 && seats.length > 0 && !closed && !inside(Thread.currentThread())) {
      AWAKE.incrementAndGet();
      try {
        if (shared(pieces, piece)) {
          return;
        }
      } finally {
        AWAKE.decrementAndGet();
      }
    }
    for (int index = 0; index < pieces; index++) {
      piece.run(index);
    }
  }

  /** Shares a run with the free workers, or returns false if there are none. */
  private boolean shared(int pieces, Piece piece) {
    int first = 0;
    while (first < seats.length && !seats[first].claim()) {
      first++;
    }
    if (first == seats.length) {
      return false;
    }
    // The first seat is claimed until the end, so its run is this caller's alone.
    Run run = seats[first].ownRun();
    run.begin(pieces, piece);
    run.invite(seats[first]);
    for (int i = first + 1; i < seats.length && run.invited() < pieces - 1; i++) {
      if (seats[i].claim()) {
        run.invite(seats[i]);
      }
    }
    run.work();
    run.finish();
    return true;
  }

  private boolean inside(Thread thread) {
    for (Seat seat : seats) {
      if (seat.isUsedBy(thread)) {
        return true;
      }
    }
    return false;
  }

  /** Ends the threads once they have finished what they do; later runs use the caller alone. */
  @Override
  public void close() {
    closed = true;
    for (Seat seat : seats) {
      seat.close();
    }
  }

  private static int checked(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be at least 1, was " + threads);
    }
    return threads;
  }

  private static int sharedThreads() {
    if (REQUESTED.get() > 0) {
      return REQUESTED.get();
    }
    String property = System.getProperty(PROPERTY, "");
    if (property.isEmpty()) {
      return Runtime.getRuntime().availableProcessors();
    }
    try {
      return checked(Integer.parseInt(property));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "-D" + PROPERTY + " must be a whole number of at least 1, was \"" + property + '"', e);
    }
  }
}
