package sluice.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sluice.kernel.Allocation;

@Timeout(30)
class WorkersTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5})
  void everyPieceRunsOnce(int threads) {
    try (Workers workers = Workers.of(threads)) {
      assertThat(workers.threads()).isEqualTo(threads);
      for (int pieces : new int[] {0, 1, 2, 3, 7, 100}) {
        for (int round = 0; round < 200; round++) {
          AtomicIntegerArray runs = new AtomicIntegerArray(pieces);
          workers.run(pieces, runs::incrementAndGet);
          for (int i = 0; i < pieces; i++) {
            assertThat(runs.get(i)).isEqualTo(1);
          }
        }
      }
    }
  }

  @Test
  void plainWritesOfPiecesAreSeenByTheCaller() {
    try (Workers workers = Workers.of(3)) {
      int[] values = new int[64];
      for (int round = 1; round <= 20_000; round++) {
        int now = round;
        workers.run(8, index -> values[index * 8] = now);
        for (int i = 0; i < 8; i++) {
          assertThat(values[i * 8]).isEqualTo(round);
        }
      }
    }
  }

  @Test
  void aWorkerJoinsIn() throws InterruptedException {
    try (Workers workers = Workers.of(2)) {
      CountDownLatch both = new CountDownLatch(2);
      Set<Thread> threads = ConcurrentHashMap.newKeySet();
      workers.run(2, index -> meet(both, threads)); // would wait for ever in one thread
      assertThat(threads).hasSize(2).contains(Thread.currentThread());
    }
  }

  @Test
  void serialWorkersStayInTheCaller() {
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    Workers.serial().run(9, index -> threads.add(Thread.currentThread()));
    assertThat(threads).containsExactly(Thread.currentThread());
    assertThat(Workers.serial().threads()).isEqualTo(1);
  }

  @Test
  void aNestedRunStaysInItsThread() {
    try (Workers workers = Workers.of(4)) {
      AtomicInteger elsewhere = new AtomicInteger();
      AtomicInteger inner = new AtomicInteger();
      for (int round = 0; round < 500; round++) {
        workers.run(
            8,
            outer -> {
              Thread here = Thread.currentThread();
              workers.run(
                  5,
                  index -> {
                    inner.incrementAndGet();
                    if (!Thread.currentThread().equals(here)) {
                      elsewhere.incrementAndGet();
                    }
                  });
            });
      }
      assertThat(inner.get()).isEqualTo(500 * 8 * 5);
      assertThat(elsewhere.get()).isZero();
    }
  }

  @Test
  void theFirstFailureReachesTheCallerAndEndsTheRun() {
    try (Workers workers = Workers.of(3)) {
      for (int round = 0; round < 200; round++) {
        AtomicInteger started = new AtomicInteger();
        IllegalStateException failure = new IllegalStateException("piece 3");
        assertThatThrownBy(() ->
                workers.run(
                    10_000,
                    index -> {
                      started.incrementAndGet();
                      if (index == 3) {
                        throw failure;
                      }
                      Thread.yield();
                    }))
            .isSameAs(failure);
        assertThat(started.get()).isBetween(4, 9_999);
        AtomicInteger after = new AtomicInteger();
        workers.run(4, index -> after.incrementAndGet());
        assertThat(after.get()).isEqualTo(4);
      }
    }
  }

  @Test
  void furtherFailuresAreSuppressed() {
    try (Workers workers = Workers.of(2)) {
      CountDownLatch both = new CountDownLatch(2);
      assertThatThrownBy(() ->
              workers.run(
                  2,
                  index -> {
                    meet(both, ConcurrentHashMap.newKeySet());
                    throw new AssertionError("piece " + index);
                  }))
          .isInstanceOf(AssertionError.class)
          .satisfies(failure -> assertThat(failure.getSuppressed()).hasSize(1));
    }
  }

  @Test
  void anInterruptInAPieceReachesTheCaller() {
    try (Workers workers = Workers.of(2)) {
      CountDownLatch both = new CountDownLatch(2);
      Thread caller = Thread.currentThread();
      workers.run(
          2,
          index -> {
            meet(both, ConcurrentHashMap.newKeySet());
            if (!Thread.currentThread().equals(caller)) {
              Thread.currentThread().interrupt();
            }
          });
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void anInterruptedCallerStillWaitsForItsPieces() {
    try (Workers workers = Workers.of(2)) {
      AtomicInteger done = new AtomicInteger();
      CountDownLatch both = new CountDownLatch(2);
      Thread caller = Thread.currentThread();
      workers.run(
          2,
          index -> {
            meet(both, ConcurrentHashMap.newKeySet());
            if (!Thread.currentThread().equals(caller)) {
              sleep(10); // the caller is past its piece and waits
              caller.interrupt();
              sleep(30);
            }
            done.incrementAndGet();
          });
      assertThat(done.get()).isEqualTo(2);
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void manyCallersShareTheWorkers() throws InterruptedException {
    try (Workers workers = Workers.of(4)) {
      List<Thread> callers = new ArrayList<>();
      AtomicInteger wrong = new AtomicInteger();
      for (int caller = 0; caller < 8; caller++) {
        callers.add(
            Thread.ofPlatform()
                .start(() -> {
                  int[] sums = new int[16];
                  for (int round = 0; round < 3_000; round++) {
                    workers.run(16, index -> sums[index]++);
                  }
                  for (int sum : sums) {
                    wrong.addAndGet(Math.abs(sum - 3_000));
                  }
                }));
      }
      for (Thread caller : callers) {
        caller.join();
      }
      assertThat(wrong.get()).isZero();
    }
  }

  @Test
  void virtualThreadsMayCall() throws InterruptedException {
    try (Workers workers = Workers.of(3)) {
      AtomicInteger pieces = new AtomicInteger();
      List<Thread> callers = new ArrayList<>();
      for (int caller = 0; caller < 50; caller++) {
        callers.add(
            Thread.startVirtualThread(() -> workers.run(20, i -> pieces.incrementAndGet())));
      }
      for (Thread caller : callers) {
        caller.join();
      }
      assertThat(pieces.get()).isEqualTo(1_000);
    }
  }

  @Test
  void anExecutorMayHelp() throws InterruptedException {
    try (ExecutorService executor = Executors.newFixedThreadPool(2)) {
      Workers workers = Workers.over(executor, 3);
      CountDownLatch both = new CountDownLatch(2);
      Set<Thread> threads = ConcurrentHashMap.newKeySet();
      workers.run(2, index -> meet(both, threads));
      assertThat(threads).hasSize(2);
      for (int round = 0; round < 5_000; round++) {
        AtomicInteger pieces = new AtomicInteger();
        workers.run(5, index -> pieces.incrementAndGet());
        assertThat(pieces.get()).isEqualTo(5);
      }
    }
  }

  @Test
  void anExecutorThatRefusesOrSleepsOnlyCostsHelp() {
    AtomicInteger pieces = new AtomicInteger();
    Workers refused =
        Workers.over(
            task -> {
              throw new RejectedExecutionException("full");
            },
            3);
    refused.run(7, index -> pieces.incrementAndGet());
    List<Runnable> late = new ArrayList<>();
    Workers asleep = Workers.over(late::add, 3);
    asleep.run(7, index -> pieces.incrementAndGet());
    assertThat(late).hasSize(2);
    late.forEach(Runnable::run); // finds nothing to join
    asleep.run(7, index -> pieces.incrementAndGet());
    Workers.over(Runnable::run, 3).run(7, index -> pieces.incrementAndGet());
    assertThat(pieces.get()).isEqualTo(28);
  }

  @Test
  void afterCloseTheCallerWorksAlone() throws InterruptedException {
    Workers workers = Workers.of(3);
    workers.run(5, index -> {});
    workers.close();
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    workers.run(9, index -> threads.add(Thread.currentThread()));
    assertThat(threads).containsExactly(Thread.currentThread());
  }

  @Test
  void aRunAllocatesNothing() {
    try (Workers workers = Workers.of(2)) {
      int[] sums = new int[32];
      Workers.Piece piece = index -> sums[index * 16]++;
      for (int round = 0; round < 20_000; round++) {
        workers.run(2, piece);
      }
      long before = Allocation.bytes();
      for (int round = 0; round < 1_000; round++) {
        workers.run(2, piece);
      }
      assertThat(Allocation.bytes() - before).isLessThan(1_000);
      assertThat(sums[0] + sums[16]).isEqualTo(42_000);
    }
  }

  @Test
  void theSharedWorkersHaveOneSize() {
    int threads = Workers.shared().threads();
    Workers.threads(threads);
    assertThatThrownBy(() -> Workers.threads(threads + 1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("before the first use");
    assertThatThrownBy(() -> Workers.threads(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("threads must be at least 1, was 0");
    assertThat(Workers.shared()).isSameAs(Workers.shared());
  }

  private static void meet(CountDownLatch both, Set<Thread> threads) {
    threads.add(Thread.currentThread());
    both.countDown();
    try {
      assertThat(both.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void sleep(int milliseconds) {
    try {
      Thread.sleep(milliseconds);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
