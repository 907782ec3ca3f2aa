package sluice.inspect;

import java.util.ArrayList;
import java.util.List;

/**
 * A recurrent cell as its equations say it, in double precision: how weights make the sums p of a
 * step from x and the state before, and what the cell's rule makes of them.
 *
 * @param rule from sums to the new state
 * @param links each weight's part in the sums
 * @param hidden H
 */
record CellEquations(CellRule rule, List<Link> links, int hidden) {
  /** What a weight is multiplied with. */
  enum Factor {
    /** The input of the step. */
    X,
    /** The hidden state before it. */
    H,
    /** 1: a bias. */
    ONE,
    /** The hidden state before it, element by element: the weight is a row. */
    EACH_H
  }

  /**
   * One weight: p[first + j] += Σ_k factor[k] · weight[k][j].
   *
   * @param weight its values, [rows, columns]
   * @param factor what it is multiplied with
   * @param first sum that its first column goes to
   */
  record Link(double[][] weight, Factor factor, int first) {}

  /** The sums of a step, [P]. */
  double[] sums(double[] x, double[] before) {
    double[] p = new double[rule.sums().size() * hidden];
    for (Link link : links) {
      for (int j = 0; j < link.weight[0].length; j++) {
        p[link.first + j] +=
            switch (link.factor) {
              case X -> dot(x, link.weight, j);
              case H -> dot(before, link.weight, j); // the weight has H rows, h stands first
              case ONE -> link.weight[0][j];
              case EACH_H -> before[j] * link.weight[0][j];
            };
      }
    }
    return p;
  }

  private static double dot(double[] factor, double[][] weight, int column) {
    double sum = 0;
    for (int k = 0; k < weight.length; k++) {
      sum += factor[k] * weight[k][column];
    }
    return sum;
  }

  /** All steps of a sequence that begins at a state of zeros. */
  List<CellStep> steps(double[][] x) {
    List<CellStep> steps = new ArrayList<>();
    double[] state = new double[rule.states() * hidden];
    for (double[] input : x) {
      CellStep step = rule.step(sums(input, state), state);
      steps.add(step);
      state = step.state();
    }
    return steps;
  }

  /** ∂p∕∂s₋₁, [P, S]: the recurrent weights, each where it belongs. */
  double[][] sumsOfState() {
    double[][] k = new double[rule.sums().size() * hidden][rule.states() * hidden];
    for (Link link : links) {
      for (int j = 0; j < link.weight[0].length; j++) {
        if (link.factor == Factor.EACH_H) {
          k[link.first + j][j] += link.weight[0][j];
        } else if (link.factor == Factor.H) {
          for (int row = 0; row < hidden; row++) {
            k[link.first + j][row] += link.weight[row][j];
          }
        }
      }
    }
    return k;
  }

  /** ∂s∕∂s₋₁ of a step, [S, S]: what goes on directly, and what goes through the sums. */
  double[][] jacobian(CellStep step) {
    double[][] jacobian = Vectors.product(step.throughSums(), sumsOfState());
    for (int row = 0; row < jacobian.length; row++) {
      Vectors.add(step.direct()[row], jacobian[row]);
    }
    return jacobian;
  }

  /** What one step adds to the gradient of a weight: factor ⊗ dp. */
  double[][] term(Link link, double[] x, double[] before, double[] dp) {
    double[][] term = new double[link.weight.length][link.weight[0].length];
    for (int k = 0; k < term.length; k++) {
      for (int j = 0; j < term[k].length; j++) {
        double factor =
            switch (link.factor) {
              case X -> x[k];
              case H -> before[k];
              case ONE -> 1;
              case EACH_H -> before[j];
            };
        term[k][j] = factor * dp[link.first + j];
      }
    }
    return term;
  }
}
