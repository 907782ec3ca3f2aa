package sluice.inspect;

/**
 * What the steps of one sequence come to inside a recurrent layer, as {@code sluice.nn.Probe} is
 * shown it: t in the order in which the layer reads.
 */
final class ReferenceTrace {
  /** Of a layer that has no steps of its own. */
  static final ReferenceTrace NONE = new ReferenceTrace(0);

  final double[][] gates; // [T, gates·H]
  final double[][] dh; // [T, H]
  final double[][] dc; // [T, H]  from both of its sources
  final double[][] dcFromNext; // [T, H]
  final double[][] da; // [T, gates·H]

  ReferenceTrace(int steps) {
    gates = new double[steps][0];
    dh = new double[steps][0];
    dc = new double[steps][0];
    dcFromNext = new double[steps][0];
    da = new double[steps][0];
  }
}
