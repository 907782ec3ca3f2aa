package sluice.bench;

import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** A workload's network, inputs and labels in Deeplearning4j. */
final class Deeplearning4jNet {
  /** Where its gates, candidate f o i, stand in ours, i f g o. */
  private static final int[] GFOI = {2, 1, 3, 0};

  private Deeplearning4jNet() {}

  /** The network with the weights of the workload. */
  static MultiLayerNetwork network(Workload work) {
    NeuralNetConfiguration.Builder all = new NeuralNetConfiguration.Builder();
    all.updater(updater(work));
    if (work.job() instanceof Workload.Job.Sgd(float rate, float clip)) {
      all.gradientNormalization(GradientNormalization.ClipL2PerLayer);
      all.gradientNormalizationThreshold((double) clip * work.batch().steps());
    }
    NeuralNetConfiguration.ListBuilder list = all.list();
    int hidden = work.stack().hidden();
    int width = work.inputs().width();
    if (work.inputs() instanceof Workload.Inputs.Embedding words) {
      list.layer(
          new EmbeddingSequenceLayer.Builder()
              .nIn(words.words())
              .nOut(width)
              .hasBias(false)
              .inferInputLength(true)
              .outputDataFormat(RNNFormat.NCW)
              .build());
    }
    for (int l = 1; l <= work.stack().layers(); l++) {
      Layer layer =
          new LSTM.Builder()
              .nIn(width)
              .nOut(hidden)
              .activation(Activation.TANH)
              .gateActivationFunction(Activation.SIGMOID)
              .dataFormat(RNNFormat.NCW)
              .build();
      boolean last = l == work.stack().layers() && work.goalRows() < work.rows();
      list.layer(last ? new LastTimeStep(layer) : layer);
      width = hidden;
    }
    if (work.goal().outputs() > 0) {
      list.layer(head(work));
    }
    MultiLayerNetwork net = new MultiLayerNetwork(list.build());
    net.init();
    set(work, net);
    return net;
  }

  private static IUpdater updater(Workload work) {
    return switch (work.job()) {
      case Workload.Job.Sgd(float rate, float clip) ->
          new org.nd4j.linalg.learning.config.Sgd(rate / work.batch().steps());
      case Workload.Job.Adam(float rate) -> new org.nd4j.linalg.learning.config.Adam(rate);
      default -> new NoOp();
    };
  }

  private static Layer head(Workload work) {
    int hidden = work.stack().hidden();
    int outputs = work.goal().outputs();
    return switch (work.goal()) {
      case Workload.Goal.ClassAtEachStep each ->
          new RnnOutputLayer.Builder(LossFunction.MCXENT)
              .dataFormat(RNNFormat.NCW)
              .activation(Activation.SOFTMAX)
              .nIn(hidden)
              .nOut(outputs)
              .build();
      case Workload.Goal.NumbersAtEnd end ->
          new OutputLayer.Builder(LossFunction.MSE)
              .activation(Activation.IDENTITY)
              .nIn(hidden)
              .nOut(outputs)
              .build();
      default ->
          new OutputLayer.Builder(LossFunction.MCXENT)
              .activation(Activation.SOFTMAX)
              .nIn(hidden)
              .nOut(outputs)
              .build();
    };
  }

  private static void set(Workload work, MultiLayerNetwork net) {
    Data data = new Data(work);
    int hidden = work.stack().hidden();
    int layer = 0;
    if (work.inputs() instanceof Workload.Inputs.Embedding words) {
      net.setParam(
          "0_W",
          Nd4j.create(data.embedding(words), new long[] {words.words(), words.width()}, 'c'));
      layer++;
    }
    for (Data.Lstm weights : data.layers()) {
      net.setParam(layer + "_W", gates(weights.wx(), hidden));
      net.setParam(layer + "_RW", gates(weights.wh(), hidden));
      net.setParam(layer + "_b", gates(weights.b(), hidden));
      layer++;
    }
    if (work.goal().outputs() > 0) {
      long outputs = work.goal().outputs();
      net.setParam(layer + "_W", Nd4j.create(data.head().w(), new long[] {hidden, outputs}, 'c'));
      net.setParam(layer + "_b", Nd4j.create(data.head().b(), new long[] {1, outputs}, 'c'));
    }
  }

  /** Weights [rows, 4H] with the gates in its order. */
  private static INDArray gates(float[] weights, int hidden) {
    int rows = weights.length / (4 * hidden);
    float[] turned = new float[weights.length];
    for (int r = 0; r < rows; r++) {
      for (int gate = 0; gate < 4; gate++) {
        System.arraycopy(
            weights, (r * 4 + GFOI[gate]) * hidden, turned, (r * 4 + gate) * hidden, hidden);
      }
    }
    return Nd4j.create(turned, new long[] {rows, 4L * hidden}, 'c');
  }

  /** [B, I, T], or [B, T] of words, in the order of memory that its LSTM works in. */
  static INDArray input(Workload work) {
    Data data = new Data(work);
    return switch (work.inputs()) {
      case Workload.Inputs.Numbers(int width) -> sequences(work, data.numbers(), width);
      case Workload.Inputs.OneHot(int width) -> sequences(work, oneHot(data.ids(), width), width);
      case Workload.Inputs.Embedding words -> {
        long[] shape = {work.batch().steps(), work.batch().sequences()};
        float[] ids = new float[work.rows()];
        int[] of = data.ids();
        for (int r = 0; r < ids.length; r++) {
          ids[r] = of[r];
        }
        yield Nd4j.create(ids, shape, 'c').permute(1, 0).dup('f');
      }
    };
  }

  /** What should come out, or the gradient where no loss gives one. */
  static INDArray labels(Workload work) {
    Data data = new Data(work);
    int outputs = work.goal().outputs();
    long[] atEnd = {work.batch().sequences(), outputs};
    return switch (work.goal()) {
      case Workload.Goal.ClassAtEachStep each ->
          sequences(work, oneHot(data.classes(), outputs), outputs);
      case Workload.Goal.ClassAtEnd end -> Nd4j.create(oneHot(data.classes(), outputs), atEnd, 'c');
      case Workload.Goal.NumbersAtEnd end -> Nd4j.create(data.targets(), atEnd, 'c');
      case Workload.Goal.HiddenStates states ->
          sequences(work, data.hiddenGradient(), work.stack().hidden());
    };
  }

  /** Rows t·B + b of numbers as [B, columns, T]. */
  private static INDArray sequences(Workload work, float[] rows, int columns) {
    long[] shape = {work.batch().steps(), work.batch().sequences(), columns};
    return Nd4j.create(rows, shape, 'c').permute(1, 2, 0).dup('f');
  }

  private static float[] oneHot(int[] ids, int width) {
    float[] rows = new float[ids.length * width];
    for (int r = 0; r < ids.length; r++) {
      rows[r * width + ids[r]] = 1;
    }
    return rows;
  }
}
