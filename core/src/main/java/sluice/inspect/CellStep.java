package sluice.inspect;

import java.util.Map;
import java.util.Objects;

/**
 * One step of a recurrent cell, with all of its derivatives written out as matrices.
 *
 * <pre>
 *   p = what the weights make of x and s₋₁ (affine)     s = rule(p, s₋₁)
 *   ∂s∕∂s₋₁ = direct + throughSums · ∂p∕∂s₋₁
 * </pre>
 *
 * @param values gates and states by name, each [H], in the order in which they are computed
 * @param state s, [S]: h, and for an LSTM h then c
 * @param direct ∂s∕∂s₋₁ with p held, [S, S], a row for each element of s
 * @param throughSums ∂s∕∂p with s₋₁ held, [S, P], a row for each element of s
 */
record CellStep(
    Map<String, double[]> values, double[] state, double[][] direct, double[][] throughSums) {

  /** A gate or state by its name, [H]. */
  double[] value(String name) {
    return Objects.requireNonNull(values.get(name), name);
  }
}
