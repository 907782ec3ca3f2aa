package sluice.bench;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.nn.recurrent.LSTM;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;

/**
 * One workload in libtorch, through DJL: {@code LibtorchTraining C2 2} prints the median
 * milliseconds of a step. The number of threads is libtorch's own setting, {@code
 * -Dai.djl.pytorch.num_threads}.
 */
public final class LibtorchTraining {
  private static final float CLIP = 1;

  private LibtorchTraining() {}

  /** Workload and threads. */
  public static void main(String[] arguments) {
    Workload work = Workload.named(arguments[0]);
    System.setProperty("ai.djl.pytorch.num_threads", arguments[1]);
    Loss loss = work.classes() ? Loss.softmaxCrossEntropyLoss() : Loss.l2Loss();
    Optimizer optimizer =
        work.classes()
            ? Optimizer.sgd().setLearningRateTracker(Tracker.fixed(1)).build()
            : Optimizer.adam().optLearningRateTracker(Tracker.fixed(1e-3f)).build();
    try (Model model = Model.newInstance(arguments[0], "PyTorch")) {
      model.setBlock(block(work));
      try (Trainer trainer =
              model.newTrainer(new DefaultTrainingConfig(loss).optOptimizer(optimizer));
          NDManager manager = NDManager.newBaseManager("PyTorch")) {
        trainer.initialize(new Shape(work.steps(), work.batch(), work.inputs()));
        NDArray x = input(work, manager);
        NDArray y = target(work, manager);
        Timing.print(() -> step(trainer, loss, x, y, work.classes()));
      }
    }
  }

  private static Block block(Workload work) {
    SequentialBlock block = new SequentialBlock();
    block.add(LSTM.builder().setStateSize(work.hidden()).setNumLayers(work.layers()).build());
    if (!work.classes()) {
      block.add(new LambdaBlock(h -> new NDList(h.get(0).get(-1)), "last"));
    }
    block.add(Linear.builder().setUnits(work.outputs()).build());
    return block;
  }

  private static NDArray input(Workload work, NDManager manager) {
    Shape shape = new Shape(work.steps(), work.batch());
    return work.classes()
        ? manager
            .randomInteger(0, work.inputs(), shape, DataType.INT64)
            .oneHot(work.inputs(), DataType.FLOAT32)
        : manager.randomNormal(shape.add(work.inputs()));
  }

  private static NDArray target(Workload work, NDManager manager) {
    return work.classes()
        ? manager.randomInteger(
            0, work.outputs(), new Shape(work.steps(), work.batch(), 1), DataType.INT64)
        : manager.randomNormal(new Shape(work.batch(), work.outputs()));
  }

  private static void step(Trainer trainer, Loss loss, NDArray x, NDArray y, boolean clipped) {
    try (NDManager step = x.getManager().newSubManager()) {
      NDArray in = x.duplicate();
      in.attach(step);
      try (GradientCollector collector = trainer.newGradientCollector()) {
        NDList out = trainer.forward(new NDList(in));
        out.attach(step);
        NDArray value = loss.evaluate(new NDList(y), out);
        value.attach(step);
        collector.backward(value);
      }
      if (clipped) {
        clip(trainer, step);
      }
      trainer.step();
    }
  }

  /** Clips by the global norm, as in the workload. */
  private static void clip(Trainer trainer, NDManager manager) {
    double squares = 0;
    for (Parameter parameter : trainer.getModel().getBlock().getParameters().values()) {
      NDArray gradient = parameter.getArray().getGradient();
      gradient.attach(manager);
      NDArray norm = gradient.norm();
      norm.attach(manager);
      squares += Math.pow(norm.getFloat(), 2);
    }
    float norm = (float) Math.sqrt(squares);
    if (norm > CLIP) {
      for (Parameter parameter : trainer.getModel().getBlock().getParameters().values()) {
        NDArray gradient = parameter.getArray().getGradient();
        gradient.attach(manager);
        gradient.muli(CLIP / norm);
      }
    }
  }
}
