package sluice.train;

import sluice.loss.Target;
import sluice.math.Matrix;

/** Targets in arrays, by sequence and step, and the buffer that shows a batch of them. */
interface ArrayTarget {

  /** Number of sequences. */
  int sequences();

  /** Steps of a sequence that have a target. */
  int steps(int sequence);

  /** A buffer for {@code rows} rows. */
  Target buffer(int rows);

  /** Sets the number of rows in use. Modified: the buffer. */
  void rows(Target buffer, int rows);

  /** Copies the t-th target of a sequence to a row. Modified: the buffer. */
  void set(Target buffer, int row, int sequence, int t);

  /** Numbers, [sequence][step][output]. */
  record Values(float[][][] values) implements ArrayTarget {
    @Override
    public int sequences() {
      return values.length;
    }

    @Override
    public int steps(int sequence) {
      return values[sequence].length;
    }

    @Override
    public Target buffer(int rows) {
      return new Target.Values(Matrix.of(rows, width(values)));
    }

    @Override
    public void rows(Target buffer, int rows) {
      ((Target.Values) buffer).values().rows(rows);
    }

    @Override
    public void set(Target buffer, int row, int sequence, int t) {
      copy(values[sequence][t], ((Target.Values) buffer).values(), row);
    }
  }

  /** Labels, [sequence][step][label]: 1 where a label holds, else 0. */
  record Labels(float[][][] values) implements ArrayTarget {
    @Override
    public int sequences() {
      return values.length;
    }

    @Override
    public int steps(int sequence) {
      return values[sequence].length;
    }

    @Override
    public Target buffer(int rows) {
      return new Target.LabelSets(Matrix.of(rows, width(values)));
    }

    @Override
    public void rows(Target buffer, int rows) {
      ((Target.LabelSets) buffer).values().rows(rows);
    }

    @Override
    public void set(Target buffer, int row, int sequence, int t) {
      copy(values[sequence][t], ((Target.LabelSets) buffer).values(), row);
    }
  }

  /** Classes, [sequence][step]. */
  record Classes(int[][] ids) implements ArrayTarget {
    @Override
    public int sequences() {
      return ids.length;
    }

    @Override
    public int steps(int sequence) {
      return ids[sequence].length;
    }

    @Override
    public Target buffer(int rows) {
      return new Target.ClassIds(rows);
    }

    @Override
    public void rows(Target buffer, int rows) {
      ((Target.ClassIds) buffer).rows(rows);
    }

    @Override
    public void set(Target buffer, int row, int sequence, int t) {
      ((Target.ClassIds) buffer).set(row, ids[sequence][t]);
    }
  }

  /** Columns of the first row of the first sequence that has one. */
  static int width(float[][][] values) {
    for (float[][] sequence : values) {
      if (sequence.length > 0) {
        return sequence[0].length;
      }
    }
    return 0;
  }

  /** Copies a row that must have the matrix's columns. */
  static void copy(float[] from, Matrix to, int row) {
    System.arraycopy(from, 0, to.data(), to.at(row), to.columns());
  }

  /** Throws unless every row of every sequence has as many columns as the first. */
  static void checkWidth(String what, float[][][] values) {
    int width = width(values);
    for (int s = 0; s < values.length; s++) {
      for (int t = 0; t < values[s].length; t++) {
        if (values[s][t].length != width) {
          throw new IllegalArgumentException(
              what
                  + " of sequence "
                  + s
                  + ", step "
                  + t
                  + " has "
                  + values[s][t].length
                  + " columns, the first has "
                  + width);
        }
      }
    }
  }
}
