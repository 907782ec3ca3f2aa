package sluice.nn;

/**
 * In what an LSTM differs from the plain one.
 *
 * @param peepholes whether the gates see the cell state, each unit its own (Gers &amp; Schmidhuber
 *     2000): i and f that of the step before, o the new one
 * @param coupled whether what is not kept is written, i = 1 − f (Greff et al. 2017)
 * @param projection P, numbers to which h is projected and which it hands on (Sak et al. 2014); 0
 *     for none: h has as many as there are units
 * @param normalised whether the sums of input and state, and the cell state before its tanh, are
 *     normalised over the units (Ba et al. 2016)
 * @param gates what makes the gates' values
 */
public record LstmForm(
    boolean peepholes, boolean coupled, int projection, boolean normalised, GateFunction gates) {
  /** The plain one. */
  public static final LstmForm PLAIN = new LstmForm(false, false, 0, false, GateFunction.SIGMOID);

  public LstmForm {
    if (projection < 0) {
      throw new IllegalArgumentException(
          "projection must be at least 1, or 0 for none, was " + projection);
    }
  }

  /** The same with peepholes. */
  public LstmForm withPeepholes() {
    return new LstmForm(true, coupled, projection, normalised, gates);
  }

  /** The same with i = 1 − f. */
  public LstmForm withCoupledGates() {
    return new LstmForm(peepholes, true, projection, normalised, gates);
  }

  /** The same with h projected to P numbers. */
  public LstmForm projectedTo(int size) {
    return new LstmForm(peepholes, coupled, size, normalised, gates);
  }

  /** The same with normalised sums. */
  public LstmForm withNormalisedSums() {
    return new LstmForm(peepholes, coupled, projection, true, gates);
  }

  /** The same with another function of the gates. */
  public LstmForm withGates(GateFunction function) {
    return new LstmForm(peepholes, coupled, projection, normalised, function);
  }
}
