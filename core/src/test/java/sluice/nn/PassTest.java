package sluice.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import sluice.fixture.Bits;
import sluice.fixture.Samples;
import sluice.math.Matrix;
import sluice.math.Steps;
import sluice.math.Workers;

/** What must hold to the last bit, for every kind of layer. */
class PassTest {
  private static final int INPUTS = 7;
  private static final int SIZE = 20;

  static List<LayerSpec> layers() {
    return Samples.layers(SIZE);
  }

  static List<LayerSpec> layersAndLastSteps() {
    List<LayerSpec> specs = new ArrayList<>(layers());
    specs.add(LayerSpec.stack(LayerSpec.lstm(SIZE), LayerSpec.lastStep()));
    specs.add(LayerSpec.stack(LayerSpec.rnn(SIZE), LayerSpec.lastSteps(3), LayerSpec.lstm(9)));
    specs.addAll(Samples.wholeSequenceLayers(SIZE));
    specs.add(LayerSpec.stack(LayerSpec.lstm(SIZE), LayerSpec.attentionPool(9)));
    specs.add(
        LayerSpec.stack(
            LayerSpec.bidirectional(LayerSpec.stack(LayerSpec.lstm(SIZE), LayerSpec.lastSteps(2))),
            LayerSpec.parallel(LayerSpec.lastStep(), LayerSpec.lastStep())));
    return specs;
  }

  private static Network network(LayerSpec spec) {
    return Samples.plain(INPUTS, spec, 3).network();
  }

  /** One batch forward and backward, with states and gradients of states, all drawn from a seed. */
  private record Run(Gradients gradients, Network.Pass pass) {
    static Run of(Network network, Capacity capacity) {
      Gradients gradients = new Gradients(network.weights());
      return new Run(gradients, network.pass(Samples.training(capacity, gradients)));
    }

    static Run of(Network network, Steps steps) {
      return of(network, Capacity.of(steps));
    }

    Result on(Input x, Steps steps, Matrix start, long seed) {
      int sequences = steps.sequences();
      gradients.clear();
      for (int b = 0; b < sequences; b++) {
        System.arraycopy(
            start.data(), start.at(b), pass.start().data(), pass.start().at(b), start.columns());
      }
      Matrix y = pass.forward(x, steps).copy();
      Matrix end = firstRows(pass.end(), sequences);
      Matrix dx =
          pass.backward(
                  Samples.normal(y.rows(), y.columns(), seed + 1),
                  Samples.normal(sequences, start.columns(), seed + 2))
              .copy();
      List<Matrix> weights = new ArrayList<>();
      for (int i = 0; i < gradients.count(); i++) {
        weights.add(gradients.gradient(i).copy());
      }
      return new Result(y, end, dx, firstRows(pass.startGradient(), sequences), weights);
    }

    Result on(Steps steps, long seed) {
      Matrix x = Samples.normal(steps.rows(), INPUTS, seed);
      int state = pass.end().columns();
      return on(new Input.Rows(x), steps, Samples.normal(steps.sequences(), state, seed + 3), seed);
    }
  }

  private record Result(Matrix y, Matrix end, Matrix dx, Matrix dStart, List<Matrix> weights) {
    void assertSame(Result expected) {
      assertSameBackward(expected);
      Bits.assertSame("outputs", y, expected.y);
      Bits.assertSame("final states", end, expected.end);
    }

    void assertSameBackward(Result expected) {
      Bits.assertSame("gradient of the input", dx, expected.dx);
      Bits.assertSame("gradient of the initial states", dStart, expected.dStart);
      for (int i = 0; i < weights.size(); i++) {
        Bits.assertSame("gradient of weight " + i, weights.get(i), expected.weights.get(i));
      }
    }
  }

  private static Matrix firstRows(Matrix matrix, int rows) {
    return Matrix.over(matrix.data(), matrix.at(0), rows, matrix.columns()).copy();
  }

