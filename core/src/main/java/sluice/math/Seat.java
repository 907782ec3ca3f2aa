package sluice.math;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * The place of one worker: a caller claims it, posts a run, and takes the run back or waits until
 * the worker is done with it. Only the caller that claimed a seat releases it.
 */
final class Seat implements Runnable {
  private static final int FREE = 0;
  private static final int CLAIMED = 1;
  private static final int POSTED = 2;
  private static final int RUNNING = 3;
  private static final int DONE = 4;

  private static final int CORES = Runtime.getRuntime().availableProcessors();

  /**
   * How long a caller looks for the end of a piece, and a worker for more work, before it parks: to
   * be woken takes some 50 µs, in which the caller has done the work itself (C1 in 0.52 ms instead
   * of 0.69 with 10 µs, C3 in 41 instead of 44).
   */
  private static final long SPIN_NANOSECONDS = 200_000;

  private final AtomicInteger state = new AtomicInteger(FREE);
  private final Executor executor;
  private final Run own;
  private Run run;
  private volatile Thread user = Run.NOBODY;
  private volatile boolean parked;
  private volatile boolean closed;
  private volatile Thread thread = Run.NOBODY;

  /**
   * Makes a seat.
   *
   * @param executor asked to run this seat whenever a run is posted
   */
  private Seat(Executor executor, int seats) {
    this.executor = executor;
    own = new Run(seats);
    run = own;
  }

  /** Returns a seat that an executor runs when it has time. */
  static Seat over(Executor executor, int seats) {
    return new Seat(executor, seats);
  }

  /** Returns a seat with a daemon thread of its own. */
  static Seat withThread(int number, int seats) {
    Seat seat = new Seat(Seat::wake, seats);
    seat.thread = Thread.ofPlatform().daemon().name("sluice-" + number).start(seat::stay);
    return seat;
  }

  private static void wake(Runnable seat) {
    Seat woken = (Seat) seat;
    if (woken.parked) {
      LockSupport.unpark(woken.thread);
    }
  }

  /** Whether to spin on, having begun at {@code start}; never when more threads work than cores. */
  static boolean maySpin(long start) {
    return Workers.AWAKE.get() <= CORES && System.nanoTime() - start < SPIN_NANOSECONDS;
  }

  /** Returns the run that belongs to whoever has claimed this seat. */
  Run ownRun() {
    return own;
  }

  boolean isUsedBy(Thread candidate) {
    return user.equals(candidate) || own.isCalledBy(candidate);
  }

  boolean claim() {
    return state.get() == FREE && state.compareAndSet(FREE, CLAIMED);
  }

  void post(Run posted) {
    run = posted;
    state.set(POSTED);
    try {
      executor.execute(this);
    } catch (RuntimeException e) {
      // Refused, so nobody comes: the caller takes the run back when it has done all pieces itself.
    }
  }

  /** Takes a posted run back; false if the worker has begun. */
  boolean revoke() {
    return state.compareAndSet(POSTED, CLAIMED);
  }

  boolean isDone() {
    return state.get() == DONE;
  }

  void release() {
    state.set(FREE);
  }

  void close() {
    closed = true;
    LockSupport.unpark(thread);
  }

  /** Joins the posted run, if there still is one. */
  @Override
  public void run() {
    Workers.AWAKE.incrementAndGet();
    join(false);
    Workers.AWAKE.decrementAndGet();
  }

  private boolean join(boolean ownThread) {
    if (state.get() != POSTED || !state.compareAndSet(POSTED, RUNNING)) {
      return false;
    }
    Run joined = run;
    user = Thread.currentThread();
    joined.work();
    user = Run.NOBODY;
    if (ownThread ? Thread.interrupted() : Thread.currentThread().isInterrupted()) {
      joined.interruptCaller();
    }
    state.set(DONE);
    joined.wakeCaller();
    return true;
  }

  /** The life of the thread: join, spin a little in case more comes, park. */
  private void stay() {
    Workers.AWAKE.incrementAndGet();
    long idleSince = System.nanoTime();
    while (!closed) {
      if (join(true)) {
        idleSince = System.nanoTime();
      } else if (maySpin(idleSince)) {
        Thread.onSpinWait();
      } else {
        parked = true;
        if (state.get() != POSTED && !closed) {
          Workers.AWAKE.decrementAndGet();
          LockSupport.park(this);
          Workers.AWAKE.incrementAndGet();
          idleSince = System.nanoTime();
        }
        parked = false;
      }
    }
    Workers.AWAKE.decrementAndGet();
  }
}
