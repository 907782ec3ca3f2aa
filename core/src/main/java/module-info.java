/** The engine: kernels, layers, losses, optimisers and training; no dependency, no native code. */
module sluice.core {
  requires jdk.incubator.vector;

  exports sluice.math;
  exports sluice.nn;
  exports sluice.loss;
  exports sluice.metric;
  exports sluice.optim;
  exports sluice.train;
  exports sluice.inspect;
  exports sluice.speed;
}
