package sluice.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import sluice.fixture.Bits;
import sluice.fixture.Samples;
import sluice.math.Matrix;
import sluice.math.Steps;
import sluice.math.Workers;

/** What is special to pooling, normalising, reshaping and embedding. */
class PoolingTest {
  /** Two sequences: 1 2 5 and 8 3, their steps side by side. */
  private static final Matrix X =
      Matrix.of(
          new float[] {1}, new float[] {8}, new float[] {2}, new float[] {3}, new float[] {5});

  private static final Steps STEPS = Steps.of(3, 2);

  private static Matrix run(LayerSpec spec, Matrix x, Steps steps) {
    Network network = Network.create(x.columns(), spec, 1);
    return network
        .pass(PassSettings.predicting(Capacity.of(steps)))
        .forward(new Input.Rows(x), steps);
  }

  @Test
  void poolsOverEachSequencesOwnLength() {
    assertThat(run(LayerSpec.meanPool(), X, STEPS).toArray())
        .containsExactly(new float[] {8 / 3f, 5.5f}, within(1e-6f));
    assertThat(run(LayerSpec.maxPool(), X, STEPS).toArray()).containsExactly(5, 8);
    Matrix attended = run(LayerSpec.attentionPool(2), X, STEPS);
    assertThat(attended.get(0, 0)).isBetween(1f, 5f);
    assertThat(attended.get(1, 0)).isBetween(3f, 8f);
    Network network = Network.create(1, LayerSpec.meanPool(), 1);
    Network.Pass pass = network.pass(PassSettings.predicting(Capacity.of(3, 2)));
    pass.forward(new Input.Rows(X), STEPS);
    assertThat(pass.steps().rows()).isEqualTo(2);
    assertThat(pass.steps().isEqual()).isTrue();
  }

  @Test
  void theFirstOfEqualStepsGetsTheGradientOfTheLargest() {
    Network network = Network.create(1, LayerSpec.maxPool(), 1);
    Steps steps = Steps.equal(3, 1);
    Network.Pass pass = network.pass(Samples.training(steps, new Gradients(network.weights())));
    Matrix x = Matrix.of(new float[] {1}, new float[] {4}, new float[] {4});
    pass.forward(new Input.Rows(x), steps);
    assertThat(pass.backward(Matrix.of(new float[] {7})).toArray()).containsExactly(0, 7, 0);
    x.set(1, 0, Float.NaN);
    assertThat(pass.forward(new Input.Rows(x), steps).get(0, 0)).isNaN();
  }

  @Test
  void rowsAreNormalised() {
    Matrix x = Samples.normal(7, 50, 3, 4);
    for (int r = 0; r < 7; r++) {
      for (int j = 0; j < 50; j++) {
        x.set(r, j, x.get(r, j) + 100);
      }
    }
    Matrix y = run(LayerSpec.layerNorm(), x, Steps.equal(7, 1));
    for (int r = 0; r < 7; r++) {
      int row = r;
      double mean = IntStream.range(0, 50).mapToDouble(j -> y.get(row, j)).average().orElse(9);
      double square =
          IntStream.range(0, 50)
              .mapToDouble(j -> (double) y.get(row, j) * y.get(row, j))
              .average()
              .orElse(9);
      assertThat(mean).isCloseTo(0, within(1e-5));
      assertThat(square).isCloseTo(1, within(1e-4));
    }
  }

  @Test
  void threadsDoNotChangeABit() {
    LayerSpec spec =
        LayerSpec.stack(
            LayerSpec.layerNorm(),
            LayerSpec.bidirectional(LayerSpec.rnn(40)),
            LayerSpec.attentionPool(64));
    Network network = Samples.plain(300, spec, 2).network();
    Steps steps = Steps.of(IntStream.range(0, 30).map(s -> 4 + s % 9).toArray());
    Gradients one = new Gradients(network.weights());
    Gradients three = new Gradients(network.weights());
    try (Workers workers = Workers.of(3)) {
      Matrix x = Samples.normal(steps.rows(), 300, 4);
      Matrix dy = Samples.normal(30, 80, 5);
      Network.Pass alone = network.pass(Samples.training(steps, one));
      Network.Pass shared = network.pass(Samples.training(steps, three).workers(workers));
      Bits.assertSame(
          "outputs",
          shared.forward(new Input.Rows(x), steps),
          alone.forward(new Input.Rows(x), steps));
      Bits.assertSame("input gradient", shared.backward(dy), alone.backward(dy));
      Bits.assertSame("gradients", three, one);
    }
  }

  @Test
  void numbersAreRelabelledAndBack() {
    Matrix rows =
        run(
            LayerSpec.reshape(2),
            Matrix.of(
                new float[] {1, 2, 3},
                new float[] {9, 8, 7},
                new float[] {4, 5, 6},
                new float[] {6, 5, 4}),
            Steps.equal(2, 2));
    assertThat(rows.rows()).isEqualTo(6);
    // Both sequences in turn: 1 2 | 3 4 | 5 6 and 9 8 | 7 6 | 5 4.
    assertThat(rows.toArray()).containsExactly(1, 2, 9, 8, 3, 4, 7, 6, 5, 6, 5, 4);
    Matrix x = Samples.normal(8, 3, 1);
    LayerSpec there = LayerSpec.stack(LayerSpec.flatten(4), LayerSpec.reshape(3));
    Bits.assertSame("there and back", run(there, x, Steps.equal(4, 2)), x);
    assertThatThrownBy(() -> run(LayerSpec.flatten(3), X, STEPS))
        .hasMessage("a sequence has 2 steps, flatten is set for 3: all must be equally long");
    assertThatThrownBy(() -> run(LayerSpec.reshape(2), X, STEPS))
        .hasMessage("a sequence of 3 steps of 1 columns cannot be cut into rows of 2 columns");
  }