  @ParameterizedTest
  @MethodSource("layersAndLastSteps")
  void thePassCanBeUsedAgain(LayerSpec spec) {
    Network network = network(spec);
    Steps ragged = Steps.of(4, 2, 6, 1, 2);
    Run used = Run.of(network, new Capacity(8, 9, 60));
    Result first = used.on(ragged, 5);
    used.on(ragged, 5).assertSame(first);
    used.on(Steps.equal(6, 9), 6); // larger
    used.on(ragged, 5).assertSame(first);
    used.on(Steps.equal(1, 1), 7); // smaller
    used.on(ragged, 5).assertSame(first);
    Run.of(network, ragged).on(ragged, 5).assertSame(first);
  }

  @ParameterizedTest
  @MethodSource("layersAndLastSteps")
  void aSequenceIsTheSameInABatchAsAlone(LayerSpec spec) {
    assertSameAlone(spec, Steps.of(5, 1, 3, 5, 2, 2, 1, 4, 3, 3, 3));
    assertSameAlone(spec, Steps.equal(4, 6));
    assertSameAlone(spec, Steps.equal(1, 5));
    assertSameAlone(spec, Steps.equal(3, 1));
  }

  private static void assertSameAlone(LayerSpec spec, Steps steps) {
    Network network = network(spec);
    IntStream.range(0, steps.sequences()).forEach(b -> steps.id(b, 1000 - b));
    Run batch = Run.of(network, steps);
    Result all = batch.on(steps, 8);
    Steps outputs = batch.pass.steps();
    Matrix x = Samples.normal(steps.rows(), INPUTS, 8);
    Matrix start = Samples.normal(steps.sequences(), network.stateLength(), 11);
    Matrix dy = Samples.normal(all.y.rows(), all.y.columns(), 9);
    Matrix dEnd = Samples.normal(steps.sequences(), network.stateLength(), 10);
    for (int b = 0; b < steps.sequences(); b++) {
      Steps one = Steps.equal(steps.length(b), 1);
      one.id(0, steps.id(b));
      Run alone = Run.of(network, one);
      alone.pass.start().set(row(start, b));
      Matrix y = alone.pass.forward(new Input.Rows(rows(x, steps, b)), one);
      assertRows("outputs", y, all.y, outputs, b);
      Bits.assertRow("final state", alone.pass.end(), 0, all.end, b);
      Matrix dx = alone.pass.backward(rows(dy, outputs, b), row(dEnd, b));
      assertRows("gradient of the input", dx, all.dx, steps, b);
      Bits.assertRow("gradient of the start", alone.pass.startGradient(), 0, all.dStart, b);
    }
  }

  private static Matrix row(Matrix matrix, int r) {
    return Matrix.over(matrix.data(), matrix.at(r), 1, matrix.columns()).copy();
  }

  /** The rows of one sequence. */
  private static Matrix rows(Matrix matrix, Steps steps, int b) {
    Matrix rows = Matrix.of(steps.length(b), matrix.columns());
    for (int t = 0; t < steps.length(b); t++) {
      System.arraycopy(
          matrix.data(), matrix.at(steps.row(t, b)), rows.data(), rows.at(t), rows.columns());
    }
    return rows;
  }

  private static void assertRows(String what, Matrix alone, Matrix all, Steps steps, int b) {
    assertThat(alone.rows()).as(what).isEqualTo(steps.length(b));
    for (int t = 0; t < steps.length(b); t++) {
      Bits.assertRow(what, alone, t, all, steps.row(t, b));
    }
  }

