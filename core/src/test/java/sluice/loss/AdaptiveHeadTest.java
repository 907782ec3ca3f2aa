package sluice.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import sluice.fixture.Bits;
import sluice.fixture.Samples;
import sluice.math.Matrix;
import sluice.math.Rng;
import sluice.math.Workers;
import sluice.nn.Gradients;
import sluice.nn.Weight;

/** Classes in clusters; derivatives are in the self-test, against the full evaluation. */
class AdaptiveHeadTest {
  private static final int SIZE = 12;
  private static final int WORDS = 5000;
  private static final int[] CUTOFFS = {20, 300};

  private static Target.ClassIds target(int rows, int classes) {
    Target.ClassIds ids = new Target.ClassIds(rows).rows(rows);
    long key = Rng.key(5, Rng.DATA, 0, 0, 0, 0);
    for (int r = 0; r < rows; r++) {
      ids.set(r, r % 3 == 0 ? Rng.below(key, r, 20) : Rng.below(key, r, classes));
    }
    return ids;
  }

  /** What training computes of its classes alone is what all probabilities say of them. */
  @Test
  void theLossIsThatOfTheFullDistribution() {
    Head head = Head.adaptive(SIZE, WORDS, CUTOFFS, 3, 1);
    int rows = 600; // more than are held at once
    Matrix h = Samples.normal(rows, SIZE, 2);
    Target.ClassIds target = target(rows, WORDS);
    float[] weights = Samples.normal(1, rows, 3).toArray();
    Head.Pass pass = head.pass(rows, Optional.empty(), Workers.serial());
    double loss = pass.loss(h, target, weights);
    Matrix p = pass.predict(h);
    assertThat(p).hasToString("[600, 5000]");
    double expected = 0;
    for (int r = 0; r < rows; r++) {
      double sum = 0;
      for (int j = 0; j < WORDS; j++) {
        sum += p.get(r, j);
      }
      assertThat(sum).isCloseTo(1, within(1e-5));
      expected -= weights[r] * StrictMath.log(p.get(r, target.get(r)));
    }
    assertThat(loss).isCloseTo(expected, within(1e-3));
    assertThat(pass.loss(h, target, weights)).isEqualTo(loss);
  }

  /** Without clusters it is the dense head: the same first values, the same bits. */
  @Test
  void withoutClustersItIsThePlainSoftmax() {
    Head head = Head.adaptive(SIZE, 50, new int[] {}, 4, 7);
    Head dense = Head.dense(SIZE, 50, new SoftmaxCrossEntropy(), 7);
    Matrix h = Samples.normal(40, SIZE, 2);
    Target.ClassIds target = target(40, 50);
    Gradients mine = new Gradients(head.weights());
    Gradients its = new Gradients(dense.weights());
    Matrix dh = Matrix.of(40, SIZE);
    Matrix expected = Matrix.of(40, SIZE);
    float[] ones = Samples.ones(40);
    Head.Pass pass = head.pass(40, Optional.of(mine), Workers.serial());
    Head.Pass plain = dense.pass(40, Optional.of(its), Workers.serial());
    assertThat(pass.lossAndGradient(h, target, ones, dh))
        .isEqualTo(plain.lossAndGradient(h, target, ones, expected));
    Bits.assertSame("dh", dh, expected);
    Bits.assertSame("dw", mine.gradient(0), its.gradient(0));
    Bits.assertSame("db", mine.gradient(1), its.gradient(1));
    Bits.assertSame("p", pass.predict(h), plain.predict(h));
  }

  @Test
  void threadsDoNotChangeABit() {
    try (Workers workers = Workers.of(3)) {
      Head head = Head.adaptive(SIZE, WORDS, CUTOFFS, 3, 1);
      Matrix h = Samples.normal(600, SIZE, 2);
      Target.ClassIds target = target(600, WORDS);
      Gradients one = new Gradients(head.weights());
      Gradients many = new Gradients(head.weights());
      Matrix dh = Matrix.of(600, SIZE);
      Matrix other = Matrix.of(600, SIZE);
      float[] ones = Samples.ones(600);
      double loss =
          head.pass(600, Optional.of(one), Workers.serial()).lossAndGradient(h, target, ones, dh);
      assertThat(head.pass(600, Optional.of(many), workers).lossAndGradient(h, target, ones, other))
          .isEqualTo(loss);
      Bits.assertSame("dh", other, dh);
      for (int i = 0; i < one.count(); i++) {
        Bits.assertSame(one.weight(i).name(), many.gradient(i), one.gradient(i));
      }
    }
  }

  @Test
  void rareClassesSeeHThroughNarrowerProjections() {
    Head head = Head.adaptive(SIZE, WORDS, CUTOFFS, 3, 1);
    assertThat(head.weights().stream().map(Weight::toString))
        .containsExactly(
            "head.w [12, 22]",
            "head.b [1, 22]",
            "head.1.down.w [12, 4]",
            "head.1.w [4, 280]",
            "head.1.b [1, 280]",
            "head.2.down.w [12, 1]",
            "head.2.w [1, 4700]",
            "head.2.b [1, 4700]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Head.adaptive(4, 10, new int[] {3, 3}, 4, 1))
        .withMessage("cutoffs must rise between 0 and 10 classes, were [3, 3]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Head.adaptive(4, 10, new int[] {10}, 4, 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Head.adaptive(4, 10, new int[] {3}, 0, 1))
        .withMessageContaining("narrowing");
    Matrix h = Matrix.of(1, SIZE);
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            head.pass(1, Optional.empty(), Workers.serial())
                .loss(h, Target.ClassIds.of(WORDS), Samples.ones(1)))
        .withMessage("class 5000 in row 0 is not in 0…4999");
  }
}