  @Test
  void theLastStepIsRepeated() {
    // 1 2 5 and 8 3, side by side
    assertThat(run(LayerSpec.repeat(), X, STEPS).toArray()).containsExactly(5, 3, 5, 3, 5);
    assertThat(run(LayerSpec.repeat(4), X, STEPS).toArray())
        .containsExactly(5, 3, 5, 3, 5, 3, 5, 3);
    Network network = Network.create(1, LayerSpec.repeat(), 1);
    PassSettings settings =
        Samples.training(STEPS, new Gradients(network.weights())).inputGradient(true);
    Network.Pass pass = network.pass(settings);
    pass.forward(new Input.Rows(X), STEPS);
    Matrix dy =
        Matrix.of(
            new float[] {1}, new float[] {10}, new float[] {2}, new float[] {20}, new float[] {4});
    assertThat(pass.backward(dy).toArray()).containsExactly(0, 0, 0, 30, 7);
    assertThat(network.needsWholeSequences())
        .contains("a layer repeats the last step of a whole sequence");
  }

  /** Of 2,000 ids about a third is zero in the whole batch, the rest half as much again. */
  @Test
  void idsAreLeftOutWhereverTheyStandInABatch() {
    int ids = 2000;
    Network network = Network.create(ids, LayerSpec.embedding(2).dropout(1 / 3f), 1);
    Gradients gradients = new Gradients(network.weights());
    Steps steps = Steps.equal(ids, 2);
    Network.Pass pass = network.pass(Samples.training(steps, gradients));
    int[] all = new int[2 * ids];
    for (int t = 0; t < ids; t++) {
      all[2 * t] = t;
      all[2 * t + 1] = t;
    }
    Matrix y = pass.forward(Input.Ids.of(ids, all), steps).copy();
    Matrix w = network.weights().getFirst().values();
    int left = 0;
    for (int t = 0; t < ids; t++) {
      Bits.assertRow("both sequences", y, 2 * t, y, 2 * t + 1);
      boolean zero = y.get(2 * t, 0) == 0;
      assertThat(y.get(2 * t, 1)).isEqualTo(zero ? 0 : w.get(t, 1) * (1 / (1 - 1 / 3f)));
      left += zero ? 1 : 0;
    }
    assertThat(left / (double) ids).isCloseTo(1 / 3.0, within(0.04));
    Matrix dy = Samples.normal(2 * ids, 2, 3);
    pass.backward(dy);
    Matrix rows = Matrix.of(2 * ids, ids);
    for (int r = 0; r < 2 * ids; r++) {
      rows.set(r, all[r], 1);
    }
    Gradients others = new Gradients(network.weights());
    Network.Pass oneHot = network.pass(Samples.training(steps, others));
    Bits.assertSame("one-hot rows", oneHot.forward(new Input.Rows(rows), steps), y);
    oneHot.backward(dy);
    for (int j = 0; j < w.size(); j++) {
      assertThat(gradients.gradient(0).data()[j])
          .isCloseTo(others.gradient(0).data()[j], within(1e-5f));
    }
    Matrix served =
        network
            .pass(PassSettings.predicting(Capacity.of(steps)))
            .forward(Input.Ids.of(ids, all), steps);
    assertThat(served.get(0, 0)).isEqualTo(w.get(0, 0));
  }

  @Test
  void thePaddingStaysZeroAndAFrozenTableStaysAsItIs() {
    LayerSpec padded = new LayerSpec.EmbeddingSpec(2, OptionalInt.of(1), false);
    Network network = Network.create(3, padded, 1);
    Gradients gradients = new Gradients(network.weights());
    Steps steps = Steps.equal(4, 1);
    Network.Pass pass = network.pass(Samples.training(steps, gradients));
    Matrix y = pass.forward(Input.Ids.of(3, 0, 1, 2, 1), steps);
    assertThat(y.get(1, 0)).isZero();
    assertThat(y.get(0, 0)).isNotZero();
    pass.backward(Samples.normal(4, 2, 1));
    Matrix dw = gradients.gradient(0);
    assertThat(new float[] {dw.get(1, 0), dw.get(1, 1)}).containsOnly(0);
    assertThat(dw.get(0, 0)).isNotZero();

    LayerSpec frozen = new LayerSpec.EmbeddingSpec(2, OptionalInt.empty(), true);
    Network fixed = Network.create(3, LayerSpec.stack(frozen, LayerSpec.lstm(2)), 1);
    Gradients others = new Gradients(fixed.weights());
    assertThat(others.count()).isEqualTo(3);
    Network.Pass fixedPass = fixed.pass(Samples.training(steps, others));
    fixedPass.forward(Input.Ids.of(3, 0, 1, 2, 1), steps);
    fixedPass.backward(Samples.normal(4, 2, 1));
    Bits.assertSame(
        "first values",
        fixed.weights().getFirst().values(),
        Network.create(3, LayerSpec.embedding(2), 1).weights().getFirst().values());
  }
}