  /** Many keys, each at its own place in one slab; some end sooner than others. */
  @ParameterizedTest
  @MethodSource("layers")
  void stepByStepEqualsTheWholeSequence(LayerSpec spec) {
    Network network = network(spec);
    Steps steps = Steps.of(6, 2, 5, 5, 1);
    Matrix x = Samples.normal(steps.rows(), INPUTS, 12);
    Matrix start = Samples.normal(5, network.stateLength(), 13);
    Network.Pass whole = network.pass(PassSettings.predicting(Capacity.of(steps)));
    whole.start().set(start);
    Matrix y = whole.forward(new Input.Rows(x), steps);

    int length = network.stateLength();
    int[] slots = {3, 0, 6, 2, 5};
    float[] slab = Samples.normal(7, length, 14).toArray();
    float[] untouched = slab.clone();
    for (int b = 0; b < 5; b++) {
      System.arraycopy(start.data(), start.at(b), slab, slots[b] * length, length);
    }
    Network.Pass stepping = network.pass(PassSettings.predicting(Capacity.of(1, 5)));
    for (int t = 0; t < steps.count(); t++) {
      int alive = steps.alive(t);
      Matrix rows = Matrix.over(x.data(), x.at(steps.offset(t)), alive, INPUTS);
      Matrix out = stepping.step(slab, slots, new Input.Rows(rows));
      assertThat(out.rows()).isEqualTo(alive);
      for (int b = 0; b < alive; b++) {
        Bits.assertRow("step " + t, out, b, y, steps.row(t, b));
      }
    }
    Matrix states = Matrix.over(slab, 0, 7, length);
    for (int b = 0; b < 5; b++) {
      Bits.assertRow("state", states, slots[b], whole.end(), b);
    }
    for (int free : new int[] {1, 4}) {
      Bits.assertRow("free slot", states, free, Matrix.over(untouched, 0, 7, length), free);
    }
  }

  @ParameterizedTest
  @MethodSource("wholeSequenceLayers")
  void whatReadsSequencesAsAWholeRefusesSteps(LayerSpec spec) {
    Network network = network(spec);
    Network.Pass pass = network.pass(PassSettings.predicting(Capacity.of(1, 1)));
    float[] slab = new float[network.stateLength()];
    Input x = new Input.Rows(Matrix.of(1, INPUTS));
    assertThatThrownBy(() -> pass.step(slab, new int[] {0}, x))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("this network cannot go step by step or in pieces: ");
  }

  static List<LayerSpec> wholeSequenceLayers() {
    return Samples.wholeSequenceLayers(SIZE);
  }

  /** Ids and joined inputs are turned like rows. */
  @Test
  void idsAreReadBackwardsLikeTheirRows() {
    Network network = network(LayerSpec.bidirectional(LayerSpec.lstm(4)));
    Steps steps = Steps.of(3, 1, 2);
    Input ids = Input.Ids.of(INPUTS, 3, 0, 6, 2, 2, 5);
    Matrix oneHot = Matrix.of(6, INPUTS);
    for (int r = 0; r < 6; r++) {
      oneHot.set(r, ((Input.Ids) ids).get(r), 1);
    }
    Matrix start = Samples.normal(3, network.stateLength(), 2);
    Result expected = Run.of(network, steps).on(new Input.Rows(oneHot), steps, start, 3);
    Result found = Run.of(network, steps).on(ids, steps, start, 3);
    found.assertSame(expected);
    Matrix left = Matrix.of(6, 4);
    Matrix right = Matrix.of(6, INPUTS - 4);
    for (int r = 0; r < 6; r++) {
      for (int j = 0; j < INPUTS; j++) {
        (j < 4 ? left : right).set(r, j < 4 ? j : j - 4, oneHot.get(r, j));
      }
    }
    Input joined = new Input.Joined(List.of(new Input.Rows(left), new Input.Rows(right)));
    Run.of(network, steps).on(joined, steps, start, 3).assertSameBackward(expected);
  }

  @Test
  void aBidirectionalNetIsALayerAndOneThatReadsBackwards() {
    Network network = network(LayerSpec.bidirectional(LayerSpec.rnn(2)));
    Steps steps = Steps.of(3, 2);
    Matrix x = Samples.normal(5, INPUTS, 4);
    Matrix turned = Matrix.of(5, INPUTS);
    ReversedInput.copy(x, steps, turned);
    assertThat(turned.get(0, 0)).isEqualTo(x.get(4, 0)); // step 0 of 3 was step 2
    assertThat(turned.get(1, 0)).isEqualTo(x.get(3, 0)); // step 0 of 2 was step 1
    Network.Pass pass = network.pass(PassSettings.predicting(Capacity.of(steps)));
    Matrix y = pass.forward(new Input.Rows(x), steps).copy();
    Matrix after = pass.forward(new Input.Rows(turned), steps);
    assertThat(y.columns()).isEqualTo(4);
    assertThat(after.get(0, 0)).isNotEqualTo(y.get(0, 0));
  }

