package sluice.nn;

/**
 * What is randomly left out in a recurrence while training. All are 0 for none, else below 1.
 *
 * @param recurrentDropout share of the candidates that write nothing, drawn anew at every step; the
 *     rest write 1 ∕ (1 − share) as much (Semeniuta et al. 2016)
 * @param stateDropout share of h that the next step does not see, one mask for all steps of a
 *     sequence; the rest count 1 ∕ (1 − share) as much (Gal &amp; Ghahramani 2016)
 * @param zoneoutCell share of the cells that keep their old value, drawn anew at every step
 *     (Krueger et al. 2017); outside training each keeps that share of it
 * @param zoneoutHidden the same of h
 * @param weightDrop share of the elements of the recurrent weights that are not used, one mask a
 *     batch; the rest count 1 ∕ (1 − share) as much (DropConnect, Wan et al. 2013; Merity et al.
 *     2018)
 */
public record Noise(
    float recurrentDropout,
    float stateDropout,
    float zoneoutCell,
    float zoneoutHidden,
    float weightDrop) {
  /** Nothing is left out. */
  public static final Noise NONE = new Noise(0, 0, 0, 0);

  public Noise {
    check("recurrentDropout", recurrentDropout);
    check("stateDropout", stateDropout);
    check("zoneoutCell", zoneoutCell);
    check("zoneoutHidden", zoneoutHidden);
    check("weightDrop", weightDrop);
  }

  /** With all recurrent weights in use. */
  public Noise(float recurrentDropout, float stateDropout, float zoneoutCell, float zoneoutHidden) {
    this(recurrentDropout, stateDropout, zoneoutCell, zoneoutHidden, 0);
  }

  /** The same with some of the recurrent weights out of use. */
  public Noise weightDrop(float share) {
    return new Noise(recurrentDropout, stateDropout, zoneoutCell, zoneoutHidden, share);
  }

  /** Throws if it is to drop recurrent weights of a layer that has no matrix of them. */
  void checkNoMatrix(String layer) {
    if (weightDrop != 0) {
      throw new IllegalArgumentException(
          layer
              + " has one recurrent weight a unit, no matrix to drop from, weightDrop must be 0,"
              + " was "
              + weightDrop);
    }
  }

  /** Throws if it is to zone out the cell of a layer that has none. */
  void checkNoCell(String layer) {
    if (zoneoutCell != 0) {
      throw new IllegalArgumentException(
          layer + " has no cell to zone out, zoneoutCell must be 0, was " + zoneoutCell);
    }
  }

  private static void check(String name, float share) {
    if (!(share >= 0 && share < 1)) {
      throw new IllegalArgumentException(name + " must be at least 0 and below 1, was " + share);
    }
  }
}
