package sluice.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sluice.inspect.Reference;
import sluice.inspect.Trial;
import sluice.loss.Model;
import sluice.math.Matrix;
import sluice.math.Steps;
import sluice.model.SavedModel;
import sluice.nn.Input;
import sluice.report.GateStudy;
import sluice.report.HeldCell;
import sluice.report.StateStudy;

/** What cells hold: against the equations, and in the sequence's own order. */
class CellStudyTest {
  private static final String DEEP =
      "model.layers=[{bidirectional: {layers: [{lstm: 3}]}}, {gru: 4}]";

  @TempDir private static Path folder;
  private static Path file;

  @BeforeAll
  static void train() {
    Experiment experiment = SmallRuns.shapes(folder, 2, "training.epochs=1", DEEP);
    file = SmallRuns.train(experiment, folder.resolve("run")).model();
  }

  private static DataSource shapes() {
    return new DataSource.File(folder.resolve("shapes.csv"));
  }

  private static CellStudy.Choice layer(int index) {
    return new CellStudy.Choice(file, OptionalInt.empty(), OptionalInt.of(index));
  }

  private static GateStudy gates(int layer, String sequence) {
    return CellStudy.gates(layer(layer), shapes(), Optional.of(sequence), OptionalInt.empty());
  }

  @Test
  void gatesAreThoseOfTheEquationsInTheOrderOfTheSequence() {
    for (String sequence : new String[] {"1", "7"}) {
      for (int layer = 0; layer < 3; layer++) {
        GateStudy study = gates(layer, sequence);
        double[][] known = reference(study, layer);
        int steps = study.times().size();
        int units = study.cell()[0].length;
        assertThat(known).hasNumberOfRows(steps);
        assertThat(study.backwards()).isEqualTo(layer == 1);
        for (int t = 0; t < steps; t++) {
          int read = layer == 1 ? steps - 1 - t : t; // the reversed one reads the last step first
          for (int gate = 0; gate < study.gates().size(); gate++) {
            for (int unit = 0; unit < units; unit++) {
              assertThat((double) study.gates().get(gate).values()[t][unit])
                  .isCloseTo(known[read][gate * units + unit], within(1e-5));
            }
          }
        }
      }
    }
    assertThat(gates(0, "1").gates())
        .extracting(GateStudy.Gate::name)
        .containsExactly("i", "f", "g", "o");
    assertThat(gates(2, "1").gates())
        .extracting(GateStudy.Gate::name)
        .containsExactly("r", "z", "n");
  }

  /** By the equations in double precision, of the very input that the study shows. */
  private static double[][] reference(GateStudy study, int layer) {
    Model model = SavedModel.read(file).members().getFirst();
    int steps = study.times().size();
    Matrix x = Matrix.of(steps, study.inputs().size());
    for (int t = 0; t < steps; t++) {
      for (int column = 0; column < study.inputs().size(); column++) {
        x.set(t, column, (float) study.inputs().get(column).values()[t]);
      }
    }
    Trial any = Trial.random(model, Steps.equal(steps, 1), 1);
    Matrix zero = Matrix.of(1, model.network().stateLength());
    Trial trial =
        new Trial(
            model,
            new Input.Rows(x),
            any.steps(),
            any.target(),
            any.weights(),
            zero,
            any.v(),
            any.draw());
    return Reference.of(trial).gates(layer);
  }

  @Test
  void whatTheStateHoldsFollowsFromTheGates() {
    GateStudy study = gates(0, "4"); // c = f·c₋₁ + i·g, from 0
    float[][] i = study.gates().get(0).values();
    float[][] f = study.gates().get(1).values();
    float[][] g = study.gates().get(2).values();
    double c = 0;
    for (int t = 0; t < study.times().size(); t++) {
      c = f[t][1] * c + i[t][1] * g[t][1];
      assertThat((double) study.cell()[t][1]).isCloseTo(c, within(1e-5));
    }
    List<HeldCell> sorted = study.sorted();
    assertThat(sorted).isSortedAccordingTo((a, b) -> Double.compare(b.keeps(), a.keeps()));
    assertThat(study.unit()).isEqualTo(sorted.getFirst().unit());
    double product = 1;
    for (float[] row : f) {
      product *= row[study.unit()];
    }
    double left = StrictMath.pow(0.5, f.length / sorted.getFirst().half());
    assertThat(left).isCloseTo(product, within(1e-6));
  }

