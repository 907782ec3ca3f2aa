package sluice.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import sluice.fixture.Bits;
import sluice.fixture.Samples;
import sluice.math.Matrix;
import sluice.math.Rng;
import sluice.math.Steps;

class InputTest {

  static List<LayerSpec> layers() {
    return List.of(LayerSpec.lstm(17), LayerSpec.rnn(33), LayerSpec.dense(5));
  }

  private static Input.Ids ids(int rows, int width, long seed) {
    Input.Ids ids = new Input.Ids(rows, width).rows(rows);
    long key = Rng.key(seed, Rng.DATA, 0, 0, 0, 0);
    for (int r = 0; r < rows; r++) {
      ids.set(r, Rng.below(key, r, width));
    }
    return ids;
  }

  private static Matrix oneHot(Input.Ids ids) {
    Matrix rows = Matrix.of(ids.rows(), ids.width());
    for (int r = 0; r < ids.rows(); r++) {
      rows.set(r, ids.get(r), 1);
    }
    return rows;
  }

  private static Matrix beside(Matrix... parts) {
    int columns = List.of(parts).stream().mapToInt(Matrix::columns).sum();
    Matrix all = Matrix.of(parts[0].rows(), columns);
    for (int r = 0; r < all.rows(); r++) {
      int at = all.at(r);
      for (Matrix part : parts) {
        System.arraycopy(part.data(), part.at(r), all.data(), at, part.columns());
        at += part.columns();
      }
    }
    return all;
  }

  /** More rows and more ids than one block of a sum; many ids occur often, most never. */
  @ParameterizedTest
  @MethodSource("layers")
  void idsGiveTheBitsOfOneHotRows(LayerSpec spec) {
    for (int width : new int[] {3, 40, 600}) {
      Network network = Samples.plain(width, spec, 5).network();
      Steps steps = Steps.equal(60, 10);
      Input.Ids ids = ids(steps.rows(), width, 6);
      assertSameBits(network, steps, ids, new Input.Rows(oneHot(ids)));
    }
  }

  /** The last row of a block, the first of the next, and one id in both. */
  @Test
  void aBlockOfIdsEndsAfter256Rows() {
    Network network = Samples.plain(4, LayerSpec.dense(1), 5).network();
    for (int rows : new int[] {1, 255, 256, 257, 512, 513}) {
      Input.Ids ids = ids(rows, 4, rows);
      assertSameBits(network, Steps.equal(1, rows), ids, new Input.Rows(oneHot(ids)));
    }
  }

  /** Sums in several bands are other sums than in one: products agree, gradients to the bit. */
  @ParameterizedTest
  @MethodSource("layers")
  void joinedPartsAreTheirRowsSideBySide(LayerSpec spec) {
    Steps steps = Steps.equal(30, 10);
    Matrix first = Samples.normal(300, 5, 1);
    Input.Ids ids = ids(300, 7, 2);
    Matrix last = Samples.normal(300, 3, 3);
    Network network = Samples.plain(15, spec, 5).network();
    Matrix whole = beside(first, oneHot(ids), last);
    Input joined = new Input.Joined(List.of(new Input.Rows(first), ids, new Input.Rows(last)));
    assertSameBits(
        network,
        steps,
        joined,
        new Input.Joined(
            List.of(new Input.Rows(first), new Input.Rows(oneHot(ids)), new Input.Rows(last))));

    Matrix apart = forward(network, steps, joined);
    Matrix together = forward(network, steps, new Input.Rows(whole));
    for (int j = 0; j < together.size(); j++) {
      assertThat(apart.data()[j]).isCloseTo(together.data()[j], within(1e-5f));
    }
  }

  @Test
  void gradientsOfAJoinedInputAreThoseOfItsRows() {
    Steps steps = Steps.equal(1, 300);
    Matrix first = Samples.normal(300, 5, 1);
    Matrix last = Samples.normal(300, 3, 3);
    Network network = Samples.plain(8, LayerSpec.dense(6), 5).network();
    Input joined = new Input.Joined(List.of(new Input.Rows(first), new Input.Rows(last)));
    Gradients apart = new Gradients(network.weights());
    Gradients together = new Gradients(network.weights());
    Network.Pass one = network.pass(Samples.training(steps, apart));
    Network.Pass two = network.pass(Samples.training(steps, together));
    one.forward(joined, steps);
    two.forward(new Input.Rows(beside(first, last)), steps);
    Matrix dy = Samples.normal(300, 6, 4);
    Bits.assertSame("dx", one.backward(dy), two.backward(dy));
    Bits.assertSame("joined", apart, together);
  }

