package sluice.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import sluice.fixture.Bits;
import sluice.fixture.Samples;
import sluice.loss.Head;
import sluice.loss.Model;
import sluice.loss.RegressionLoss;
import sluice.math.Matrix;
import sluice.math.Steps;
import sluice.math.Workers;
import sluice.nn.Cell;
import sluice.nn.Gradients;
import sluice.nn.Input;
import sluice.nn.LayerSpec;
import sluice.nn.Network;
import sluice.nn.PassSettings;
import sluice.nn.Probe;
import sluice.optim.Clip;
import sluice.optim.Sgd;
import sluice.train.ArrayBatches;
import sluice.train.Hooks;
import sluice.train.TrainConfig;
import sluice.train.Trainer;

class RecorderTest {
  private static final Steps RAGGED = Steps.of(2, 4, 1, 4, 3);

  static List<LayerSpec> networks() {
    List<LayerSpec> specs = new ArrayList<>(Samples.cells(5));
    specs.add(LayerSpec.lstm(5));
    specs.add(LayerSpec.rnn(5));
    specs.add(LayerSpec.stack(LayerSpec.lstm(6), LayerSpec.dense(4), LayerSpec.gru(5)));
    specs.add(LayerSpec.bidirectional(LayerSpec.lstm(5)));
    specs.add(
        LayerSpec.stack(
            LayerSpec.bidirectional(LayerSpec.stack(LayerSpec.rnn(3), LayerSpec.gru(4))),
            LayerSpec.residual(LayerSpec.lstm(8))));
    return specs;
  }

  /** Sums what it is shown, element by element. */
  private static final class Plain implements Probe {
    final double[][] dh = new double[10][10];
    final double[][] dhBack = new double[10][10];
    final double[][] dc = new double[10][10];
    final double[][] dcBack = new double[10][10];
    final double[] da = new double[10];
    final double[][] gate = new double[10][4];
    final double[] rows = new double[10];
    final List<Cell> cells;

    Plain(Network network) {
      cells = network.cells();
    }

    @Override
    public void forwardStep(
        int layer, int t, int first, int count, Matrix gates, Matrix c, Matrix h) {
      Cell cell = cells.stream().filter(x -> x.index() == layer).findFirst().orElseThrow();
      rows[layer] += count;
      for (int row = first; row < first + count; row++) {
        for (int j = 0; j < gates.columns(); j++) {
          gate[layer][j / cell.units()] += gates.get(row, j);
        }
      }
    }

