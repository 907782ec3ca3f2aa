package sluice.bench.bits;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import sluice.loss.Head;
import sluice.loss.Model;
import sluice.loss.SoftmaxCrossEntropy;
import sluice.math.Rng;
import sluice.nn.LayerSpec;
import sluice.nn.Network;
import sluice.optim.Adam;
import sluice.optim.Clip;
import sluice.optim.Sgd;
import sluice.train.ArrayBatches;
import sluice.train.TrainConfig;

/** Something to train whose weights are to come out equal everywhere. */
interface Work {
  /** The large ones. */
  List<String> NAMES = List.of("c1", "c2", "ragged", "births");

  /** The same with few steps and units, for what is a hundred times slower. */
  List<String> SMALL_NAMES = List.of("c1-small", "c2-small", "ragged-small", "births-small");

  /**
   * Trains to the end, going on from the newest checkpoint in the folder if there is one.
   *
   * @param folder where checkpoints go
   * @param saveSeconds seconds between checkpoints, 0 for one after every step if possible
   * @param step told of every step
   * @return the digest of the weights
   */
  String train(Path folder, int saveSeconds, Runnable step);

  /** Steps of a whole training; never fewer than this. */
  int steps();

  static Work named(String name) {
    return switch (name) {
      case "c1" -> threeLayers(20, 30);
      case "c1-small" -> threeLayers(2, 13);
      case "c2" -> text(10, new TextBatches(20, 32, 35, 28), 256);
      case "c2-small" -> text(2, new TextBatches(6, 32, 9, 28), 37);
      case "ragged" -> ragged(25, 60, 48);
      case "ragged-small" -> ragged(2, 20, 13);
      case "births" -> new BirthsWork(300, List.of("training.epochs=2"));
      case "births-small" ->
          new BirthsWork(
              40,
              List.of(
                  "model.layers=[{lstm: 9}, {lstm: 7}]",
                  "training.epochs=1",
                  "training.batch=128",
                  "window.history=14"));
      default -> throw new IllegalArgumentException("there is no work " + name);
    };
  }

  /** C1: three layers, ten batches of 32 sequences of 10 steps, two classes at the last, Adam. */
  private static Work threeLayers(int epochs, int hidden) {
    LayerSpec lstm = LayerSpec.lstm(hidden);
    LayerSpec layers = LayerSpec.stack(lstm, lstm, lstm, LayerSpec.lastStep());
    return new EngineWork(
        () -> classifier(2, layers, 2),
        walks(320, 2, s -> 10).batches(32).shuffled(3),
        Optional.empty(),
        TrainConfig.DEFAULT.epochs(epochs),
        Clip.NONE,
        gradients -> new Adam(Adam.Config.DEFAULT, gradients, Clip.NONE));
  }

  /** C2: characters in, the next character out at every step, gradient descent with a clip. */
  private static Work text(int epochs, TextBatches text, int hidden) {
    Clip clip = Clip.norm(1);
    return new EngineWork(
        () -> classifier(28, LayerSpec.lstm(hidden), 28),
        text,
        Optional.empty(),
        TrainConfig.DEFAULT.epochs(epochs),
        clip,
        gradients -> new Sgd(new Sgd.Config(1, 0), gradients, clip));
  }

  /** Sequences of 1 to {@code longest} steps, dropout, three groups a batch, a validation part. */
  private static Work ragged(int epochs, int longest, int hidden) {
    LayerSpec layers =
        LayerSpec.stack(
            LayerSpec.lstm(hidden),
            LayerSpec.dropout(0.3f),
            LayerSpec.lstm(hidden / 2),
            LayerSpec.lastStep());
    IntUnaryOperator length = s -> 1 + Rng.below(Rng.key(5, Rng.DATA, 0, 0, s, 0), 0, longest);
    Clip clip = Clip.norm(0.5);
    return new EngineWork(
        () -> classifier(3, layers, 2),
        walks(192, 3, length).batches(24).shuffled(7),
        Optional.of(walks(40, 3, s -> 1 + 7 * s % longest).batches(24)),
        TrainConfig.DEFAULT.epochs(epochs).groups(3),
        clip,
        gradients -> new Adam(Adam.Config.DEFAULT.rate(0.005), gradients, clip));
  }

  private static Model classifier(int inputs, LayerSpec layers, int classes) {
    Network network = Network.create(inputs, layers, 1);
    return new Model(
        network, Head.dense(network.outputSize(), classes, new SoftmaxCrossEntropy(), 1));
  }

  /** Sequences of random numbers; the class is whether their first column sums to more than 0. */
  record Walks(float[][][] inputs, int[][] classes) {
    ArrayBatches batches(int size) {
      return ArrayBatches.classes(inputs, classes, size);
    }
  }

  private static Walks walks(int count, int columns, IntUnaryOperator length) {
    float[][][] inputs = new float[count][][];
    int[][] classes = new int[count][1];
    for (int s = 0; s < count; s++) {
      long key = Rng.key(9, Rng.DATA, 0, 0, s, 0);
      inputs[s] = new float[length.applyAsInt(s)][columns];
      double sum = 0;
      for (int t = 0; t < inputs[s].length; t++) {
        for (int j = 0; j < columns; j++) {
          inputs[s][t][j] = Rng.normal(key, t * columns + j);
        }
        sum += inputs[s][t][0];
      }
      classes[s][0] = sum > 0 ? 1 : 0;
    }
    return new Walks(inputs, classes);
  }
}