  /** One pass, batches joined of other parts each time. */
  @Test
  void aPassTakesBatchesThatAreJoinedDifferently() {
    Network network = Samples.plain(8, LayerSpec.lstm(6), 5).network();
    Steps steps = Steps.equal(3, 2);
    Network.Pass used = network.pass(PassSettings.predicting(Capacity.of(steps)));
    List<Input> inputs =
        List.of(
            new Input.Rows(Samples.normal(6, 8, 1)),
            joined(Samples.normal(6, 2, 2), Samples.normal(6, 6, 3)),
            ids(6, 8, 4),
            joined(Samples.normal(6, 6, 5), Samples.normal(6, 2, 6)),
            new Input.Joined(List.of(ids(6, 3, 7), new Input.Rows(Samples.normal(6, 5, 8)))),
            new Input.Joined(List.of(ids(6, 5, 7), ids(6, 3, 8))));
    for (Input input : inputs) {
      Bits.assertSame("output", used.forward(input, steps), forward(network, steps, input));
    }
    for (Input input : inputs.reversed()) {
      Bits.assertSame("output", used.forward(input, steps), forward(network, steps, input));
    }
  }

  @Test
  void idsOfSeveralVocabulariesEachHaveTheirRows() {
    Network network = Samples.plain(12, LayerSpec.rnn(6), 5).network();
    Steps steps = Steps.equal(30, 10);
    Input.Ids small = ids(300, 3, 1);
    Input.Ids large = ids(300, 9, 2);
    assertSameBits(
        network,
        steps,
        new Input.Joined(List.of(small, large)),
        joined(oneHot(small), oneHot(large)));
  }

  private static Input joined(Matrix first, Matrix second) {
    return new Input.Joined(List.of(new Input.Rows(first), new Input.Rows(second)));
  }

  private static Matrix forward(Network network, Steps steps, Input input) {
    return network.pass(PassSettings.predicting(Capacity.of(steps))).forward(input, steps);
  }

  private static void assertSameBits(Network network, Steps steps, Input actual, Input expected) {
    Gradients one = new Gradients(network.weights());
    Gradients two = new Gradients(network.weights());
    Network.Pass pass = network.pass(Samples.training(steps, one));
    Network.Pass other = network.pass(Samples.training(steps, two));
    Matrix y = pass.forward(actual, steps);
    Bits.assertSame("output", y, other.forward(expected, steps));
    Matrix dy = Samples.normal(y.rows(), y.columns(), 9);
    Bits.assertSame("dx", pass.backward(dy), other.backward(dy));
    Bits.assertSame("input", one, two);
  }

  @Test
  void aWidthIsTheSumOfItsParts() {
    Input joined =
        new Input.Joined(List.of(Input.Ids.of(4, 1, 2), new Input.Rows(Matrix.of(2, 3))));
    assertThat(joined.width()).isEqualTo(7);
    assertThat(joined.rows()).isEqualTo(2);
    assertThat(new Input.Rows(Matrix.of(2, 3)).width()).isEqualTo(3);
    Input.Ids ids = Input.Ids.of(4, 1, 2, 3);
    assertThat(ids.rows()).isEqualTo(3);
    assertThat(ids.get(2)).isEqualTo(3);
    assertThat(ids.rows(0).rows()).isZero();
    assertThat(ids.rows(3).rows()).isEqualTo(3);
  }

  @Test
  void whatCannotBeReadIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Input.Ids.of(3, 0, 3))
        .withMessage("id 3 in row 1 is not in 0…2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Input.Ids.of(3, -1))
        .withMessage("id -1 in row 0 is not in 0…2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Input.Ids(2, 3).rows(3))
        .withMessage("rows must be 0 to 2, was 3");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Input.Ids(2, 3).rows(-1))
        .withMessage("rows must be 0 to 2, was -1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Input.Joined(List.of()))
        .withMessage("a joined input needs at least one part");
    Network network = Samples.plain(5, LayerSpec.dense(2), 5).network();
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> forward(network, Steps.equal(1, 2), joined(Matrix.of(2, 3), Matrix.of(1, 2))))
        .withMessage("a part of the input has 1 rows, the batch has 2");
  }

  @Test
  void onlyTheFirstProductReadsIds() {
    Input ids = Input.Ids.of(4, 1);
    Network dropout = Network.create(4, LayerSpec.dropout(0.5f), 1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> forward(dropout, Steps.equal(1, 1), ids))
        .withMessage("dropout reads rows of numbers, not Ids");
    Network last = Network.create(4, LayerSpec.lastStep(), 1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> forward(last, Steps.equal(1, 1), ids))
        .withMessage("last steps are taken of rows, not of Ids");
  }
}
