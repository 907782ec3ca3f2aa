package sluice.inspect;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import sluice.loss.Head;
import sluice.loss.Hinge;
import sluice.loss.LogLoss;
import sluice.loss.Loss;
import sluice.loss.Model;
import sluice.loss.PerceptronCriterion;
import sluice.loss.Quantiles;
import sluice.loss.RegressionLoss;
import sluice.loss.SigmoidCrossEntropy;
import sluice.loss.SigmoidFocal;
import sluice.loss.SoftmaxCrossEntropy;
import sluice.loss.SoftmaxFocal;
import sluice.math.Rng;
import sluice.math.Steps;
import sluice.nn.Activation;
import sluice.nn.GateFunction;
import sluice.nn.Initialiser;
import sluice.nn.LayerSpec;
import sluice.nn.LstmForm;
import sluice.nn.Network;
import sluice.nn.Noise;
import sluice.nn.Weight;

/**
 * One small model for every layer, every option of it and every loss: what a self-test looks at.
 */
final class Specimens {
  private static final int SIZE = 4;
  private static final Loss SQUARED = new RegressionLoss.Squared();
  private static final Noise NOISE = new Noise(0.2f, 0.3f, 0, 0.4f);
  private static final Noise ALL_NOISE = NOISE.weightDrop(0.3f);

  private Specimens() {}

  /** What stands on the layers. */
  enum Top {
    /** A dense layer with the loss. */
    DENSE,
    /** The loss alone, of what the last layer gives. */
    PLAIN,
    /** The table of the first layer, an embedding. */
    TIED,
    /** Classes in clusters. */
    ADAPTIVE
  }

  /**
   * A part on its own.
   *
   * @param name what people call it
   * @param spec the layers
   * @param steps of a batch that it is tried on, of different lengths where it can be
   * @param loss of its head
   * @param top what stands on the layers
   */
  record Specimen(String name, LayerSpec spec, Steps steps, Loss loss, Top top) {
    private static final int INPUTS = 3;

    Specimen(String name, LayerSpec spec, Steps steps, Loss loss) {
      this(name, spec, steps, loss, loss instanceof LogLoss ? Top.PLAIN : Top.DENSE);
    }

    /** A model with random biases, so that none is a special case. */
    Model model() {
      Network network = Network.create(INPUTS, spec, 11);
      Model model = new Model(network, head(network));
      for (Weight weight : model.weights()) {
        if (weight.values().rows() == 1) {
          long key = Rng.key(13, Rng.DATA, 0, 0, 0, 0);
          for (int j = 0; j < weight.values().columns(); j++) {
            weight.values().set(0, j, weight.values().get(0, j) + 0.3f * Rng.normal(key, j));
          }
          weight.changed();
        }
      }
      return model;
    }

    private Head head(Network network) {
      return switch (top) {
        case DENSE -> Head.dense(network.outputSize(), 2, loss, 12);
        case PLAIN -> Head.plain(network.outputSize(), loss);
        case TIED -> Head.tied(network.weights().getFirst(), loss);
        case ADAPTIVE -> Head.adaptive(network.outputSize(), 9, new int[] {3, 5}, 2, 12);
      };
    }

    /**
     * The width of a difference: less where few units are normalised, as they are strongly curved.
     */
    float step() {
      return spec.toString().contains("normalised=true") ? 2e-3f : GradientCheck.STEP / 2;
    }
  }

  /** All of them. */
  static List<Specimen> all() {
    List<Specimen> all = new ArrayList<>();
    lstms(all);
    cells(all);
    structure(all);
    others(all);
    for (Activation.Kind kind : Activation.Kind.values()) {
      Activation activation = new Activation(kind, kind.hasParameter() ? 0.3f : 0);
      add(all, "activation " + words(kind.name()), new LayerSpec.DenseSpec(SIZE, activation));
    }
    for (Loss loss : losses()) {
      String name = "loss " + loss.type() + parameters(loss);
      all.add(new Specimen(name, LayerSpec.lstm(SIZE), ragged(), loss));
    }
    LayerSpec sigmoid =
        LayerSpec.stack(LayerSpec.lstm(SIZE), new LayerSpec.DenseSpec(2, Activation.SIGMOID));
    all.add(new Specimen("loss log-loss", sigmoid, ragged(), new LogLoss()));
    LayerSpec words = LayerSpec.stack(LayerSpec.embedding(SIZE), LayerSpec.lstm(SIZE));
    all.add(
        new Specimen(
            "head tied to an embedding", words, ragged(), new SoftmaxCrossEntropy(), Top.TIED));
    all.add(
        new Specimen(
            "adaptive softmax",
            LayerSpec.lstm(SIZE),
            ragged(),
            new SoftmaxCrossEntropy(),
            Top.ADAPTIVE));
    return all;
  }

