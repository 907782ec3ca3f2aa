package sluice.kernel;

import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LT;
import static sluice.kernel.Lanes.COUNT;
import static sluice.kernel.Lanes.FLOATS;

import jdk.incubator.vector.FloatVector;

/** The same as {@link ScalarUpdates}, bit for bit, on vectors; what is left over goes there. */
final class VectorUpdates implements Updates {
  static final VectorUpdates ALL = new VectorUpdates();

  private VectorUpdates() {}

  private static int whole(int n) {
    return n - n % COUNT;
  }

  @Override
  public void momentum(
      int n,
      int at,
      float rate,
      float momentum,
      float gradientScale,
      float[] g,
      float[] m,
      float[] start,
      float[] w) {
    int end = at + whole(n);
    for (int j = at; j < end; j += COUNT) {
      FloatVector step = fromArray(FLOATS, g, j).mul(gradientScale).mul(rate);
      FloatVector mean = fromArray(FLOATS, m, j).fma(broadcast(FLOATS, momentum), step);
      mean.intoArray(m, j);
      fromArray(FLOATS, start, j).sub(mean).intoArray(w, j);
    }
    ScalarUpdates.ALL.momentum(at + n - end, end, rate, momentum, gradientScale, g, m, start, w);
  }

  @Override
  public void byRoot(
      int n,
      int at,
      float rate,
      float keep,
      float add,
      float epsilon,
      float gradientScale,
      float[] g,
      float[] squares,
      float[] w) {
    int end = at + whole(n);
    for (int j = at; j < end; j += COUNT) {
      FloatVector gradient = fromArray(FLOATS, g, j).mul(gradientScale);
      FloatVector square = gradient.mul(gradient).mul(add);
      FloatVector sum = fromArray(FLOATS, squares, j).fma(broadcast(FLOATS, keep), square);
      sum.intoArray(squares, j);
      FloatVector step = gradient.mul(rate).div(sum.add(epsilon).sqrt());
      fromArray(FLOATS, w, j).sub(step).intoArray(w, j);
    }
    ScalarUpdates.ALL.byRoot(
        at + n - end, end, rate, keep, add, epsilon, gradientScale, g, squares, w);
  }

  @Override
  public void adaDelta(
      int n,
      int at,
      float rate,
      float rho,
      float epsilon,
      float gradientScale,
      float[] g,
      float[] squares,
      float[] moves,
      float[] w) {
    int end = at + whole(n);
    for (int j = at; j < end; j += COUNT) {
      FloatVector gradient = fromArray(FLOATS, g, j).mul(gradientScale);
      FloatVector square = gradient.mul(gradient).mul(1f - rho);
      FloatVector sum = fromArray(FLOATS, squares, j).fma(broadcast(FLOATS, rho), square);
      sum.intoArray(squares, j);
      FloatVector before = fromArray(FLOATS, moves, j);
      FloatVector move = before.add(epsilon).sqrt().div(sum.add(epsilon).sqrt()).mul(gradient);
      before.fma(broadcast(FLOATS, rho), move.mul(move).mul(1f - rho)).intoArray(moves, j);
      move.fma(broadcast(FLOATS, -rate), fromArray(FLOATS, w, j)).intoArray(w, j);
    }
    ScalarUpdates.ALL.adaDelta(
        at + n - end, end, rate, rho, epsilon, gradientScale, g, squares, moves, w);
  }

  @Override
  public void nadam(
      int n,
      int at,
      float fromMean,
      float fromGradient,
      float beta1,
      float beta2,
      float epsilon,
      float secondCorrection,
      float gradientScale,
      float[] g,
      float[] m,
      float[] v,
      float[] w) {
    int end = at + whole(n);
    for (int j = at; j < end; j += COUNT) {
      FloatVector gradient = fromArray(FLOATS, g, j).mul(gradientScale);
      FloatVector first =
          fromArray(FLOATS, m, j).fma(broadcast(FLOATS, beta1), gradient.mul(1f - beta1));
      FloatVector square = gradient.mul(gradient).mul(1f - beta2);
      FloatVector second = fromArray(FLOATS, v, j).fma(broadcast(FLOATS, beta2), square);
      first.intoArray(m, j);
      second.intoArray(v, j);
      FloatVector step = first.fma(broadcast(FLOATS, fromMean), gradient.mul(fromGradient));
      FloatVector root =
          second.sqrt().fma(broadcast(FLOATS, secondCorrection), broadcast(FLOATS, epsilon));
      fromArray(FLOATS, w, j).sub(step.div(root)).intoArray(w, j);
    }
    ScalarUpdates.ALL.nadam(
        at + n - end,
        end,
        fromMean,
        fromGradient,
        beta1,
        beta2,
        epsilon,
        secondCorrection,
        gradientScale,
        g,
        m,
        v,
        w);
  }

