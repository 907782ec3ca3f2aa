package sluice.loss;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import sluice.fixture.OtherJvm;
import sluice.fixture.Samples;
import sluice.fixture.ThreadWatch;
import sluice.kernel.Allocation;
import sluice.math.Matrix;
import sluice.math.Workers;
import sluice.nn.Capacity;
import sluice.nn.Input;
import sluice.nn.LayerSpec;
import sluice.nn.PassSettings;

/**
 * 64 threads, half of them virtual, advance keys of one slab through one model, until the time is
 * over and nothing is allocated any more; as a program, since what is compiled depends on all that
 * ran before.
 */
public final class Serving {
  private static final int THREADS = 64;
  private static final int INPUTS = 5;
  private static final int ROUND = 12; // steps; then the keys begin anew
  private static final int[] BATCHES = {1, 3, 70}; // keys of a client's calls, in turn
  private static final int KEYS = 80; // of a client
  private static final long NOISE = 200; // bytes that reading the counter takes
  private static final double PATIENCE = 60; // seconds: the vector code must be compiled

  private Serving() {}

  /** Prints what {@link ServingTest} expects. The property says for how many seconds, at least. */
  public static void main(String[] args) throws InterruptedException {
    double seconds = Double.parseDouble(System.getProperty("serving.seconds"));
    LayerSpec layers = LayerSpec.stack(LayerSpec.lstm(33), LayerSpec.rnn(16));
    Model model = Samples.model(INPUTS, layers, Head.dense(16, 3, new SoftmaxCrossEntropy(), 1), 1);
    float[] slab = new float[THREADS * KEYS * model.network().stateLength()];
    List<Client> clients = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      clients.add(new Client(model, slab, i));
      Thread.Builder builder = i % 2 == 0 ? Thread.ofPlatform() : Thread.ofVirtual();
      threads.add(builder.unstarted(clients.get(i)));
    }
    warmUp(clients.getFirst()); // alone: with 64 at work the compiler would hardly get a turn
    threads.forEach(Thread::start);
    ThreadWatch watch = new ThreadWatch(threads.stream().filter(t -> !t.isVirtual()).toList());
    String window;
    long start = System.nanoTime();
    double elapsed;
    do {
      window = window(watch, clients);
      elapsed = (System.nanoTime() - start) / 1e9;
    } while (elapsed < seconds
        || !(window.equals(QUIET) && allTookPart(clients)) && elapsed < PATIENCE);
    int held = 0;
    for (int look = 0; look < 20; look++) {
      Thread.sleep(5);
      held += watch.locksHeld();
    }
    clients.forEach(client -> client.over = true);
    for (Thread thread : threads) {
      thread.join();
    }
    OtherJvm.print(
        clients.stream().allMatch(c -> c.rounds.get() > 0) ? "all took part" : "some waited");
    OtherJvm.print(
        clients.stream()
            .map(c -> c.wrong.get())
            .filter(w -> !w.isEmpty())
            .findFirst()
            .orElse("equal"));
    OtherJvm.print(window);
    OtherJvm.print(held + " locks held");
  }

  private static final String QUIET = "0 bytes, 0 objects a step, 0 times stopped";

  private static void warmUp(Client client) {
    long start = System.nanoTime();
    long before;
    do {
      before = Allocation.bytes();
      for (int i = 0; i < 200; i++) {
        client.round();
      }
    } while (Allocation.bytes() - before > NOISE && (System.nanoTime() - start) / 1e9 < PATIENCE);
  }

  /** What happened to the threads in half a second. */
  private static String window(ThreadWatch watch, List<Client> clients)
      throws InterruptedException {
    long stops = watch.stops();
    long own = watch.bytes();
    long steps = steps(clients);
    long all = watch.allBytes();
    Thread.sleep(500);
    all = watch.allBytes() - all;
    steps = steps(clients) - steps;
    own = watch.bytes() - own;
    stops = watch.stops() - stops;
    // To go from one virtual thread to the next takes some bytes, an object in each step far more.
    long objects = all / (16 * Math.max(1, steps));
    return own + " bytes, " + objects + " objects a step, " + stops + " times stopped";
  }

  private static boolean allTookPart(List<Client> clients) {
    return clients.stream().allMatch(client -> client.rounds.get() > 0);
  }

  private static long steps(List<Client> clients) {
    return clients.stream().mapToLong(client -> client.rounds.get() * ROUND).sum();
  }

  /** One thread's keys, what it asks and the answers it must get. */
  private static final class Client implements Runnable {
    private static final int ROUNDS_A_TURN = 10;

    final AtomicReference<String> wrong = new AtomicReference<>("");
    volatile boolean over;
    final AtomicLong rounds = new AtomicLong();

    private final int number;
    private final float[] slab;
    private final int from; // first float of its keys in the slab
    private final int to;
    private final Model.Pass pass;
    private final int[][] slots = new int[ROUND][];
    private final Input[] inputs = new Input[ROUND];
    private final float[][] expected = new float[ROUND][];

    Client(Model model, float[] slab, int number) {
      this.number = number;
      this.slab = slab;
      int length = model.network().stateLength();
      from = number * KEYS * length;
      to = from + KEYS * length;
      int most = Arrays.stream(BATCHES).max().orElseThrow();
      pass = pass(model, most);
      Model.Pass alone = pass(model, 1);
      for (int step = 0; step < ROUND; step++) {
        int count = BATCHES[step % BATCHES.length];
        Matrix x = Samples.normal(count, INPUTS, 1000L * number + step);
        inputs[step] = new Input.Rows(x);
        slots[step] = new int[count];
        expected[step] = new float[count * 3];
        for (int r = 0; r < count; r++) {
          slots[step][r] = number * KEYS + (7 * r + step) % KEYS;
          Input one = new Input.Rows(Matrix.over(x.data(), x.at(r), 1, INPUTS));
          Matrix y = alone.step(slab, new int[] {slots[step][r]}, one);
          System.arraycopy(y.data(), y.at(0), expected[step], 3 * r, 3);
        }
      }
    }

    private static Model.Pass pass(Model model, int most) {
      return model.pass(PassSettings.predicting(Capacity.of(1, most)).workers(Workers.serial()));
    }

    @Override
    public void run() {
      while (!over) {
        for (int i = 0; i < ROUNDS_A_TURN && !over; i++) {
          round();
        }
        giveWay();
      }
    }

    /**
     * A virtual thread keeps its carrier until then; one that only yields may come before others
     * that have never run.
     */
    private static void giveWay() {
      if (!Thread.currentThread().isVirtual()) {
        return;
      }
      try {
        Thread.sleep(1);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private void round() {
      Arrays.fill(slab, from, to, 0);
      for (int step = 0; step < ROUND; step++) {
        Matrix y = pass.step(slab, slots[step], inputs[step]);
        float[] e = expected[step];
        if (Arrays.mismatch(y.data(), y.at(0), y.at(0) + y.size(), e, 0, e.length) >= 0) {
          wrong.set("client " + number + ", step " + step + ": other bits");
        }
      }
      rounds.incrementAndGet();
    }
  }
}
