package sluice.bench;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.List;

/**
 * The workloads in libtorch, through DJL: its own fused LSTM ({@code torch::lstm}, which oneDNN
 * computes), its autograd, its linear, embedding and log-softmax.
 *
 * <p>Written at the level of tensors, below DJL's blocks and trainer, which copy and clear more
 * than PyTorch's own loop does: gradients are dropped after each step rather than set to zero, and
 * tensors are freed as soon as the step is done. What cannot be avoided:
 *
 * <ul>
 *   <li>The layers have two biases, as PyTorch's always do; the second is zero and not trained.
 *   <li>C2 reads one-hot rows, made once before the clock starts.
 *   <li>The gradient of an embedding is dense, as by default in PyTorch.
 *   <li>Cross-entropy is log-softmax and a look-up, as DJL has no other.
 *   <li>Adam is DJL's: ε stands beside √v before its correction.
 *   <li>Weights are packed for each call: eager PyTorch has no other way.
 * </ul>
 */
public final class Libtorch implements Engine {

  /** Workload and threads; see {@link Child}. */
  public static void main(String[] arguments) {
    Child.run(new Libtorch(), arguments);
  }

  @Override
  public String name() {
    return "libtorch";
  }

  @Override
  public String version() {
    return "libtorch "
        + ai.djl.engine.Engine.getEngine("PyTorch").getVersion()
        + " through DJL "
        + ai.djl.engine.Engine.getDjlVersion();
  }

  @Override
  public Task prepare(Workload work, int threads) {
    System.setProperty("ai.djl.offline", "true");
    System.setProperty("ai.djl.pytorch.num_threads", String.valueOf(threads));
    LibtorchNet net = new LibtorchNet(work);
    if (JniUtils.getNumThreads() != threads) {
      throw new IllegalStateException(
          "libtorch runs on " + JniUtils.getNumThreads() + " threads, not on " + threads);
    }
    JniUtils.setGradMode(work.training());
    return switch (work.job()) {
      case Workload.Job.Sgd(float rate, float clip) -> new Training(net, new Sgd(rate, clip));
      case Workload.Job.Adam(float rate) -> new Training(net, new Adam(net, rate));
      case Workload.Job.Gradients() -> new Backward(net);
      case Workload.Job.Predict() -> new Forward(net);
      case Workload.Job.Advance() -> new Advance(net);
    };
  }

  /** Forward, loss, backward, optimiser. */
  private static final class Training extends Closing {
    private final Update update;
    private final PtNDArray one;
    private float loss;

    Training(LibtorchNet net, Update update) {
      super(net);
      this.update = update;
      one = (PtNDArray) net.input().getManager().ones(new ai.djl.ndarray.types.Shape());
    }

    @Override
    public void step() {
      try (NDManager step = net.step()) {
        List<PtNDArray> leaves = net.leaves(step);
        PtNDArray value = net.loss(step, leaves);
        JniUtils.backward(value, one, false, false);
        update.apply(net.parameters(), leaves);
        loss = value.getFloat();
      }
    }

    @Override
    public double loss() {
      return loss;
    }
  }

  /** What changes the weights; the gradients stand with the leaves. */
  private interface Update {
    void apply(List<PtNDArray> weights, List<PtNDArray> leaves);
  }

  private record Sgd(float rate, float clip) implements Update {
    @Override
    public void apply(List<PtNDArray> weights, List<PtNDArray> leaves) {
      List<PtNDArray> gradients = leaves.stream().map(JniUtils::getGradient).toList();
      double squares = 0;
      for (PtNDArray gradient : gradients) {
        try (NDArray norm = gradient.norm()) {
          squares += Math.pow(norm.getFloat(), 2);
        }
      }
      double factor = rate * Math.min(1, clip / Math.sqrt(squares));
      for (int p = 0; p < weights.size(); p++) {
        weights.get(p).subi(gradients.get(p).muli(factor));
      }
    }
  }

  private static final class Adam implements Update {
    private static final float BETA1 = 0.9f;
    private static final float BETA2 = 0.999f;
    private static final float EPSILON = 1e-8f;

    private final float rate;
    private final List<PtNDArray> means;
    private final List<PtNDArray> squares;
    private int steps;

    Adam(LibtorchNet net, float rate) {
      this.rate = rate;
      means = net.parameters().stream().map(w -> (PtNDArray) w.zerosLike()).toList();
      squares = net.parameters().stream().map(w -> (PtNDArray) w.zerosLike()).toList();
    }

    @Override
    public void apply(List<PtNDArray> weights, List<PtNDArray> leaves) {
      steps++;
      double correction = Math.sqrt(1 - Math.pow(BETA2, steps)) / (1 - Math.pow(BETA1, steps));
      for (int p = 0; p < weights.size(); p++) {
        JniUtils.adamUpdate(
            weights.get(p),
            JniUtils.getGradient(leaves.get(p)),
            means.get(p),
            squares.get(p),
            rate,
            (float) (rate * correction),
            0,
            1,
            -1,
            BETA1,
            BETA2,
            EPSILON,
            false);
      }
    }
  }

  /** Forward and backward of the layers, also to the input. */
  private static final class Backward extends Closing {
    Backward(LibtorchNet net) {
      super(net);
    }

    @Override
    public void step() {
      try (NDManager step = net.step()) {
        PtNDArray x = LibtorchNet.leaf(net.input(), step);
        NDList out = net.layers(x, net.zeroState(), net.leaves(step), true);
        JniUtils.backward((PtNDArray) out.get(0), net.target(), false, false);
      }
    }
  }

  /** Whole sequences. */
  private static final class Forward extends Closing {
    private NDList output = new NDList();

    Forward(LibtorchNet net) {
      super(net);
    }

    @Override
    public void step() {
      output.close();
      output = net.layers(net.input(), net.zeroState(), net.parameters(), false);
    }

    @Override
    public float[] output() {
      return output.get(0).toFloatArray();
    }
  }

  /** One step of each sequence, state kept. */
  private static final class Advance extends Closing {
    private NDList state; // output, h, c

    Advance(LibtorchNet net) {
      super(net);
      NDList zero = net.zeroState();
      state = new NDList(net.input().duplicate(), zero.get(0), zero.get(1));
    }

    @Override
    public void step() {
      NDList before = new NDList(state.get(1), state.get(2));
      NDList after = net.layers(net.input(), before, net.parameters(), false);
      state.close();
      state = after;
    }

    @Override
    public float[] output() {
      return state.get(0).toFloatArray();
    }
  }

  private abstract static class Closing implements Task {
    final LibtorchNet net;

    Closing(LibtorchNet net) {
      this.net = net;
    }

    @Override
    public double loss() {
      return Double.NaN;
    }

    @Override
    public float[] output() {
      throw new UnsupportedOperationException("not kept by this task");
    }

    @Override
    public void close() {
      net.close();
    }
  }
}
