package sluice.experiment;

import sluice.data.Examples;
import sluice.loss.Target;

/**
 * Some of many examples, spread evenly.
 *
 * @param all where they are from
 * @param count how many, at most as many as there are
 */
record Some(Examples all, int count) implements Examples {

  /** At most so many. */
  static Some of(Examples all, int most) {
    return new Some(all, Math.min(all.count(), most));
  }

  private int at(int example) {
    return (int) ((long) example * all.count() / count);
  }

  @Override
  public int inputs() {
    return all.inputs();
  }

  @Override
  public int steps(int example) {
    return all.steps(at(example));
  }

  @Override
  public int maxSteps() {
    return all.maxSteps();
  }

  @Override
  public void input(int example, float[] into) {
    all.input(at(example), into);
  }

  @Override
  public int sides() {
    return all.sides();
  }

  @Override
  public int steps(int example, int side) {
    return all.steps(at(example), side);
  }

  @Override
  public void input(int example, int side, float[] into) {
    all.input(at(example), side, into);
  }

  @Override
  public int targetSteps() {
    return all.targetSteps();
  }

  @Override
  public Target newTarget(int rows) {
    return all.newTarget(rows);
  }

  @Override
  public void targetRows(Target into, int rows) {
    all.targetRows(into, rows);
  }

  @Override
  public void target(int example, int step, Target into, int row) {
    all.target(at(example), step, into, row);
  }

  @Override
  public float weight(int example, int step) {
    return all.weight(at(example), step);
  }
}
