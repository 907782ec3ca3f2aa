package sluice.nn;

import sluice.math.Matrix;
import sluice.math.Steps;

/**
 * What a recurrent layer reads of the step before: the rows of every step, right behind the initial
 * states, so that nothing is copied from step to step.
 *
 * <pre>
 *   [room | initial states, B rows | step 0, step 1, … N rows]
 * </pre>
 *
 * <p>When all sequences are equally long, the past of row r lies B rows before it: the past of all
 * rows is one matrix. A history that is not kept has one row a sequence, which every step
 * overwrites.
 */
final class History {
  private final int room; // the most sequences
  private final boolean kept;
  private final Matrix all; // [room + N, H], or [room, H]
  private final Matrix rows; // [N, H]  a view of the steps
  private Matrix gathered = Matrix.EMPTY; // [N, H]  made when a ragged batch first needs it
  private Steps steps = Steps.equal(1, 1);

  History(Capacity capacity, int hidden, boolean kept) {
    int count = kept ? capacity.rows() : 0;
    this.room = capacity.sequences();
    this.kept = kept;
    all = Matrix.of(Math.addExact(room, count), hidden);
    rows = Matrix.over(all.data(), all.at(room), count, hidden);
  }

  /** Floats that one holds, for the past of ragged batches too where there is a way back. */
  static long floats(Capacity capacity, int hidden, boolean kept, boolean past) {
    long rows = kept ? capacity.rows() : 0;
    return hidden * (capacity.sequences() + rows + (past ? rows : 0));
  }

  /** Lays out a batch. */
  void begin(Steps steps) {
    this.steps = steps;
    rows.rows(kept ? steps.rows() : 0);
  }

  /** All rows; {@link #at} and {@link #before} say which is whose. */
  Matrix all() {
    return all;
  }

  /** The rows of the steps, [N, H]. */
  Matrix rows() {
    return rows;
  }

  /** The row of the initial state of the first sequence; the others' follow. */
  int start() {
    return room - steps.sequences();
  }

  /** The row of step t of the sequence at a position; those of the next positions follow. */
  int at(int t, int position) {
    return kept ? room + steps.row(t, position) : start() + position;
  }

  /** The row of the step before. */
  int before(int t, int position) {
    return kept && t > 0 ? room + steps.row(t - 1, position) : start() + position;
  }

  /**
   * A matrix in which the pasts of the batch's rows follow one another from {@link #pastRow} on.
   */
  Matrix past() {
    if (steps.isEqual()) {
      return all;
    }
    if (gathered.capacity() == 0) {
      gathered = Matrix.of(rows.capacity(), rows.columns());
    }
    gathered.rows(steps.rows());
    for (int t = 0; t < steps.count(); t++) {
      int length = steps.alive(t) * all.columns();
      int to = gathered.at(steps.offset(t));
      System.arraycopy(all.data(), all.at(before(t, 0)), gathered.data(), to, length);
    }
    return gathered;
  }

  /** Where the past of the batch's first row lies in {@link #past}. */
  int pastRow() {
    return steps.isEqual() ? start() : 0;
  }
}
