package sluice.math;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** One run of pieces that a caller shares with the seats it invited; used again and again. */
final class Run {
  /** Stands for no thread; to unpark it does nothing. */
  static final Thread NOBODY = Thread.ofPlatform().unstarted(() -> {});

  private static final Workers.Piece NOTHING = index -> {};
  private static final Throwable[] NONE = {};

  private final AtomicInteger next = new AtomicInteger();
  private final Seat[] invited;
  private final List<Throwable> failures = new ArrayList<>();
  private int count;
  private int pieces;
  private Workers.Piece piece = NOTHING;
  private volatile Thread caller = NOBODY;
  private volatile boolean waiting;
  private volatile boolean interrupted;

  Run(int seats) {
    invited = new Seat[seats];
  }

  void begin(int pieces, Workers.Piece piece) {
    this.pieces = pieces;
    this.piece = piece;
    count = 0;
    interrupted = false;
    next.set(0);
    caller = Thread.currentThread();
  }

  boolean isCalledBy(Thread thread) {
    return caller.equals(thread);
  }

  int invited() {
    return count;
  }

  void invite(Seat seat) {
    invited[count++] = seat;
    seat.post(this);
  }

  /** Takes pieces until none is left: what the caller does, and every seat that joins. */
  void work() {
    try {
      for (int index = next.getAndIncrement(); index < pieces; index = next.getAndIncrement()) {
        piece.run(index);
      }
    } catch (Throwable failure) {
      next.set(pieces);
      synchronized (failures) {
        failures.add(failure);
      }
    }
  }

  /** A seat is done: the caller may be waiting for it. */
  void wakeCaller() {
    if (waiting) {
      LockSupport.unpark(caller);
    }
  }

  void interruptCaller() {
    interrupted = true;
  }

  /**
   * Sends away the seats that have not begun and waits for the others, then throws the first
   * failure if there was one. The last seat to be released is the first invited, to which this run
   * belongs.
   */
  void finish() {
    for (int i = count - 1; i >= 0; i--) {
      if (!invited[i].revoke()) {
        await(invited[i]);
      }
      if (i > 0) {
        invited[i].release();
      }
    }
    boolean interrupt = interrupted;
    Throwable[] failed = failures.isEmpty() ? NONE : failures.toArray(NONE);
    failures.clear();
    piece = NOTHING;
    caller = NOBODY;
    invited[0].release();
    if (interrupt) {
      Thread.currentThread().interrupt();
    }
    if (failed.length > 0) {
      rethrow(failed);
    }
  }

  private void await(Seat seat) {
    long start = System.nanoTime();
    while (!seat.isDone()) {
      if (Seat.maySpin(start)) {
        Thread.onSpinWait();
        continue;
      }
      waiting = true;
      if (!seat.isDone()) {
        LockSupport.park(this);
        if (Thread.interrupted()) { // cleared, or park would return at once from now on
          interrupted = true;
        }
      }
      waiting = false;
    }
  }

  private static void rethrow(Throwable[] failed) {
    for (int i = 1; i < failed.length; i++) {
      if (!failed[i].equals(failed[0])) {
        failed[0].addSuppressed(failed[i]);
      }
    }
    Run.<RuntimeException>unchecked(failed[0]);
  }

  /** Throws what a piece threw, as it is: a piece declares no checked exception. */
  @SuppressWarnings("unchecked")
  private static <E extends Throwable> void unchecked(Throwable failure) throws E {
    throw (E) failure;
  }
}
