package sluice.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * The workloads in Deeplearning4j, as its guide writes them: a {@code MultiLayerNetwork}, one
 * {@code fit} a step, workspaces on as by default. What cannot be avoided:
 *
 * <ul>
 *   <li>Its LSTM is written in Java on ND4J's operations; there is no fused one that trains.
 *   <li>It clips the norm of each layer's gradient, not of all together.
 *   <li>Its loss is a sum over steps: rate and clip are scaled so that the updates are the same.
 *   <li>Labels are one-hot, made once before the clock starts; so are the characters of C2.
 *   <li>Its squared error has no ½; Adam does not mind.
 * </ul>
 *
 * <p>ND4J's plain build is used, whose OpenBLAS finds the widest instructions by itself; no LSTM of
 * its build for oneDNN is in oneDNN, and two runs of it on C2 showed no gain.
 */
public final class Deeplearning4j implements Engine {

  private static final String POM =
      "/META-INF/maven/org.deeplearning4j/deeplearning4j-nn/pom.properties";

  /** Workload and threads; see {@link Child}. */
  public static void main(String[] arguments) {
    Child.run(new Deeplearning4j(), arguments);
  }

  @Override
  public String name() {
    return "dl4j";
  }

  @Override
  public String version() {
    Properties properties = new Properties();
    try (InputStream in = MultiLayerNetwork.class.getResourceAsStream(POM)) {
      properties.load(Objects.requireNonNull(in, POM));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return "Deeplearning4j " + properties.getProperty("version");
  }

  @Override
  public Task prepare(Workload work, int threads) {
    MultiLayerNetwork net = Deeplearning4jNet.network(work); // loads the backend
    NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(threads);
    return switch (work.job()) {
      case Workload.Job.Sgd sgd -> new Training(work, net, work.batch().steps());
      case Workload.Job.Adam adam ->
          new Training(work, net, work.goal() instanceof Workload.Goal.NumbersAtEnd ? 2 : 1);
      case Workload.Job.Gradients() -> new Backward(work, net);
      case Workload.Job.Predict() -> new Forward(work, net);
      case Workload.Job.Advance() -> new Advance(work, net);
    };
  }

  /** Forward, loss, backward, optimiser. */
  private static final class Training extends Common {
    private final INDArray labels;
    private final double terms; // of the loss, that it sums and we average

    Training(Workload work, MultiLayerNetwork net, double terms) {
      super(work, net);
      labels = Deeplearning4jNet.labels(work);
      this.terms = terms;
    }

    @Override
    public void step() {
      net.fit(x, labels);
    }

    @Override
    public double loss() {
      return net.score() / terms;
    }
  }

  /** Forward and backward of the layers, also to the input. */
  private static final class Backward extends Common {
    private final INDArray dy;

    Backward(Workload work, MultiLayerNetwork net) {
      super(work, net);
      dy = Deeplearning4jNet.labels(work);
    }

    @Override
    public void step() {
      net.setInput(x);
      net.feedForward(true, false);
      net.backpropGradient(dy, null);
    }
  }

  /** Whole sequences. */
  private static final class Forward extends Common {
    Forward(Workload work, MultiLayerNetwork net) {
      super(work, net);
    }

    @Override
    public void step() {
      output = net.output(x, false);
    }
  }

  /** One step of each sequence; the network keeps the state. */
  private static final class Advance extends Common {
    Advance(Workload work, MultiLayerNetwork net) {
      super(work, net);
    }

    @Override
    public void step() {
      output = net.rnnTimeStep(x);
    }
  }

  private abstract static class Common implements Task {
    final MultiLayerNetwork net;
    final INDArray x;
    INDArray output = Nd4j.empty();

    Common(Workload work, MultiLayerNetwork net) {
      this.net = net;
      x = Deeplearning4jNet.input(work);
    }

    @Override
    public double loss() {
      return Double.NaN;
    }

    @Override
    public float[] output() {
      return output.permute(2, 0, 1).dup('c').data().asFloat();
    }

    @Override
    public void close() {
      net.close();
    }
  }
}
