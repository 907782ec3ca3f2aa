package sluice.nn;

/** What makes a gate's value, between 0 and 1, of its pre-activation. */
public enum GateFunction {
  /** 1 ∕ (1 + e^−a). */
  SIGMOID,
  /**
   * min(1, max(0, a∕6 + 0.5)): a line that is quite open beyond 3 and quite shut below −3
   * (Courbariaux et al. 2015).
   */
  HARD_SIGMOID;

  boolean hard() {
    return this == HARD_SIGMOID;
  }
}