  @Override
  public void amsGrad(
      int n,
      int at,
      float rateCorrected,
      float beta1,
      float beta2,
      float epsilon,
      float secondCorrection,
      float gradientScale,
      float[] g,
      float[] m,
      float[] v,
      float[] largest,
      float[] w) {
    int end = at + whole(n);
    for (int j = at; j < end; j += COUNT) {
      FloatVector gradient = fromArray(FLOATS, g, j).mul(gradientScale);
      FloatVector first =
          fromArray(FLOATS, m, j).fma(broadcast(FLOATS, beta1), gradient.mul(1f - beta1));
      FloatVector square = gradient.mul(gradient).mul(1f - beta2);
      FloatVector second = fromArray(FLOATS, v, j).fma(broadcast(FLOATS, beta2), square);
      FloatVector top = fromArray(FLOATS, largest, j).max(second);
      first.intoArray(m, j);
      second.intoArray(v, j);
      top.intoArray(largest, j);
      FloatVector root =
          top.sqrt().fma(broadcast(FLOATS, secondCorrection), broadcast(FLOATS, epsilon));
      fromArray(FLOATS, w, j).sub(first.mul(rateCorrected).div(root)).intoArray(w, j);
    }
    ScalarUpdates.ALL.amsGrad(
        at + n - end,
        end,
        rateCorrected,
        beta1,
        beta2,
        epsilon,
        secondCorrection,
        gradientScale,
        g,
        m,
        v,
        largest,
        w);
  }

  @Override
  public void adamInside(
      int n,
      int at,
      float rateCorrected,
      float beta1,
      float beta2,
      float epsilon,
      float secondCorrection,
      float gradientScale,
      float[] g,
      float[] m,
      float[] v,
      float[] w) {
    int end = at + whole(n);
    for (int j = at; j < end; j += COUNT) {
      FloatVector gradient = fromArray(FLOATS, g, j).mul(gradientScale);
      FloatVector first =
          fromArray(FLOATS, m, j).fma(broadcast(FLOATS, beta1), gradient.mul(1f - beta1));
      FloatVector square = gradient.mul(gradient).mul(1f - beta2);
      FloatVector second = fromArray(FLOATS, v, j).fma(broadcast(FLOATS, beta2), square);
      first.intoArray(m, j);
      second.intoArray(v, j);
      FloatVector root =
          second.fma(broadcast(FLOATS, secondCorrection), broadcast(FLOATS, epsilon)).sqrt();
      fromArray(FLOATS, w, j).sub(first.mul(rateCorrected).div(root)).intoArray(w, j);
    }
    ScalarUpdates.ALL.adamInside(
        at + n - end,
        end,
        rateCorrected,
        beta1,
        beta2,
        epsilon,
        secondCorrection,
        gradientScale,
        g,
        m,
        v,
        w);
  }

  @Override
  public void penalise(
      int n, int at, float gradientScale, float l1, float l2, float[] w, float[] g) {
    int end = at + whole(n);
    for (int j = at; j < end; j += COUNT) {
      FloatVector weight = fromArray(FLOATS, w, j);
      FloatVector sign =
          FloatVector.zero(FLOATS)
              .blend(l1, weight.compare(GT, 0f))
              .blend(-l1, weight.compare(LT, 0f));
      weight
          .fma(broadcast(FLOATS, l2), fromArray(FLOATS, g, j).mul(gradientScale))
          .add(sign)
          .intoArray(g, j);
    }
    ScalarUpdates.ALL.penalise(at + n - end, end, gradientScale, l1, l2, w, g);
  }

  @Override
  public void approach(int n, int at, float share, float[] x, float[] y) {
    int end = at + whole(n);
    for (int j = at; j < end; j += COUNT) {
      FloatVector now = fromArray(FLOATS, y, j);
      fromArray(FLOATS, x, j).sub(now).fma(broadcast(FLOATS, share), now).intoArray(y, j);
    }
    ScalarUpdates.ALL.approach(at + n - end, end, share, x, y);
  }
}