    @Override
    public void backwardStep(
        int layer, int t, int first, int count, Matrix dh, Matrix out, Matrix next, Matrix da) {
      for (int b = 0; b < count; b++) {
        int back = RAGGED.length(b) - 1 - t;
        for (int j = 0; j < dh.columns(); j++) {
          double square = (double) dh.get(first + b, j) * dh.get(first + b, j);
          this.dh[layer][t] += square;
          dhBack[layer][back] += square;
        }
        for (int j = 0; j < out.columns(); j++) {
          double sum = (double) out.get(first + b, j) + next.get(first + b, j);
          dc[layer][t] += sum * sum;
          dcBack[layer][back] += sum * sum;
        }
        for (int j = 0; j < da.columns(); j++) {
          this.da[layer] += (double) da.get(first + b, j) * da.get(first + b, j);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("networks")
  void normsAreThoseOfWhatTheProbeIsShown(LayerSpec spec) {
    Network network = Network.create(3, spec, 4);
    Plain plain = new Plain(network);
    run(network, plain, Workers.serial());
    Recorder recorder = Recorder.always(network);
    run(network, recorder, Workers.serial());
    assertThat(recorder.recording().cells()).isNotEmpty();
    for (CellRecording cell : recorder.recording().cells()) {
      int layer = cell.cell().index();
      assertThat(cell.steps()).isEqualTo(4);
      for (int t = 0; t < 4; t++) {
        near(cell.dh(t), Math.sqrt(plain.dh[layer][t]));
        near(cell.hiddenFlow().norms()[t], Math.sqrt(plain.dhBack[layer][t]));
        if (cell.cell().hasCell()) {
          near(cell.dc(t), Math.sqrt(plain.dc[layer][t]));
          near(cell.cellFlow().norms()[t], Math.sqrt(plain.dcBack[layer][t]));
        } else {
          assertThat(cell.dc(t)).isNaN();
        }
      }
      double da = 0;
      double shares = 0;
      for (int gate = 0; gate < cell.gates().size(); gate++) {
        da += cell.da(gate) * cell.da(gate);
        shares += cell.share(gate);
        GateRecording recording = cell.gates().get(gate);
        near(recording.mean(), plain.gate[layer][gate] / plain.rows[layer] / cell.cell().units());
        assertThat(recording.values().total()).isEqualTo(14L * cell.cell().units());
      }
      if (!cell.gates().isEmpty()) {
        near(da, plain.da[layer]);
        near(shares, 1);
      }
      assertThat(cell.h().total()).isEqualTo(14L * cell.cell().width());
    }
  }

  private static void near(double actual, double expected) {
    assertThat(actual).isCloseTo(expected, within(1e-9 * Math.max(1, Math.abs(expected))));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void threadsDoNotChangeWhatIsRecorded(LayerSpec spec) {
    Network network = Network.create(3, spec, 4);
    Recorder one = Recorder.always(network);
    run(network, one, Workers.serial());
    Recorder three = Recorder.always(network);
    try (Workers workers = Workers.of(3)) {
      run(network, three, workers);
    }
    for (int i = 0; i < network.cells().size(); i++) {
      CellRecording a = one.recording().cells().get(i);
      CellRecording b = three.recording().cells().get(i);
      assertThat(a.hiddenFlow().norms()).containsExactly(b.hiddenFlow().norms());
      assertThat(a.cellFlow().norms()).containsExactly(b.cellFlow().norms());
    }
  }

  private static void run(Network network, Probe probe, Workers workers) {
    Gradients gradients = new Gradients(network.weights());
    PassSettings settings = Samples.training(RAGGED, gradients).probe(probe).workers(workers);
    Network.Pass pass = network.pass(settings);
    Matrix y = pass.forward(new Input.Rows(Samples.normal(RAGGED.rows(), 3, 5)), RAGGED);
    pass.backward(
        Samples.normal(y.rows(), y.columns(), 3), Samples.normal(5, network.stateLength(), 4));
  }

  @Test
  void cellsSayWhereTheyAre() {
    LayerSpec both = LayerSpec.bidirectional(LayerSpec.lstm(4));
    LayerSpec spec = LayerSpec.stack(both, LayerSpec.dense(3), LayerSpec.gru(2));
    List<Cell> cells = Network.create(3, spec, 1).cells();
    assertThat(cells.stream().map(Cell::name))
        .containsExactly("0 lstm", "1 lstm reversed", "3 gru");
    assertThat(cells.stream().map(Cell::state)).containsExactly(0, 8, 16);
    assertThat(cells.get(2).gates()).containsExactly("r", "z", "n");
    assertThat(cells.get(2).isCandidate(2)).isTrue();
  }

  private static final class Fitted {
    final Model model =
        Samples.model(2, spec(), Head.dense(6, 1, new RegressionLoss.Squared(), 2), 3);
    final List<Long> steps = new ArrayList<>();
    final List<double[]> figures = new ArrayList<>();

    static LayerSpec spec() {
      return LayerSpec.stack(LayerSpec.lstm(7), LayerSpec.rnn(6), LayerSpec.lastStep());
    }

    Fitted run(Optional<Integer> every, Clip clip, int groups) {
      float[][][] x = new float[12][5][2];
      float[][][] y = new float[12][1][1];
      Matrix values = Samples.normal(12 * 5, 2, 8);
      for (int s = 0; s < 12; s++) {
        for (int t = 0; t < 5; t++) {
          x[s][t] = new float[] {values.get(5 * s + t, 0), values.get(5 * s + t, 1)};
        }
        y[s][0][0] = x[s][0][1];
      }
      Hooks hooks = Hooks.none().workers(Workers.serial());
      if (every.isPresent()) {
        hooks =
            hooks.probe(
                new Recorder(
                    model.network(),
                    every.get(),
                    clip,
                    r -> {
                      steps.add(r.step());
                      WeightRecording w = r.weights().get(1);
                      figures.add(
                          new double[] {
                            w.gradient(),
                            w.update(),
                            w.weight(),
                            r.clip(),
                            r.norm(),
                            w.clipped(),
                            r.cells().get(0).dh(4)
                          });
                    }));
      }
      TrainConfig config = TrainConfig.DEFAULT.epochs(2).groups(groups);
      new Trainer(model, config, clip, g -> new Sgd(new Sgd.Config(0.5, 0), g, clip))
          .fit(ArrayBatches.values(x, y, 3), Optional.empty(), hooks);
      return this;
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 100})
  void everyBitIsTheSameWithItAndWithout(int every) {
    Fitted without = new Fitted().run(Optional.empty(), Clip.norm(0.1), 2);
    Fitted with = new Fitted().run(Optional.of(every), Clip.norm(0.1), 2);
    for (int i = 0; i < without.model.weights().size(); i++) {
      Bits.assertSame(
          "weights", with.model.weights().get(i).values(), without.model.weights().get(i).values());
    }
    assertThat(with.steps)
        .containsExactlyElementsOf(
            every == 1
                ? List.of(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L)
                : every == 3 ? List.of(1L, 4L, 7L) : List.of(1L));
  }

  /** Descent moves a weight by rate · clip · gradient. */
  @Test
  void gradientUpdateAndClippingFitTogether() {
    Fitted fitted = new Fitted().run(Optional.of(1), Clip.norm(0.1), 1);
    boolean cut = false;
    for (double[] f : fitted.figures) {
      assertThat(f[1]).isCloseTo(0.5 * f[3] * f[0], within(1e-6));
      assertThat(f[2]).isGreaterThan(0.5);
      assertThat(f[3]).isCloseTo(Math.min(1, 0.1 / f[4]), within(1e-12));
      cut |= f[3] < 1;
    }
    assertThat(cut).isTrue();
  }

  @Test
  void elementsBeyondTheLimitAreCounted() {
    double share = new Fitted().run(Optional.of(1), Clip.value(1e-3), 1).figures.get(0)[5];
    assertThat(share).isBetween(0.1, 0.9);
    double none = new Fitted().run(Optional.of(1), Clip.value(1e3), 1).figures.get(0)[5];
    assertThat(none).isZero();
  }

  /** A batch in one piece and in groups: one loss, so one gradient. */
  @Test
  void groupsAreRecordedAsOneStep() {
    double[] whole = new Fitted().run(Optional.of(1), Clip.NONE, 1).figures.get(0);
    double[] parts = new Fitted().run(Optional.of(1), Clip.NONE, 3).figures.get(0);
    for (int i = 0; i < whole.length; i++) {
      assertThat(parts[i]).isCloseTo(whole[i], within(1e-6 * Math.max(1, whole[i])));
    }
  }

  @Test
  void anIntervalOfNothingIsRefused() {
    Network network = Network.create(1, LayerSpec.lstm(2), 1);
    assertThatThrownBy(() -> new Recorder(network, 0, Clip.NONE, r -> {}))
        .hasMessageContaining("at least 1 step, was 0");
  }
}