  @Test
  void afterStepsAPassStartsFromZeroAgain() {
    Network network = network(LayerSpec.lstm(SIZE));
    Steps steps = Steps.equal(2, 3);
    Input x = new Input.Rows(Samples.normal(6, INPUTS, 1));
    Network.Pass pass = network.pass(PassSettings.predicting(Capacity.of(steps)));
    Matrix fresh = pass.forward(x, steps).copy();
    float[] slab = Samples.normal(3, network.stateLength(), 2).toArray();
    pass.step(slab, new int[] {0, 1, 2}, new Input.Rows(Samples.normal(3, INPUTS, 1)));
    Bits.assertSame("outputs", pass.forward(x, steps), fresh);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5})
  void threadsDoNotChangeABit(int threads) {
    threadsDoNotChangeABit(
        threads, LayerSpec.stack(LayerSpec.lstm(96), LayerSpec.dropout(0.3f), LayerSpec.rnn(300)));
    for (LayerSpec cell : Samples.cells(40)) {
      threadsDoNotChangeABit(threads, cell);
    }
  }

  private static void threadsDoNotChangeABit(int threads, LayerSpec spec) {
    Network network = network(spec);
    Steps steps = Steps.of(IntStream.range(0, 27).map(s -> 1 + s % 9).toArray());
    Result expected = Run.of(network, steps).on(steps, 4);
    try (Workers workers = Workers.of(threads)) {
      Gradients gradients = new Gradients(network.weights());
      var settings = Samples.training(steps, gradients).workers(workers);
      new Run(gradients, network.pass(settings)).on(steps, 4).assertSame(expected);
    }
  }

  /** Few sequences, or weights beyond a cache: threads divide the units of each step. */
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 5})
  void threadsThatDivideUnitsDoNotChangeABit(int threads) {
    try (Workers workers = Workers.of(threads)) {
      for (LayerSpec spec :
          List.of(
              LayerSpec.lstm(136), LayerSpec.rnn(270), LayerSpec.gru(150), LayerSpec.lstm(370))) {
        Network network = network(spec);
        Steps steps = spec.equals(LayerSpec.lstm(370)) ? Steps.of(2, 3, 1) : Steps.of(4, 1, 6);
        Gradients gradients = new Gradients(network.weights());
        var settings = Samples.training(steps, gradients).workers(workers);
        new Run(gradients, network.pass(settings))
            .on(steps, 4)
            .assertSame(Run.of(network, steps).on(steps, 4));
      }
    }
  }

  /** A pass that only predicts keeps no gates, and multiplies the input step by step. */
  @ParameterizedTest
  @ValueSource(ints = {1, 8, 21})
  void aPassThatPredictsGivesTheBitsOfOneThatTrains(int sequences) {
    LayerSpec spec = LayerSpec.stack(LayerSpec.lstm(SIZE), LayerSpec.rnn(5), LayerSpec.lstm(20));
    Network network = network(spec);
    int[] lengths = IntStream.range(0, sequences).map(s -> 1 + s * 5 % 7).toArray();
    for (Steps steps : List.of(Steps.equal(6, sequences), Steps.of(lengths))) {
      Input x = new Input.Rows(Samples.normal(steps.rows(), INPUTS, 1));
      Network.Pass trains = Run.of(network, steps).pass;
      Network.Pass predicts = network.pass(PassSettings.predicting(Capacity.of(steps)));
      Matrix states = Samples.normal(sequences, network.stateLength(), 3);
      trains.start().set(states);
      predicts.start().set(states);
      Bits.assertSame("outputs", predicts.forward(x, steps), trains.forward(x, steps));
      Bits.assertSame("states", predicts.end(), trains.end());
    }
  }

  /** Slices of which no sequence lives on while others do, in a pass without a row to spare. */
  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void threadsDoNotChangeABitOfBatchesThatAreVeryRagged(int threads) {
    try (Workers workers = Workers.of(threads)) {
      List<LayerSpec> specs = new ArrayList<>(Samples.cells(6));
      specs.addAll(List.of(LayerSpec.lstm(6), LayerSpec.rnn(6)));
      for (LayerSpec spec : specs) {
        Network network = network(spec);
        for (int[] lengths :
            new int[][] {
              {2, 1, 1, 1, 1, 1, 1, 1}, {9, 1, 1, 1, 1, 3, 1, 1, 1, 1, 1}, {1, 1, 1, 1, 1, 7}
            }) {
          Steps steps = Steps.of(lengths);
          Gradients gradients = new Gradients(network.weights());
          var settings = Samples.training(steps, gradients).workers(workers);
          new Run(gradients, network.pass(settings))
              .on(steps, 4)
              .assertSame(Run.of(network, steps).on(steps, 4));
        }
      }
    }
  }

  /** Rows enough that threads share them. */
  @ParameterizedTest
  @MethodSource("activations")
  void threadsDoNotChangeABitOfAnActivation(Activation activation) {
    LayerSpec spec =
        LayerSpec.stack(new LayerSpec.DenseSpec(700, activation), LayerSpec.activation(activation));
    Network network = network(spec);
    Steps steps = Steps.equal(10, 30);
    try (Workers workers = Workers.of(3)) {
      Gradients gradients = new Gradients(network.weights());
      var settings = Samples.training(steps, gradients).workers(workers);
      new Run(gradients, network.pass(settings))
          .on(steps, 4)
          .assertSame(Run.of(network, steps).on(steps, 4));
    }
  }

  static List<Activation> activations() {
    return Samples.activations();
  }

  @Test
  void aBatchThatIsTooLargeIsRefused() {
    for (LayerSpec spec : List.of(LayerSpec.lstm(3), LayerSpec.rnn(3), LayerSpec.dense(3))) {
      Network.Pass pass = network(spec).pass(PassSettings.predicting(new Capacity(3, 4, 10)));
      for (Steps steps : List.of(Steps.equal(4, 1), Steps.equal(1, 5), Steps.equal(3, 4))) {
        Input x = new Input.Rows(Matrix.of(steps.rows(), INPUTS));
        assertThatThrownBy(() -> pass.forward(x, steps))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessage(
                "a batch of %d sequences, %d steps, %d rows does not fit in a pass made for 4, 3, 10",
                steps.sequences(), steps.count(), steps.rows());
      }
      pass.forward(new Input.Rows(Matrix.of(10, INPUTS)), Steps.of(3, 3, 2, 2));
    }
  }

  @Test
  void anInputOfAnotherShapeIsRefused() {
    Network.Pass pass = network(LayerSpec.lstm(3)).pass(PassSettings.predicting(Capacity.of(2, 2)));
    assertThatThrownBy(
            () -> pass.forward(new Input.Rows(Matrix.of(4, INPUTS + 1)), Steps.equal(2, 2)))
        .hasMessage("the input is [4, 8], needs [4, 7]");
    assertThatThrownBy(() -> pass.forward(new Input.Rows(Matrix.of(3, INPUTS)), Steps.equal(2, 2)))
        .hasMessage("the input is [3, 7], needs [4, 7]");
  }

  @Test
  void aPassWithoutGradientsCannotGoBack() {
    for (LayerSpec spec : List.of(LayerSpec.lstm(3), LayerSpec.rnn(3))) {
      Network.Pass pass = network(spec).pass(PassSettings.predicting(Capacity.of(1, 1)));
      pass.forward(new Input.Rows(Matrix.of(1, INPUTS)), Steps.equal(1, 1));
      assertThatThrownBy(() -> pass.backward(Matrix.of(1, 3)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("this pass was made to predict, without gradients");
    }
  }

  @Test
  void withoutAGradientOfItTheFinalStateHasNone() {
    Network network = network(LayerSpec.lstm(SIZE));
    Steps steps = Steps.of(3, 2);
    Run run = Run.of(network, steps);
    run.pass.forward(new Input.Rows(Samples.normal(5, INPUTS, 1)), steps);
    Matrix dy = Samples.normal(5, SIZE, 2);
    Matrix dx = run.pass.backward(dy).copy();
    run.pass.forward(new Input.Rows(Samples.normal(5, INPUTS, 1)), steps);
    Bits.assertSame("dx", run.pass.backward(dy, Matrix.of(2, 2 * SIZE)), dx);
  }
}