  private static void lstms(List<Specimen> all) {
    LayerSpec.LstmSpec lstm = LayerSpec.lstm(SIZE);
    LayerSpec.LstmSpec many = LayerSpec.lstm(4 * SIZE); // few are strongly curved when normalised
    LstmForm form = LstmForm.PLAIN;
    add(all, "LSTM", lstm);
    add(all, "LSTM, peepholes", lstm.form(form.withPeepholes()));
    add(all, "LSTM, coupled gates", lstm.form(form.withCoupledGates()));
    add(all, "LSTM, projection", lstm.form(form.projectedTo(2)));
    add(all, "LSTM, layer-normalised", many.form(form.withNormalisedSums()));
    add(all, "LSTM, hard gates", lstm.form(form.withGates(GateFunction.HARD_SIGMOID)));
    add(all, "LSTM, chrono", lstm.chrono(30));
    add(
        all,
        "LSTM, all of these",
        many.form(form.withPeepholes().projectedTo(12).withNormalisedSums().withCoupledGates()));
    add(all, "LSTM, recurrent dropout", lstm.noise(new Noise(0.4f, 0, 0, 0)));
    add(all, "LSTM, variational dropout", lstm.noise(new Noise(0, 0.4f, 0, 0)));
    add(all, "LSTM, weight drop", lstm.noise(Noise.NONE.weightDrop(0.4f)));
    add(all, "LSTM, zoneout", lstm.noise(new Noise(0, 0, 0.3f, 0.4f)));
    add(all, "LSTM, learned start", new LayerSpec.InitialState(lstm, true, 0.1f));
    add(all, "LSTM, constant cell", new LayerSpec.InitialState(lstm, false, 0.3f));
    add(all, "LSTM, penalised", new LayerSpec.Penalised(lstm, 20, 9, 7));
  }

  private static void cells(List<Specimen> all) {
    for (LayerSpec.Reset reset : LayerSpec.Reset.values()) {
      for (GateFunction gates : GateFunction.values()) {
        add(
            all,
            "GRU, reset " + words(reset.name()) + ", gates " + words(gates.name()),
            new LayerSpec.GruSpec(SIZE, reset, gates, 0));
      }
      add(
          all,
          "GRU, reset " + words(reset.name()) + ", noise",
          new LayerSpec.GruSpec(SIZE, reset, GateFunction.SIGMOID, 0, ALL_NOISE));
    }
    add(all, "RNN, tanh", LayerSpec.rnn(SIZE));
    add(all, "RNN, ReLU", new LayerSpec.RnnSpec(SIZE, Activation.RELU));
    add(all, "RNN, noise", LayerSpec.rnn(SIZE).noise(ALL_NOISE));
    add(all, "IndRNN, ReLU", LayerSpec.indRnn(SIZE, 5));
    add(all, "IndRNN, tanh", new LayerSpec.IndRnnSpec(SIZE, Activation.TANH, 5));
    add(all, "IndRNN, noise", LayerSpec.indRnn(SIZE, 5).noise(NOISE));
  }

  private static void structure(List<Specimen> all) {
    LayerSpec lstm = LayerSpec.lstm(SIZE);
    add(all, "stack", LayerSpec.stack(lstm, LayerSpec.gru(3), LayerSpec.rnn(3)));
    for (LayerSpec.Join join : LayerSpec.Join.values()) {
      add(all, "bidirectional, " + words(join.name()), new LayerSpec.Bidirectional(lstm, join));
      add(
          all,
          "parallel, " + words(join.name()),
          new LayerSpec.Parallel(List.of(lstm, LayerSpec.dense(SIZE)), join));
    }
    add(all, "reversed", new LayerSpec.Reversed(lstm));
    add(all, "residual", LayerSpec.residual(LayerSpec.rnn(3)));
    add(all, "input on every layer", LayerSpec.inputOnEvery(lstm, LayerSpec.rnn(SIZE)));
    add(
        all,
        "initialised",
        new LayerSpec.Initialised(
            lstm,
            Optional.of(new Initialiser(Initialiser.Kind.GLOROT_NORMAL, 0)),
            Optional.of(new Initialiser(Initialiser.Kind.ORTHOGONAL, 1)),
            Optional.empty()));
  }

