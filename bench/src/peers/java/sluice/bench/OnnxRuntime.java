package sluice.bench;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Map;
import java.util.Set;

/**
 * The inferences in ONNX Runtime, from a model that {@link OnnxModel} writes with Sluice's weights.
 *
 * <p>Inputs and outputs are direct buffers bound once, so that a run copies nothing into or out of
 * Java; the state of I3 goes to and fro between two pairs of them. Graph optimisation is on in full
 * (the default), weights are packed once when the session is made, one operator runs at a time on
 * all threads.
 */
public final class OnnxRuntime implements Engine {

  /** Workload and threads; see {@link Child}. */
  public static void main(String[] arguments) {
    Child.run(new OnnxRuntime(), arguments);
  }

  @Override
  public String name() {
    return "onnxruntime";
  }

  @Override
  public String version() {
    return "ONNX Runtime " + OrtEnvironment.getEnvironment().getVersion();
  }

  @Override
  public Task prepare(Workload work, int threads) {
    if (work.training()) {
      throw new IllegalArgumentException("ONNX Runtime for Java only predicts, not " + work);
    }
    try {
      OrtEnvironment environment = OrtEnvironment.getEnvironment();
      OrtSession.SessionOptions options = new OrtSession.SessionOptions();
      options.setIntraOpNumThreads(threads);
      options.setInterOpNumThreads(1);
      OrtSession session = environment.createSession(OnnxModel.of(work), options);
      return work.job() instanceof Workload.Job.Advance
          ? new Advance(work, environment, session)
          : new Forward(work, environment, session);
    } catch (OrtException e) {
      throw failure(e);
    }
  }

  /** Whole sequences. */
  private static final class Forward extends Running {
    private final Map<String, OnnxTensor> inputs;
    private final Map<String, OnnxTensor> outputs;

    Forward(Workload work, OrtEnvironment environment, OrtSession session) throws OrtException {
      super(work, environment, session);
      inputs = Map.of("x", x);
      outputs = Map.of("y", y);
    }

    @Override
    public void step() {
      run(inputs, outputs);
    }
  }

  /** One step of each sequence: what one run writes the next one reads. */
  private static final class Advance extends Running {
    private Map<String, OnnxTensor> inputs;
    private Map<String, OnnxTensor> outputs;
    private Map<String, OnnxTensor> otherInputs;
    private Map<String, OnnxTensor> otherOutputs;

    Advance(Workload work, OrtEnvironment environment, OrtSession session) throws OrtException {
      super(work, environment, session);
      long[] state = {1, work.batch().sequences(), work.stack().hidden()};
      OnnxTensor h = tensor(state);
      OnnxTensor c = tensor(state);
      OnnxTensor otherH = tensor(state);
      OnnxTensor otherC = tensor(state);
      inputs = Map.of("x", x, "h", h, "c", c);
      outputs = Map.of("y", y, "hNext", otherH, "cNext", otherC);
      otherInputs = Map.of("x", x, "h", otherH, "c", otherC);
      otherOutputs = Map.of("y", y, "hNext", h, "cNext", c);
    }

    @Override
    public void step() {
      run(inputs, outputs);
      Map<String, OnnxTensor> nextInputs = otherInputs;
      Map<String, OnnxTensor> nextOutputs = otherOutputs;
      otherInputs = inputs;
      otherOutputs = outputs;
      inputs = nextInputs;
      outputs = nextOutputs;
    }
  }

  private abstract static class Running implements Task {
    private final OrtEnvironment environment;
    private final OrtSession session;
    private final FloatBuffer output;
    final OnnxTensor x;
    final OnnxTensor y;

    Running(Workload work, OrtEnvironment environment, OrtSession session) throws OrtException {
      this.environment = environment;
      this.session = session;
      int steps = work.batch().steps();
      int sequences = work.batch().sequences();
      int hidden = work.stack().hidden();
      FloatBuffer input = buffer(work.rows() * work.inputs().width());
      input.put(0, new Data(work).numbers());
      x = tensor(input, steps, sequences, work.inputs().width());
      output = buffer(work.rows() * hidden);
      y = tensor(output, steps, 1, sequences, hidden);
    }

    final OnnxTensor tensor(long... shape) throws OrtException {
      int size = 1;
      for (long length : shape) {
        size *= (int) length;
      }
      return tensor(buffer(size), shape);
    }

    private OnnxTensor tensor(FloatBuffer values, long... shape) throws OrtException {
      return OnnxTensor.createTensor(environment, values, shape);
    }

    final void run(Map<String, OnnxTensor> inputs, Map<String, OnnxTensor> outputs) {
      try {
        session.run(inputs, Set.of(), outputs).close();
      } catch (OrtException e) {
        throw failure(e);
      }
    }

    @Override
    public double loss() {
      return Double.NaN;
    }

    @Override
    public float[] output() {
      float[] values = new float[output.capacity()];
      output.get(0, values);
      return values;
    }

    @Override
    public void close() {
      try {
        session.close();
      } catch (OrtException e) {
        throw failure(e);
      }
    }
  }

  private static FloatBuffer buffer(int floats) {
    return ByteBuffer.allocateDirect(floats * Float.BYTES)
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }

  private static IllegalStateException failure(OrtException e) {
    return new IllegalStateException("ONNX Runtime: " + e.getMessage(), e);
  }
}
