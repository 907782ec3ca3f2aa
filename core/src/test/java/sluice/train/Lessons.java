package sluice.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import sluice.fixture.Bits;
import sluice.fixture.Samples;
import sluice.loss.Head;
import sluice.loss.Loss;
import sluice.loss.Model;
import sluice.loss.RegressionLoss;
import sluice.loss.SoftmaxCrossEntropy;
import sluice.math.Matrix;
import sluice.math.Rng;
import sluice.math.Workers;
import sluice.nn.Activation;
import sluice.nn.GateFunction;
import sluice.nn.Gradients;
import sluice.nn.LayerSpec;
import sluice.nn.LstmForm;
import sluice.nn.Network;
import sluice.nn.Noise;
import sluice.optim.Adam;
import sluice.optim.Averaging;
import sluice.optim.Clip;
import sluice.optim.Descent;
import sluice.optim.Lbfgs;
import sluice.optim.Method;
import sluice.optim.Optimizer;
import sluice.optim.Penalty;
import sluice.optim.Schedule;
import sluice.optim.Sgd;
import sluice.optim.Treatment;

/** Small trainings that together use everything that a checkpoint must hold. */
record Lessons(
    String name,
    LayerSpec layers,
    Loss loss,
    TrainConfig config,
    Clip clip,
    Function<Gradients, Optimizer> optimizer,
    boolean carried,
    boolean validated) {
  private static final int INPUTS = 3;
  private static final int OUTPUTS = 2;

  static List<Lessons> all() {
    TrainConfig config = TrainConfig.DEFAULT.epochs(3).seed(5);
    LayerSpec deep =
        LayerSpec.stack(
            LayerSpec.lstm(6), LayerSpec.dropout(0.3f), LayerSpec.lstm(5), LayerSpec.lastStep());
    LayerSpec every = LayerSpec.stack(LayerSpec.lstm(6), LayerSpec.dropout(0.2f));
    Clip clip = Clip.norm(0.1);
    List<Lessons> lessons = new ArrayList<>();
    lessons.add(
        new Lessons(
            "Adam, dropout, ragged, shuffled, early end",
            deep,
            new RegressionLoss.Squared(),
            config.epochs(12).patience(2).schedule(new Schedule.Plateau(0.5, 1, 1e-4)),
            Clip.NONE,
            g -> new Adam(Adam.Config.DEFAULT.rate(0.3), g, Clip.NONE),
            false,
            true));
    lessons.add(
        new Lessons(
            "momentum, clipped, two groups, staircase",
            deep,
            new SoftmaxCrossEntropy(),
            config.groups(2).schedule(new Schedule.Exponential(0.5, 3, true)),
            clip,
            g -> new Sgd(new Sgd.Config(0.5, 0.9), g, clip),
            false,
            true));
    lessons.add(
        new Lessons(
            "carried states, three groups, no validation",
            every,
            new SoftmaxCrossEntropy(),
            config.groups(3).patience(1).schedule(new Schedule.Plateau(0.1, 1, 0)),
            clip,
            g -> new Sgd(new Sgd.Config(0.5, 0), g, clip),
            true,
            false));
    lessons.add(
        new Lessons(
            "carried states, Adam, validated",
            LayerSpec.stack(LayerSpec.rnn(7), LayerSpec.lstm(4)),
            new RegressionLoss.Huber(1),
            config,
            new Clip(1, 0.02),
            g -> new Adam(Adam.Config.DEFAULT.rate(0.02), g, new Clip(1, 0.02)),
            true,
            true));
    lessons.add(
        new Lessons(
            "carried states, bounded weights, GRU",
            LayerSpec.stack(LayerSpec.indRnn(7, 2), LayerSpec.gru(4)),
            new RegressionLoss.Huber(1),
            config,
            Clip.NONE,
            g -> new Adam(Adam.Config.DEFAULT.rate(0.5), g, Clip.NONE), // to the bounds
            true,
            true));
    lessons.add(
        new Lessons(
            "Nesterov, a layer at half the rate, a bias frozen, decay",
            deep,
            new RegressionLoss.Squared(),
            config,
            clip,
            g ->
                new Descent(
                    new Method.Nesterov(0.3, 0.9),
                    g.rates(w -> w.name().equals("head.b") ? 0 : 0.5).decays(w -> 0.1),
                    clip),
            false,
            true));
    lessons.add(
        new Lessons(
            "L-BFGS, dropout",
            deep,
            new RegressionLoss.Squared(),
            config.epochs(12),
            Clip.NONE,
            g -> new Lbfgs(new Lbfgs.Config(1, 3, 10), g),
            false,
            true));
    lessons.add(
        new Lessons(
            "penalties, bounds, an average of weights, validated",
            deep,
            new RegressionLoss.Squared(),
            config
                .treatments(
                    Treatment.all(new Penalty(1e-3, 1e-2, 1e-3, 0.1, 0.8, false)),
                    new Treatment("layers.2.*", 0.5, Penalty.elastic(0.01, 0.01)),
                    Treatment.frozen("head.b"))
                .averaging(new Averaging.Exponential(0.9)),
            clip,
            g -> new Adam(Adam.Config.DEFAULT.rate(0.1), g, clip),
            false,
            true));
    lessons.add(
        new Lessons(
            "averaged descent, no validation, two groups",
            deep,
            new RegressionLoss.Squared(),
            config
                .groups(2)
                .averaging(new Averaging.Mean(2))
                .schedule(new Schedule.WarmUp(3, new Schedule.BoldDriver(1.2, 0.4))),
            clip,
            g -> new Sgd(new Sgd.Config(0.5, 0), g, clip),
            false,
            false));
    lessons.add(
        new Lessons(
            "carried states, every cell, noise, output penalties",
            everyCell(),
            new SoftmaxCrossEntropy(),
            config,
            clip,
            g -> new Adam(Adam.Config.DEFAULT.rate(0.02), g, clip),
            true,
            true));
    lessons.add(
        new Lessons(
            "every other layer, a frozen one",
            everyOtherLayer(),
            new RegressionLoss.Squared(),
            config.treatments(Treatment.frozen("layers.1.*")),
            clip,
            g -> new Adam(Adam.Config.DEFAULT.rate(0.02), g, clip),
            false,
            true));
    return lessons;
  }

  private static LayerSpec everyCell() {
    LayerSpec.LstmSpec lstm = LayerSpec.lstm(4);
    LstmForm form = LstmForm.PLAIN;
    Noise noise = new Noise(0.1f, 0.1f, 0, 0.1f);
    return LayerSpec.stack(
        LayerSpec.gru(4),
        LayerSpec.gru(4).noise(noise),
        new LayerSpec.GruSpec(4, LayerSpec.Reset.BEFORE, GateFunction.HARD_SIGMOID, 0, noise),
        LayerSpec.rnn(4),
        LayerSpec.rnn(4).noise(noise),
        LayerSpec.indRnn(4, 5),
        LayerSpec.indRnn(4, 5).noise(noise),
        lstm.form(form.withPeepholes()),
        lstm.form(form.withCoupledGates()),
        lstm.form(form.projectedTo(3)),
        lstm.form(form.withNormalisedSums()),
        lstm.form(form.withGates(GateFunction.HARD_SIGMOID)),
        new LayerSpec.Penalised(lstm.noise(new Noise(0.1f, 0.1f, 0.1f, 0.1f)), 0.1f, 0.2f, 0.3f),
        new LayerSpec.InitialState(new LayerSpec.LstmSpec(4, 1), true, 0.1f));
  }

  private static LayerSpec everyOtherLayer() {
    return LayerSpec.stack(
        LayerSpec.embedding(4),
        LayerSpec.embeddedColumns(new LayerSpec.EmbeddedColumn(2, 5, 3)),
        LayerSpec.bidirectional(LayerSpec.lstm(3)),
        new LayerSpec.Bidirectional(LayerSpec.gru(4), LayerSpec.Join.MEAN),
        LayerSpec.residual(LayerSpec.rnn(4)),
        LayerSpec.layerNorm(),
        new LayerSpec.DropoutSpec(0.1f, true),
        LayerSpec.activation(Activation.parametricRelu(0.2f)),
        LayerSpec.parallel(
            LayerSpec.stack(LayerSpec.dense(4), LayerSpec.activation(Activation.SOFTMAX)),
            new LayerSpec.DenseSpec(3, Activation.GELU)),
        LayerSpec.parallel(
            LayerSpec.meanPool(),
            LayerSpec.maxPool(),
            LayerSpec.attentionPool(3),
            LayerSpec.stack(LayerSpec.lastSteps(2), LayerSpec.flatten(2)),
            LayerSpec.stack(LayerSpec.lastStep(), LayerSpec.reshape(7))),
        LayerSpec.dense(4));
  }

  /** One for each optimiser that goes in steps, on a small net. */
  static List<Lessons> optimisers() {
    List<Method> methods =
        List.of(
            new Method.Momentum(0.01, 0.9),
            new Method.Nesterov(0.01, 0.9),
            new Method.AdaGrad(0.01, 1e-8),
            new Method.RmsProp(0.01, 0.9, 1e-8),
            new Method.AdaDelta(1, 0.95, 1e-6),
            new Method.AmsGrad(0.01, 0.9, 0.999, 1e-8),
            new Method.Nadam(0.01, 0.9, 0.999, 1e-8));
    return methods.stream()
        .map(method ->
            new Lessons(
                method.toString(),
                LayerSpec.stack(LayerSpec.lstm(4), LayerSpec.lastStep()),
                new RegressionLoss.Squared(),
                TrainConfig.DEFAULT,
                Clip.NONE,
                g -> new Descent(method, g, Clip.NONE),
                false,
                true))
        .toList();
  }

  /** Whether it needs all sequences in one batch. */
  boolean whole() {
    return name.startsWith("L-BFGS");
  }

  Model model(long seed) {
    Network network = Network.create(INPUTS, layers, seed);
    return new Model(network, Head.dense(network.outputSize(), OUTPUTS, loss, seed));
  }

  Trainer trainer(Model model) {
    return new Trainer(model, config, clip, optimizer);
  }

  Batches training() {
    return batches(13, whole() ? 13 : 5, 77);
  }

  Optional<Batches> validation() {
    return validated ? Optional.of(batches(6, 4, 99)) : Optional.empty();
  }

  private Batches batches(int sequences, int size, long seed) {
    float[][][] inputs = new float[sequences][][];
    float[][][] values = new float[sequences][][];
    int[][] classes = new int[sequences][];
    for (int s = 0; s < sequences; s++) {
      long key = Rng.key(seed, Rng.DATA, 0, 0, s, 0);
      int steps = 2 + Rng.below(key, 0, 9);
      inputs[s] = rows(Samples.normal(steps, INPUTS, seed + 2 * s));
      int targets = carried ? steps : 1;
      values[s] = rows(Samples.normal(targets, OUTPUTS, seed + 2 * s + 1));
      classes[s] = new int[targets];
      for (int t = 0; t < targets; t++) {
        classes[s][t] = inputs[s][t][0] > 0 ? 1 : 0;
      }
    }
    boolean numbers = loss instanceof RegressionLoss;
    if (carried) {
      return numbers
          ? ArrayStreams.values(inputs, values, 4)
          : ArrayStreams.classes(inputs, classes, 4);
    }
    return numbers
        ? ArrayBatches.values(inputs, values, size).shuffled(seed)
        : ArrayBatches.classes(inputs, classes, size).shuffled(seed);
  }

  private static float[][] rows(Matrix matrix) {
    float[][] rows = new float[matrix.rows()][];
    for (int r = 0; r < rows.length; r++) {
      rows[r] = Matrix.over(matrix.data(), matrix.at(r), 1, matrix.columns()).toArray();
    }
    return rows;
  }

  /** Trains a fresh model; what comes out, to the last bit. */
  static String fit(Lessons lessons, Hooks hooks) {
    Model model = lessons.model(3);
    Training training = lessons.trainer(model).fit(lessons.training(), lessons.validation(), hooks);
    return outcome(model, training);
  }

  static Hooks quiet() {
    return Hooks.none().workers(Workers.serial());
  }

  /** Weights and record of a training without wall times. */
  static String outcome(Model model, Training training) {
    StringBuilder text = new StringBuilder();
    text.append(Long.toHexString(Bits.hash(model.weights())));
    text.append(' ').append(training.ending()).append(" best ").append(training.bestEpoch());
    text.append(" steps ").append(training.steps());
    for (Epoch e : training.epochs()) {
      text.append("\n").append(e.number()).append(' ').append(e.trainingLoss());
      text.append(' ').append(e.validationLoss()).append(' ').append(e.best());
      text.append(' ').append(e.rate()).append(' ').append(e.gradientNorm());
      text.append(' ').append(e.clipped());
    }
    return text.toString();
  }

  @Override
  public String toString() {
    return name;
  }
}
