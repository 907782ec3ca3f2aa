package sluice.bench;

import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import org.openjdk.jmh.annotations.Warmup;
import sluice.math.Matrix;
import sluice.math.Steps;
import sluice.math.Workers;
import sluice.nn.Capacity;
import sluice.nn.Draw;
import sluice.nn.GateFunction;
import sluice.nn.Gradients;
import sluice.nn.Input;
import sluice.nn.LayerSpec;
import sluice.nn.LstmForm;
import sluice.nn.Network;
import sluice.nn.Noise;
import sluice.nn.PassSettings;
import sluice.nn.Probe;
import sluice.nn.Weight;

/**
 * A pass forward and backward of each cell, one layer of 256 units on 32 sequences of 35 steps of
 * 256 columns, with the gradients of weights and input: billions of floating-point operations that
 * products take a second (the counter {@code billions}). A cell is as good as its share of the
 * plain LSTM's.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "-Dsluice.kernels=vector"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class CellBench {
  private static final int UNITS = 256;
  private static final Steps STEPS = Steps.equal(35, 32);
  private static final LayerSpec.LstmSpec LSTM = LayerSpec.lstm(UNITS);
  private static final LstmForm FORM = LstmForm.PLAIN;
  private static final Noise NOISE = new Noise(0.3f, 0.3f, 0, 0.1f);

  private static final Map<String, LayerSpec> CELLS =
      Map.ofEntries(
          Map.entry("lstm", LSTM),
          Map.entry("rnn", LayerSpec.rnn(UNITS)),
          Map.entry("indrnn", LayerSpec.indRnn(UNITS, 35)),
          Map.entry("gru", LayerSpec.gru(UNITS)),
          Map.entry(
              "gru-before",
              new LayerSpec.GruSpec(UNITS, LayerSpec.Reset.BEFORE, GateFunction.SIGMOID, 0)),
          Map.entry("peepholes", LSTM.form(FORM.withPeepholes())),
          Map.entry("coupled", LSTM.form(FORM.withCoupledGates())),
          Map.entry("projection", LSTM.form(FORM.projectedTo(UNITS / 2))),
          Map.entry("layer-norm", LSTM.form(FORM.withNormalisedSums())),
          Map.entry("hard-gates", LSTM.form(FORM.withGates(GateFunction.HARD_SIGMOID))),
          Map.entry("recurrent-dropout", LSTM.noise(new Noise(0.3f, 0, 0, 0))),
          Map.entry("state-dropout", LSTM.noise(new Noise(0, 0.3f, 0, 0))),
          Map.entry("zoneout", LSTM.noise(new Noise(0, 0, 0.3f, 0.1f))),
          Map.entry("rnn-noise", LayerSpec.rnn(UNITS).noise(NOISE)),
          Map.entry("indrnn-noise", LayerSpec.indRnn(UNITS, 35).noise(NOISE)),
          Map.entry("penalised", new LayerSpec.Penalised(LSTM, 1e-4f, 2, 1)),
          Map.entry("learned-start", new LayerSpec.InitialState(LSTM, true, 0)));

  /** Which cell. */
  @Param({
    "lstm",
    "rnn",
    "indrnn",
    "gru",
    "gru-before",
    "peepholes",
    "coupled",
    "projection",
    "layer-norm",
    "hard-gates",
    "recurrent-dropout",
    "state-dropout",
    "zoneout",
    "rnn-noise",
    "indrnn-noise",
    "penalised",
    "learned-start"
  })
  public String cell = "lstm";

  private final Input x = new Input.Rows(numbers(STEPS.rows()));
  private final Matrix dy = numbers(STEPS.rows());
  private Network network = Network.create(1, LSTM, 1);
  private Gradients gradients = new Gradients(List.of());
  private Network.Pass pass = network.pass(PassSettings.predicting(Capacity.of(1, 1)));
  private double billions;

  private static Matrix numbers(int rows) {
    float[] values = KernelBench.numbers(rows * UNITS);
    return Matrix.over(values, 0, rows, UNITS);
  }

  /** Makes the layer. */
  @Setup
  public void make() {
    network = Network.create(UNITS, Optional.ofNullable(CELLS.get(cell)).orElseThrow(), 1);
    gradients = new Gradients(network.weights());
    pass =
        network.pass(
            new PassSettings(
                Capacity.of(STEPS),
                Optional.of(gradients),
                Probe.NONE,
                new Draw(1),
                Workers.shared(),
                true));
    long products =
        network.weights().stream().filter(w -> w.values().rows() > 1).mapToLong(Weight::size).sum();
    billions = 6e-9 * STEPS.rows() * products; // forward, of the weights, of what was read
  }

  /** One pass; the weights count as changed, as an optimiser would have it. */
  @Benchmark
  public Matrix train(Work work) {
    gradients.clear();
    network.weights().forEach(Weight::changed);
    Matrix y = pass.forward(x, STEPS);
    pass.backward(y.columns() == dy.columns() ? dy : y);
    work.billions += billions;
    return y;
  }
}