  @Test
  void aPlainRnnHasStatesAlone(@TempDir Path own) {
    Experiment experiment =
        SmallRuns.shapes(own, 2, "training.epochs=1", "model.layers=[{rnn: 3}]");
    Path rnn = SmallRuns.train(experiment, own.resolve("run")).model();
    GateStudy study =
        CellStudy.gates(
            new CellStudy.Choice(rnn, OptionalInt.empty(), OptionalInt.empty()),
            new DataSource.File(own.resolve("shapes.csv")),
            Optional.empty(),
            OptionalInt.of(2));
    assertThat(study.gates()).isEmpty();
    assertThat(study.hasCell()).isFalse();
    assertThat(study.cell()).isDeepEqualTo(study.hidden());
    assertThat(study.unit()).isEqualTo(1);
    assertThat(study.json()).contains("correlation of a state with the one before");
    assertThat(study.write(own.resolve("page"))).exists();
  }

  @Test
  void statesAreOnePointASequenceOrAStepWithTheirClass() {
    StateStudy last = CellStudy.states(layer(2), shapes(), false);
    assertThat(last.points()).extracting(StateStudy.Point::label).containsOnly("rise", "fall");
    assertThat(last.shares()[0]).isGreaterThanOrEqualTo(last.shares()[1]);
    StateStudy every = CellStudy.states(layer(2), shapes(), true);
    assertThat(every.points().size()).isGreaterThan(last.points().size());
    GateStudy first = gates(2, "1");
    assertThat(every.points().stream().filter(point -> point.sequence() == 1))
        .hasSize(first.times().size());
    double mean = last.points().stream().mapToDouble(StateStudy.Point::x).average().orElse(1);
    assertThat(mean).isCloseTo(0, within(1e-9));
  }

  @Test
  void readAgainTheBitsAreTheSame() {
    assertThat(CellStudy.states(layer(1), shapes(), true).json())
        .isEqualTo(CellStudy.states(layer(1), shapes(), true).json());
    assertThat(gates(1, "3").json()).isEqualTo(gates(1, "3").json());
  }

  @Test
  void whatIsNotThereIsToldInASentence() {
    assertThatThrownBy(() -> gates(3, "1"))
        .isInstanceOf(UnfitTask.class)
        .hasMessageContaining("no recurrent layer 3; there are 0 lstm, 1 lstm reversed, 2 gru");
    assertThatThrownBy(() -> gates(0, "nobody"))
        .isInstanceOf(UnfitTask.class)
        .hasMessageContaining("no sequence nobody in the data; there are 1 to");
    assertThatThrownBy(() -> gates(0, "0")).hasMessageContaining("no sequence 0");
    assertThatThrownBy(
            () -> CellStudy.gates(layer(2), shapes(), Optional.empty(), OptionalInt.of(5)))
        .isInstanceOf(UnfitTask.class)
        .hasMessageContaining("layer 2 gru has no cell 5; it has 1 to 4");
    assertThatThrownBy(() ->
            CellStudy.states(
                new CellStudy.Choice(file, OptionalInt.of(2), OptionalInt.empty()),
                shapes(),
                false))
        .hasMessageContaining("has no member 2: it has one network");
  }

  @Test
  void aModelWithoutRecurrentLayersAndAnEnsembleAreRefused(@TempDir Path own) {
    Path dense =
        SmallRuns.train(
                SmallRuns.shapes(
                    own, 2, "training.epochs=1", "model.layers=[{dense: 4}, mean-pool]"),
                own.resolve("dense"))
            .model();
    DataSource data = new DataSource.File(own.resolve("shapes.csv"));
    assertThatThrownBy(() ->
            CellStudy.states(
                new CellStudy.Choice(dense, OptionalInt.empty(), OptionalInt.empty()), data, false))
        .isInstanceOf(UnfitTask.class)
        .hasMessageContaining("has no recurrent layer");
    Path several =
        SmallRuns.train(
                SmallRuns.shapes(own, 2, "training.epochs=1", "ensemble={seeds: 2}"),
                own.resolve("several"))
            .model();
    assertThatThrownBy(() ->
            CellStudy.states(
                new CellStudy.Choice(several, OptionalInt.empty(), OptionalInt.empty()),
                data,
                false))
        .isInstanceOf(UnfitTask.class)
        .hasMessageContaining("ensemble of 2 networks: say which with --member, 1 to 2");
    StateStudy second =
        CellStudy.states(
            new CellStudy.Choice(several, OptionalInt.of(2), OptionalInt.empty()), data, false);
    assertThat(second.units()).isEqualTo(6);
  }
}