  private static void others(List<Specimen> all) {
    add(all, "dense", LayerSpec.dense(SIZE));
    add(all, "dropout", LayerSpec.stack(LayerSpec.dropout(0.4f), LayerSpec.lstm(SIZE)));
    add(
        all,
        "dropout, whole sequences",
        LayerSpec.stack(new LayerSpec.DropoutSpec(0.4f, true), LayerSpec.lstm(SIZE)));
    add(
        all,
        "embedding, dropout",
        LayerSpec.stack(LayerSpec.embedding(SIZE).dropout(0.4f), LayerSpec.rnn(3)));
    add(all, "embedding", LayerSpec.stack(LayerSpec.embedding(SIZE), LayerSpec.rnn(3)));
    add(
        all,
        "embedded columns",
        LayerSpec.stack(
            LayerSpec.embeddedColumns(new LayerSpec.EmbeddedColumn(1, 2, SIZE)), LayerSpec.rnn(3)));
    add(all, "layer norm", LayerSpec.stack(LayerSpec.dense(20), LayerSpec.layerNorm()));
    for (LayerSpec.Pool pool : LayerSpec.Pool.values()) {
      LayerSpec over = new LayerSpec.TimePoolSpec(pool);
      add(all, words(pool.name()) + " over time", LayerSpec.stack(LayerSpec.rnn(3), over));
    }
    LayerSpec attention = LayerSpec.stack(LayerSpec.dense(3), LayerSpec.attentionPool(4));
    // At its usual start attention is nearly a mean, and its gradients are too small to compare.
    add(
        all,
        "attention over time",
        new LayerSpec.Initialised(
            attention,
            Optional.of(new Initialiser(Initialiser.Kind.UNIFORM, 1)),
            Optional.empty(),
            Optional.empty()));
    add(all, "last steps", LayerSpec.stack(LayerSpec.lstm(SIZE), LayerSpec.lastSteps(2)));
    add(
        all,
        "repeat the last step",
        LayerSpec.stack(LayerSpec.lstm(SIZE), LayerSpec.repeat(), LayerSpec.rnn(3)));
    all.add(
        new Specimen(
            "flatten",
            LayerSpec.stack(LayerSpec.rnn(2), LayerSpec.flatten(4)),
            Steps.equal(4, 3),
            SQUARED));
    all.add(
        new Specimen(
            "reshape",
            LayerSpec.stack(LayerSpec.reshape(2), LayerSpec.rnn(2)),
            Steps.of(6, 4, 2),
            SQUARED));
  }

  /** Every loss, the ones with parameters away from their defaults. */
  static List<Loss> losses() {
    return List.of(
        SQUARED,
        new RegressionLoss.Absolute(),
        new RegressionLoss.Huber(0.8),
        new RegressionLoss.Quantile(0.9),
        new Quantiles(List.of(0.1, 0.6)),
        new SoftmaxCrossEntropy(),
        new SoftmaxCrossEntropy(0.1),
        new SoftmaxFocal(2),
        new SigmoidCrossEntropy(),
        new SigmoidCrossEntropy(0.1, 3),
        new SigmoidFocal(2, 0.25),
        new Hinge(),
        new PerceptronCriterion());
  }

  private static String parameters(Loss loss) {
    String text = loss.toString();
    String inside = text.substring(text.indexOf('[') + 1, text.length() - 1);
    return inside.isEmpty() ? "" : ", " + inside;
  }

  private static String words(String constant) {
    return constant.toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static Steps ragged() {
    return Steps.of(3, 5, 1, 3);
  }

  private static void add(List<Specimen> all, String name, LayerSpec spec) {
    all.add(new Specimen(name, spec, ragged(), SQUARED));
  }
}
