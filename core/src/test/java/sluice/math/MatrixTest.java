package sluice.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class MatrixTest {

  @Test
  void rowsLieOneAfterTheOther() {
    Matrix matrix = Matrix.of(new float[] {1, 2, 3}, new float[] {4, 5, 6});
    assertThat(matrix.rows()).isEqualTo(2);
    assertThat(matrix.columns()).isEqualTo(3);
    assertThat(matrix.size()).isEqualTo(6);
    assertThat(matrix.at(1)).isEqualTo(3);
    assertThat(matrix.get(1, 2)).isEqualTo(6);
    assertThat(matrix.toArray()).containsExactly(1, 2, 3, 4, 5, 6);
    assertThat(matrix).hasToString("[2, 3]");
  }

  @Test
  void givenRowsAreCopied() {
    float[] row = {1, 2};
    Matrix matrix = Matrix.of(row);
    row[0] = 9;
    assertThat(matrix.get(0, 0)).isEqualTo(1);
  }

  @Test
  void aViewSharesItsArray() {
    float[] data = {0, 1, 2, 3, 4, 5, 6, 7};
    Matrix view = Matrix.over(data, 2, 2, 3);
    assertThat(view.toArray()).containsExactly(2, 3, 4, 5, 6, 7);
    assertThat(view.at(1)).isEqualTo(5);
    view.set(1, 0, -5);
    assertThat(data[5]).isEqualTo(-5);
    data[2] = 20;
    assertThat(view.get(0, 0)).isEqualTo(20);
    assertThat(view.data()).isSameAs(data);
  }

  @Test
  void rowsInUseMayBeAnythingUpToTheCapacity() {
    Matrix matrix = Matrix.of(new float[] {1, 2}, new float[] {3, 4}, new float[] {5, 6});
    assertThat(matrix.rows(2)).isSameAs(matrix);
    assertThat(matrix.size()).isEqualTo(4);
    assertThat(matrix.capacity()).isEqualTo(3);
    assertThat(matrix.toArray()).containsExactly(1, 2, 3, 4);
    assertThat(matrix.rows(3).toArray()).containsExactly(1, 2, 3, 4, 5, 6);
    assertThat(matrix.rows(0).toArray()).isEmpty();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> matrix.rows(4))
        .withMessage("rows must be 0 to 3, was 4");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> matrix.rows(-1))
        .withMessage("rows must be 0 to 3, was -1");
  }

  @Test
  void fillAndSetStayInTheRowsInUse() {
    float[] data = {1, 1, 1, 1, 1, 1};
    Matrix view = Matrix.over(data, 1, 2, 2);
    view.rows(1).fill(7);
    assertThat(data).containsExactly(1, 7, 7, 1, 1, 1);
    view.set(Matrix.of(new float[] {2, 3}, new float[] {4, 5}));
    assertThat(view.rows()).isEqualTo(2);
    assertThat(data).containsExactly(1, 2, 3, 4, 5, 1);
    view.set(Matrix.over(new float[] {0, 8, 9}, 1, 1, 2));
    assertThat(view.toArray()).containsExactly(8, 9);
    assertThat(data).containsExactly(1, 8, 9, 4, 5, 1);
  }

  @Test
  void aCopySharesNothing() {
    Matrix view = Matrix.over(new float[] {0, 1, 2, 3, 4}, 1, 2, 2);
    Matrix copy = view.rows(1).copy();
    view.set(0, 0, 9);
    assertThat(copy.toArray()).containsExactly(1, 2);
    assertThat(copy.capacity()).isEqualTo(1);
    float[] array = view.toArray();
    array[1] = 50;
    assertThat(view.get(0, 1)).isEqualTo(2);
  }

  @Test
  void emptyOnesAreLegal() {
    assertThat(Matrix.EMPTY.size()).isZero();
    assertThat(Matrix.of().rows()).isZero();
    assertThat(Matrix.of(3, 0).size()).isZero();
    Matrix.of(3, 0).set(Matrix.of(2, 0));
  }

  @Test
  void whatDoesNotFitIsRefused() {
    float[] five = new float[5];
    for (int[] shape : new int[][] {{0, 2, 3}, {2, 2, 2}, {-1, 1, 1}, {0, -1, 1}, {0, 1, -1}}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Matrix.over(five, shape[0], shape[1], shape[2]))
          .withMessage(
              "a matrix ["
                  + shape[1]
                  + ", "
                  + shape[2]
                  + "] at "
                  + shape[0]
                  + " does not fit in 5 floats");
    }
    assertThat(Matrix.over(five, 1, 2, 2).size()).isEqualTo(4);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Matrix.of(1 << 16, 1 << 15))
        .withMessage(
            "a matrix [65536, 32768] has more elements than an array can hold;"
                + " make the batch smaller");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Matrix.of(new float[] {1, 2}, new float[] {3}))
        .withMessage("row 1 has 1 columns, row 0 has 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Matrix.of(2, 3).set(Matrix.of(2, 2)))
        .withMessage("shapes do not fit: [2, 3] = [2, 2]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Matrix.of(2, 3).set(Matrix.of(3, 3)))
        .withMessage("rows must be 0 to 2, was 3");
  }
}
