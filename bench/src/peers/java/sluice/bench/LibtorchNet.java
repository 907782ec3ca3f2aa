package sluice.bench;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import java.util.ArrayList;
import java.util.List;

/** A workload's tensors in libtorch, and what is computed of them. */
final class LibtorchNet implements AutoCloseable {
  private final Workload work;
  private final PtNDManager manager;
  private final List<PtNDArray> parameters =
      new ArrayList<>(); // as trained: embedding, layers, head
  private final PtNDArray input; // [T, B, I], or [T, B] of words
  private final PtNDArray target; // [T, B, 1] or [B, 1] of classes, [B, O] of numbers
  private final NDList zeroState; // h and c, [layers, B, H]
  private final NDArray noBias; // [4H]: PyTorch's second one, which nothing needs

  LibtorchNet(Workload work) {
    this.work = work;
    manager = (PtNDManager) NDManager.newBaseManager("PyTorch");
    Data data = new Data(work);
    int hidden = work.stack().hidden();
    if (work.inputs() instanceof Workload.Inputs.Embedding words) {
      add(data.embedding(words), words.words(), words.width());
    }
    for (Data.Lstm layer : data.layers()) {
      addTransposed(layer.wx(), layer.wx().length / (4 * hidden), 4 * hidden);
      addTransposed(layer.wh(), hidden, 4 * hidden);
      add(layer.b(), 4 * hidden);
    }
    if (work.goal().outputs() > 0) {
      addTransposed(data.head().w(), hidden, work.goal().outputs());
      add(data.head().b(), work.goal().outputs());
    }
    input = input(data);
    target = target(data);
    Shape state = new Shape(work.stack().layers(), work.batch().sequences(), hidden);
    zeroState = new NDList(manager.zeros(state), manager.zeros(state));
    noBias = manager.zeros(new Shape(4L * hidden));
  }

  private void add(float[] values, long... shape) {
    parameters.add((PtNDArray) manager.create(values, new Shape(shape)));
  }

  /** Weights [rows, columns] of ours are [columns, rows] in PyTorch. */
  private void addTransposed(float[] values, int rows, int columns) {
    float[] transposed = new float[values.length];
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        transposed[c * rows + r] = values[r * columns + c];
      }
    }
    add(transposed, columns, rows);
  }

  private PtNDArray input(Data data) {
    Shape shape = new Shape(work.batch().steps(), work.batch().sequences());
    return (PtNDArray)
        switch (work.inputs()) {
          case Workload.Inputs.Numbers(int width) ->
              manager.create(data.numbers(), shape.add(width));
          case Workload.Inputs.OneHot(int width) ->
              manager.create(oneHot(data.ids(), width), shape.add(width));
          case Workload.Inputs.Embedding words -> manager.create(longs(data.ids()), shape);
        };
  }

  private PtNDArray target(Data data) {
    Workload.Batch batch = work.batch();
    return (PtNDArray)
        switch (work.goal()) {
          case Workload.Goal.ClassAtEachStep each ->
              manager.create(longs(data.classes()), new Shape(batch.steps(), batch.sequences(), 1));
          case Workload.Goal.ClassAtEnd end ->
              manager.create(longs(data.classes()), new Shape(batch.sequences(), 1));
          case Workload.Goal.NumbersAtEnd(int outputs) ->
              manager.create(data.targets(), new Shape(batch.sequences(), outputs));
          case Workload.Goal.HiddenStates none ->
              manager.create(
                  data.hiddenGradient(),
                  new Shape(batch.steps(), batch.sequences(), work.stack().hidden()));
        };
  }

  private static float[] oneHot(int[] ids, int width) {
    float[] rows = new float[ids.length * width];
    for (int r = 0; r < ids.length; r++) {
      rows[r * width + ids[r]] = 1;
    }
    return rows;
  }

  private static long[] longs(int[] ids) {
    long[] longs = new long[ids.length];
    for (int r = 0; r < ids.length; r++) {
      longs[r] = ids[r];
    }
    return longs;
  }

  /** A manager that frees the tensors of one step. */
  NDManager step() {
    return manager.newSubManager();
  }

  /** All weights. Their updates are not recorded: what is recorded are {@link #leaves}. */
  List<PtNDArray> parameters() {
    return parameters;
  }

  PtNDArray input() {
    return input;
  }

  PtNDArray target() {
    return target;
  }

  NDList zeroState() {
    return zeroState;
  }

  /** A tensor on the same memory that lives as long as the step does. */
  static PtNDArray alias(PtNDArray tensor, NDManager step) {
    PtNDArray alias = JniUtils.detachGradient(tensor);
    alias.attach(step);
    return alias;
  }

  /** The same, and a gradient will be gathered for it; it has none yet, as it is new. */
  static PtNDArray leaf(PtNDArray tensor, NDManager step) {
    PtNDArray leaf = alias(tensor, step);
    JniUtils.attachGradient(leaf, true);
    return leaf;
  }

  /** New leaves of all weights. */
  List<PtNDArray> leaves(NDManager step) {
    List<PtNDArray> leaves = new ArrayList<>(parameters.size());
    for (PtNDArray parameter : parameters) {
      leaves.add(leaf(parameter, step));
    }
    return leaves;
  }

  /** Output [T, B, H], last h and last c of the LSTM layers. */
  NDList layers(PtNDArray x, NDList state, List<PtNDArray> weights, boolean training) {
    int first = work.inputs() instanceof Workload.Inputs.Embedding ? 1 : 0;
    PtNDArray seen = first == 1 ? JniUtils.embedding(x, weights.getFirst(), false) : x;
    NDList own = new NDList();
    for (int l = 0; l < work.stack().layers(); l++) {
      own.addAll(weights.subList(first + 3 * l, first + 3 * l + 3));
      own.add(noBias);
    }
    return JniUtils.lstm(seen, state, own, true, work.stack().layers(), 0, training, false, false);
  }

  /** The loss of the batch, a scalar. */
  PtNDArray loss(NDManager step, List<PtNDArray> leaves) {
    PtNDArray h = (PtNDArray) layers(alias(input, step), zeroState, leaves, true).get(0);
    if (work.goalRows() < work.rows()) {
      h = (PtNDArray) h.get(step, work.batch().steps() - 1);
    }
    PtNDArray w = leaves.get(leaves.size() - 2);
    PtNDArray out = JniUtils.linear(h, w, leaves.getLast());
    if (work.goal() instanceof Workload.Goal.NumbersAtEnd) {
      return out.sub(target).square().mean().mul(0.5f);
    }
    int classes = out.getShape().dimension() - 1;
    NDArray picked = out.logSoftmax(classes).gather(target, classes);
    return (PtNDArray) picked.mean().neg();
  }

  @Override
  public void close() {
    manager.close();
  }
}
