package sluice.train;

import java.util.Optional;
import sluice.fixture.Bits;
import sluice.fixture.OtherJvm;
import sluice.fixture.Samples;
import sluice.kernel.Kernels;
import sluice.loss.Head;
import sluice.loss.Model;
import sluice.loss.SoftmaxCrossEntropy;
import sluice.math.Workers;
import sluice.nn.LayerSpec;
import sluice.nn.Network;
import sluice.optim.Adam;
import sluice.optim.Clip;

/**
 * A training whose sizes make work for several threads and leave a rest at every vector width; as a
 * program, so that it can run in a JVM with other settings. It prints which kernels it had and what
 * became of the weights.
 */
public final class WholeTraining {
  private WholeTraining() {}

  /** Prints the kernels and a hash. */
  public static void main(String[] args) {
    OtherJvm.print(
        Kernels.get().name() + " " + Kernels.get().lanes() + " " + hash(Workers.serial()));
  }

  static String hash(Workers workers) {
    LayerSpec spec =
        LayerSpec.stack(LayerSpec.lstm(97), LayerSpec.dropout(0.3f), LayerSpec.rnn(70));
    Network network = Network.create(9, spec, 2);
    Model model = new Model(network, Head.dense(70, 67, new SoftmaxCrossEntropy(), 2));
    float[][][] inputs = new float[38][][];
    int[][] classes = new int[inputs.length][];
    for (int s = 0; s < inputs.length; s++) {
      int steps = 1 + (5 * s) % 11;
      inputs[s] = new float[steps][];
      classes[s] = new int[steps];
      for (int t = 0; t < steps; t++) {
        inputs[s][t] = Samples.normal(1, 9, 100L * s + t).toArray();
        classes[s][t] = (s * 7 + t) % 67;
      }
    }
    Clip clip = Clip.norm(1);
    Training training =
        new Trainer(
                model,
                TrainConfig.DEFAULT.epochs(2),
                clip,
                g -> new Adam(Adam.Config.DEFAULT.rate(0.01), g, clip))
            .fit(
                ArrayBatches.classes(inputs, classes, 19).shuffled(1),
                Optional.of(ArrayBatches.classes(inputs, classes, 38)),
                Hooks.none().workers(workers));
    return Long.toHexString(Bits.hash(model.weights()))
        + " "
        + training.epochs().getLast().trainingLoss()
        + " "
        + training.epochs().getLast().validationLoss();
  }
}
