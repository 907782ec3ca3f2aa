package sluice.bench;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import sluice.loss.Head;
import sluice.loss.Loss;
import sluice.loss.RegressionLoss;
import sluice.loss.SoftmaxCrossEntropy;
import sluice.loss.Target;
import sluice.math.Matrix;
import sluice.math.Steps;
import sluice.math.Workers;
import sluice.nn.Capacity;
import sluice.nn.Draw;
import sluice.nn.Gradients;
import sluice.nn.Input;
import sluice.nn.LayerSpec;
import sluice.nn.Network;
import sluice.nn.PassSettings;
import sluice.nn.Probe;
import sluice.nn.Weight;

/** What a workload is made of in Sluice: network, head, inputs, targets, from {@link Data}. */
final class SluiceParts {
  private static final long SEED = 1;

  private SluiceParts() {}

  /** The layers, with the weights of the workload. */
  static Network network(Workload work) {
    int hidden = work.stack().hidden();
    List<LayerSpec> layers = new ArrayList<>();
    if (work.inputs() instanceof Workload.Inputs.Embedding words) {
      layers.add(LayerSpec.embedding(words.width()));
    }
    for (int l = 0; l < work.stack().layers(); l++) {
      layers.add(LayerSpec.lstm(hidden));
    }
    if (work.goalRows() < work.rows()) {
      layers.add(LayerSpec.lastStep());
    }
    LayerSpec[] all = layers.toArray(LayerSpec[]::new);
    Network network = Network.create(columns(work), LayerSpec.stack(all), SEED);
    Data data = new Data(work);
    Iterator<Weight> weights = network.weights().iterator();
    if (work.inputs() instanceof Workload.Inputs.Embedding words) {
      set(weights.next(), data.embedding(words));
    }
    for (Data.Lstm layer : data.layers()) {
      set(weights.next(), layer.wx());
      set(weights.next(), layer.wh());
      set(weights.next(), layer.b());
    }
    return network;
  }

  /** The dense head with its loss. */
  static Head head(Workload work) {
    Loss loss =
        work.goal() instanceof Workload.Goal.NumbersAtEnd
            ? new RegressionLoss.Squared()
            : new SoftmaxCrossEntropy();
    Head head = Head.dense(work.stack().hidden(), work.goal().outputs(), loss, SEED);
    Data.Dense weights = new Data(work).head();
    set(head.weights().getFirst(), weights.w());
    set(head.weights().getLast(), weights.b());
    return head;
  }

  /** A pass for just this batch; it trains where there are gradients. */
  static PassSettings settings(Workload work, Workers workers, Optional<Gradients> gradients) {
    Capacity capacity = Capacity.of(work.batch().steps(), work.batch().sequences());
    return new PassSettings(capacity, gradients, Probe.NONE, new Draw(SEED), workers, false);
  }

  /** How the rows lie. */
  static Steps steps(Workload work) {
    return Steps.equal(work.batch().steps(), work.batch().sequences());
  }

  /** Rows of numbers, or ids to be looked up. */
  static Input input(Workload work) {
    Data data = new Data(work);
    return work.inputs() instanceof Workload.Inputs.Numbers
        ? new Input.Rows(matrix(work.rows(), data.numbers()))
        : Input.Ids.of(columns(work), data.ids());
  }

  private static int columns(Workload work) {
    return work.inputs() instanceof Workload.Inputs.Embedding words
        ? words.words()
        : work.inputs().width();
  }

  /** What should come out. */
  static Target target(Workload work) {
    Data data = new Data(work);
    return work.goal() instanceof Workload.Goal.NumbersAtEnd
        ? new Target.Values(matrix(work.goalRows(), data.targets()))
        : Target.ClassIds.of(data.classes());
  }

  /** Values row by row as a matrix. */
  static Matrix matrix(int rows, float[] values) {
    Matrix matrix = Matrix.of(rows, values.length / rows);
    System.arraycopy(values, 0, matrix.data(), 0, values.length);
    return matrix;
  }

  private static void set(Weight weight, float[] values) {
    if (weight.size() != values.length) {
      throw new IllegalStateException(weight + " is given " + values.length + " values");
    }
    System.arraycopy(values, 0, weight.values().data(), weight.values().at(0), values.length);
    weight.changed();
  }
}
