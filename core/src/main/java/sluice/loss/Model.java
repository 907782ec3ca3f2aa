package sluice.loss;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import sluice.math.Matrix;
import sluice.math.Steps;
import sluice.nn.Capacity;
import sluice.nn.Gradients;
import sluice.nn.Input;
import sluice.nn.Network;
import sluice.nn.PassSettings;
import sluice.nn.Weight;

/**
 * A network with its head: what is trained, saved and served.
 *
 * @param network the layers
 * @param head what stands on top; reads as many columns as the network gives
 */
public record Model(Network network, Head head) implements Predictor {
  public Model {
    if (network.outputSize() != head.inputSize()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "the network gives %d columns, the head reads %d",
              network.outputSize(),
              head.inputSize()));
    }
    head.tied()
        .filter(table -> !network.weights().contains(table))
        .ifPresent(table -> {
          throw new IllegalArgumentException("the head is tied to " + table + " of no layer here");
        });
  }

  /** All weights: the network's, bottom layer first, then the head's. */
  public List<Weight> weights() {
    return Stream.concat(network.weights().stream(), head.weights().stream()).toList();
  }

  /** This model alone. */
  @Override
  public List<Model> members() {
    return List.of(this);
  }

  /** Number of values in all weights. */
  @Override
  public long parameters() {
    return weights().stream().mapToLong(Weight::size).sum();
  }

  /** Bytes that a pass of this capacity holds, about. */
  public long passBytes(Capacity capacity, boolean training) {
    int rows = network.capacityAfter(capacity).rows();
    long dh = training ? (long) rows * network.outputSize() : 0;
    return network.passBytes(capacity, training)
        + Float.BYTES * (head.passFloats(rows, training) + dh);
  }

  /** Buffers for passes of up to the settings' capacity. */
  @Override
  public Pass pass(PassSettings settings) {
    return new Pass(settings);
  }

  /** One run through network and head. One thread at a time. */
  public final class Pass implements Predictor.Pass {
    private final Network.Pass layers;
    private final Head.Pass end;
    private final Optional<Gradients> gradients;
    private final Matrix dh; // [N, H]
    private final int outputs;
    private double weight;

    private Pass(PassSettings settings) {
      gradients = settings.gradients();
      layers = network.pass(settings);
      int rows = network.capacityAfter(settings.capacity()).rows();
      end = head.pass(rows, settings.gradients(), settings.workers());
      outputs = head.loss().outputs(head.outputSize());
      dh = Matrix.of(settings.gradients().isPresent() ? rows : 0, network.outputSize());
    }

    /** The pass of the layers: states in and out, hidden states. */
    public Network.Pass network() {
      return layers;
    }

    private Matrix forward(Input x, Steps steps) {
      Matrix h = layers.forward(x, steps);
      end.layout(layers.steps());
      return h;
    }

    /** Predictions in the units of the target, [N′, O]; valid until the next call. */
    @Override
    public Matrix predict(Input x, Steps steps) {
      return end.predict(forward(x, steps));
    }

    /**
     * Advances many keys by one step; see {@link Network.Pass#step}. Returns predictions, one row a
     * key.
     */
    public Matrix step(float[] slab, int[] slots, Input x) {
      return end.predict(layers.step(slab, slots, x));
    }

    /** The loss of a batch, summed over rows times their weights. */
    public double loss(Input x, Steps steps, Target target, float[] weights) {
      return end.loss(forward(x, steps), target, weights);
    }

    /**
     * The same, adding the gradients of that sum to the gradients of all weights, and those of what
     * is asked of layers' outputs beside it, {@link Network.Pass#penalty}, times {@link #weight}.
     */
    public double lossAndGradient(Input x, Steps steps, Target target, float[] weights) {
      return lossAndGradient(x, steps, target, weights, Reduction.MEAN);
    }

    /** The same for a sum that will be divided otherwise. */
    public double lossAndGradient(
        Input x, Steps steps, Target target, float[] weights, Reduction reduction) {
      Matrix h = forward(x, steps);
      weight = reduction.divisor(layers.steps(), weights, outputs);
      if (gradients.isPresent()) {
        gradients.get().lossWeight(weight);
      }
      double loss = end.lossAndGradient(h, target, weights, dh);
      layers.backward(dh);
      return loss;
    }

    /** What the last summed loss with gradients is to be divided by. */
    public double weight() {
      return weight;
    }

    /** How the rows of the predictions lie. */
    @Override
    public Steps steps() {
      return layers.steps();
    }
  }
}
