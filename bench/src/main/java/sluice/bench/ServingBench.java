package sluice.bench;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import sluice.loss.Head;
import sluice.loss.Model;
import sluice.loss.RegressionLoss;
import sluice.math.Matrix;
import sluice.math.Rng;
import sluice.math.Workers;
import sluice.nn.Capacity;
import sluice.nn.Input;
import sluice.nn.LayerSpec;
import sluice.nn.Network;
import sluice.nn.PassSettings;

/**
 * A million live keys, each the state of an LSTM of 64 units in one slab of 512 MB, in a heap of 1
 * GB: one step of some keys drawn at random, 8 columns in, one number out. Look at the median,
 * {@code p0.50}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "-Xmx1g"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ServingBench {
  private static final int KEYS = 1_000_000;
  private static final int DRAWS = 100;

  /** Keys that one call advances. */
  @Param({"1", "64", "10000"})
  public int batch;

  /** Threads that work on one call. */
  @Param({"1", "2"})
  public int threads;

  private final int[][] slots = new int[DRAWS][];
  private float[] slab = {};
  private Input input = new Input.Rows(Matrix.EMPTY);
  private Workers workers = Workers.serial();
  private Model.Pass pass =
      model().pass(PassSettings.predicting(Capacity.of(1, 1)).workers(workers));
  private int draw;

  private static Model model() {
    Network network = Network.create(8, LayerSpec.lstm(64), 1);
    return new Model(network, Head.dense(64, 1, new RegressionLoss.Squared(), 1));
  }

  /** Makes slab, keys and input. */
  @Setup
  public void make() {
    Model model = model();
    slab = new float[KEYS * model.network().stateLength()];
    int[] all = new int[KEYS];
    for (int key = 0; key < KEYS; key++) {
      all[key] = key;
    }
    Rng.shuffle(all, Rng.key(1, Rng.DATA, 0, 0, 0, 0));
    for (int d = 0; d < DRAWS; d++) {
      slots[d] = new int[batch];
      System.arraycopy(all, d * batch, slots[d], 0, batch);
    }
    input = new Input.Rows(Matrix.over(KernelBench.numbers(batch * 8), 0, batch, 8));
    workers = Workers.of(threads);
    pass = model.pass(PassSettings.predicting(Capacity.of(1, batch)).workers(workers));
  }

  /** One step of a batch of keys. */
  @Benchmark
  public Matrix step() {
    draw = (draw + 1) % DRAWS;
    return pass.step(slab, slots[draw], input);
  }

  /** Ends the threads. */
  @TearDown
  public void close() {
    workers.close();
  }
}
