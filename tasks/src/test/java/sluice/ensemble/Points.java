package sluice.ensemble;

import sluice.data.Examples;
import sluice.loss.Target;
import sluice.math.Matrix;

/** Points with a class or a number each, as examples of one step. */
record Points(float[][] x, float[] y, boolean classes) implements Examples {

  @Override
  public int count() {
    return x.length;
  }

  @Override
  public int inputs() {
    return x[0].length;
  }

  @Override
  public int steps(int example) {
    return 1;
  }

  @Override
  public int maxSteps() {
    return 1;
  }

  @Override
  public void input(int example, float[] into) {
    System.arraycopy(x[example], 0, into, 0, x[example].length);
  }

  @Override
  public int targetSteps() {
    return 1;
  }

  @Override
  public Target newTarget(int rows) {
    return classes ? new Target.ClassIds(rows) : new Target.Values(Matrix.of(rows, 1));
  }

  @Override
  public void targetRows(Target into, int rows) {
    if (into instanceof Target.ClassIds ids) {
      ids.rows(rows);
    } else {
      ((Target.Values) into).values().rows(rows);
    }
  }

  @Override
  public void target(int example, int step, Target into, int row) {
    if (into instanceof Target.ClassIds ids) {
      ids.set(row, (int) y[example]);
    } else {
      ((Target.Values) into).values().set(row, 0, y[example]);
    }
  }

  @Override
  public float weight(int example, int step) {
    return 1;
  }
}
