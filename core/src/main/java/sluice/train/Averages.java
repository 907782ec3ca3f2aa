package sluice.train;

import java.util.Arrays;
import sluice.kernel.Kernels;
import sluice.math.Matrix;
import sluice.nn.Gradients;
import sluice.nn.Weight;
import sluice.optim.Averaging;

/**
 * The running averages of all trained weights, and the swap that puts them in the weights' place.
 */
final class Averages {
  private static final Kernels KERNELS = Kernels.get();

  private final Averaging asked;
  private final Gradients gradients;
  private final Matrix[] means; // by trained weight; none where there is no averaging
  private final Gradients.Rows approaching = this::approach;
  private Averaging averaging; // what was asked, or what it has become
  private double[] judged = {}; // epochs, as long as that tells when to begin
  private float share;
  private long averaged; // steps in the mean

  Averages(Averaging averaging, Gradients gradients) {
    this.asked = averaging;
    this.averaging = averaging;
    this.gradients = gradients;
    means = new Matrix[averaging instanceof Averaging.None ? 0 : gradients.count()];
    for (int i = 0; i < means.length; i++) {
      means[i] = gradients.weight(i).values().copy();
    }
  }

  /** Takes the weights after a step into the averages. */
  void add(long step, int epoch) {
    if (means.length > 0) {
      share = (float) averaging.share(step, epoch, averaged);
      averaged = averaging.counts(epoch) ? averaged + 1 : 0;
      gradients.forAll(approaching);
    }
  }

  private void approach(int i, int from, int to) {
    Matrix w = gradients.weight(i).values();
    int n = (to - from) * w.columns();
    if (share == 1) {
      System.arraycopy(w.data(), w.at(from), means[i].data(), w.at(from), n);
    } else {
      KERNELS.updates(n).approach(n, w.at(from), share, w.data(), means[i].data());
    }
  }

  /** Hears what an epoch was judged, less being better. */
  void judged(int epoch, double value) {
    if (averaging instanceof Averaging.NonMonotone wait) {
      judged = Arrays.copyOf(judged, judged.length + 1);
      judged[judged.length - 1] = value;
      if (wait.begins(judged)) {
        averaging = new Averaging.Mean(epoch + 1);
      }
    }
  }

  /** Exchanges weights and averages; twice leaves all as it was. */
  void swap() {
    for (int i = 0; i < means.length; i++) {
      Weight weight = gradients.weight(i);
      Matrix w = weight.values();
      for (int j = 0; j < w.size(); j++) {
        float mean = means[i].data()[j];
        means[i].data()[j] = w.data()[w.at(0) + j];
        w.data()[w.at(0) + j] = mean;
      }
      weight.changed();
    }
  }

  void save(Checkpoint checkpoint) {
    for (int i = 0; i < means.length; i++) {
      checkpoint.put("average/" + gradients.weight(i).name(), means[i].toArray());
    }
    if (means.length > 0) {
      checkpoint.put("averaged", new long[] {averaged});
    }
    if (asked instanceof Averaging.NonMonotone) {
      int from = averaging instanceof Averaging.Mean mean ? mean.from() : 0;
      checkpoint.put("averaged-from", new long[] {from});
      checkpoint.put("averaged-judged", judged.clone());
    }
  }

  void restore(Checkpoint checkpoint) {
    for (int i = 0; i < means.length; i++) {
      String name = "average/" + gradients.weight(i).name();
      float[] values = checkpoint.floats(name, means[i].size());
      System.arraycopy(values, 0, means[i].data(), 0, values.length);
    }
    if (means.length > 0) {
      averaged = checkpoint.longs("averaged")[0];
    }
    if (asked instanceof Averaging.NonMonotone) {
      int from = (int) checkpoint.longs("averaged-from")[0];
      averaging = from > 0 ? new Averaging.Mean(from) : asked;
      judged = checkpoint.doubles("averaged-judged").clone();
    }
  }
}
