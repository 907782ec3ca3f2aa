package sluice.ensemble;

import sluice.data.Examples;
import sluice.loss.Target;

/** Examples seen through a change that a subclass makes. */
class Changed implements Examples {
  final Examples own;

  Changed(Examples own) {
    this.own = own;
  }

  @Override
  public int count() {
    return own.count();
  }

  @Override
  public int inputs() {
    return own.inputs();
  }

  @Override
  public int steps(int example) {
    return own.steps(example);
  }

  @Override
  public int maxSteps() {
    return own.maxSteps();
  }

  @Override
  public void input(int example, float[] into) {
    own.input(example, into);
  }

  @Override
  public int sides() {
    return own.sides();
  }

  @Override
  public int steps(int example, int side) {
    return own.steps(example, side);
  }

  @Override
  public void input(int example, int side, float[] into) {
    own.input(example, side, into);
  }

  @Override
  public int targetSteps() {
    return own.targetSteps();
  }

  @Override
  public Target newTarget(int rows) {
    return own.newTarget(rows);
  }

  @Override
  public void targetRows(Target into, int rows) {
    own.targetRows(into, rows);
  }

  @Override
  public void target(int example, int step, Target into, int row) {
    own.target(example, step, into, row);
  }

  @Override
  public float weight(int example, int step) {
    return own.weight(example, step);
  }
}
