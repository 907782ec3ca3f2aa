package sluice.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sluice.fixture.Bits;
import sluice.fixture.Samples;
import sluice.math.Matrix;
import sluice.math.Rng;
import sluice.math.Steps;
import sluice.math.Workers;
import sluice.nn.Capacity;
import sluice.nn.Draw;
import sluice.nn.Gradients;
import sluice.nn.Input;
import sluice.nn.LayerSpec;
import sluice.nn.Network;
import sluice.nn.PassSettings;
import sluice.nn.Weight;

/** A head that shares its weight with the embedding; derivatives are in the self-test. */
class TiedHeadTest {
  private static final int SIZE = 6;
  private static final Loss LOSS = new SoftmaxCrossEntropy();

  private static Network words(int words) {
    return Network.create(
        words, LayerSpec.stack(LayerSpec.embedding(SIZE), LayerSpec.lstm(SIZE)), 3);
  }

  /** A dense head with the transposed table for its weight. */
  private static Head dense(Weight table) {
    Head head = Head.dense(table.values().columns(), table.values().rows(), LOSS, 1);
    Weight w = head.weights().getFirst();
    for (int r = 0; r < w.values().rows(); r++) {
      for (int j = 0; j < w.values().columns(); j++) {
        w.values().set(r, j, table.values().get(j, r));
      }
    }
    w.changed();
    return head;
  }

  private static Target.ClassIds target(int rows, int classes) {
    Target.ClassIds ids = new Target.ClassIds(rows).rows(rows);
    long key = Rng.key(5, Rng.DATA, 0, 0, 0, 0);
    for (int r = 0; r < rows; r++) {
      ids.set(r, Rng.below(key, r, classes));
    }
    return ids;
  }

  /** 3,000 words: the outputs of 700 rows are more than are held at once. */
  @ParameterizedTest
  @ValueSource(ints = {7, 3000})
  void itHasTheBitsOfADenseHeadWithTheTransposedTable(int words) {
    try (Workers workers = Workers.of(3)) {
      Weight table = words(words).weights().getFirst();
      Head tied = Head.tied(table, LOSS);
      Head dense = dense(table);
      Gradients mine = new Gradients(List.of(table, tied.weights().getFirst()));
      Gradients its = new Gradients(dense.weights());
      int rows = 700;
      Matrix h = Samples.normal(rows, SIZE, 1);
      Matrix dh = Matrix.of(rows, SIZE);
      Matrix expected = Matrix.of(rows, SIZE);
      Target target = target(rows, words);
      float[] ones = Samples.ones(rows);
      double loss =
          tied.pass(rows, Optional.of(mine), workers).lossAndGradient(h, target, ones, dh);
      double other =
          dense
              .pass(rows, Optional.of(its), Workers.serial())
              .lossAndGradient(h, target, ones, expected);
      assertThat(loss).isEqualTo(other);
      Bits.assertSame("dh", dh, expected);
      Bits.assertSame("db", mine.gradient(1), its.gradient(1));
      for (int r = 0; r < words; r++) {
        for (int j = 0; j < SIZE; j++) {
          assertThat(mine.gradient(0).get(r, j)).isEqualTo(its.gradient(0).get(j, r));
        }
      }
      Head.Pass predicting = tied.pass(rows, Optional.empty(), workers);
      Head.Pass plainly = dense.pass(rows, Optional.empty(), Workers.serial());
      assertThat(predicting.loss(h, target, ones)).isEqualTo(loss);
      Bits.assertSame("p", predicting.predict(h), plainly.predict(h));
    }
  }

  @Test
  void embeddingAndHeadAddToOneGradient() {
    Network network = words(5);
    Weight table = network.weights().getFirst();
    Model tied = new Model(network, Head.tied(table, LOSS));
    assertThat(tied.weights().stream().map(Weight::name))
        .containsExactly("layers.0.w", "layers.1.wx", "layers.1.wh", "layers.1.b", "head.b");
    Gradients together = gradients(tied);
    Model apart = new Model(network, dense(table));
    Gradients alone = gradients(apart);
    Matrix head = alone.of(apart.head().weights().getFirst());
    for (int r = 0; r < 5; r++) {
      for (int j = 0; j < SIZE; j++) {
        double sum = (double) alone.of(table).get(r, j) + head.get(j, r);
        assertThat((double) together.of(table).get(r, j)).isCloseTo(sum, within(1e-6));
      }
    }
  }

  private static Gradients gradients(Model model) {
    Gradients gradients = new Gradients(model.weights());
    Steps steps = Steps.of(3, 2);
    model
        .pass(PassSettings.training(Capacity.of(steps), gradients, new Draw(1)))
        .lossAndGradient(Input.Ids.of(5, 0, 3, 3, 1, 0), steps, target(5, 5), Samples.ones(5));
    return gradients;
  }

  @Test
  void aTableOfAnotherNetworkIsRefused() {
    Weight table = words(5).weights().getFirst();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Model(words(5), Head.tied(table, LOSS)))
        .withMessage("the head is tied to layers.0.w [5, 6] of no layer here");
  }
}
