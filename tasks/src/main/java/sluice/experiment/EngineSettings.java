package sluice.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import sluice.loss.Contrastive;
import sluice.loss.Head;
import sluice.loss.Hinge;
import sluice.loss.LogLoss;
import sluice.loss.Loss;
import sluice.loss.PerceptronCriterion;
import sluice.loss.Quantiles;
import sluice.loss.Reduction;
import sluice.loss.RegressionLoss;
import sluice.loss.SigmoidCrossEntropy;
import sluice.loss.SigmoidFocal;
import sluice.loss.SoftmaxCrossEntropy;
import sluice.loss.SoftmaxFocal;
import sluice.nn.Activation;
import sluice.nn.GateFunction;
import sluice.nn.Gradients;
import sluice.nn.Initialiser;
import sluice.nn.LayerSpec;
import sluice.nn.LstmForm;
import sluice.nn.Network;
import sluice.nn.Noise;
import sluice.nn.Weight;
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
import sluice.train.TrainConfig;

/** The engine's own records for what an experiment file says. */
final class EngineSettings {
  private static final int HEAD = -1; // its place among the layers, for first values

  private EngineSettings() {}

  /**
   * The layers from the input on, ending with the steps that the head reads.
   *
   * @param headSteps how many of the last ones; 0 for all
   */
  static LayerSpec layers(ModelSettings model, int headSteps) {
    List<LayerSpec> layers = new ArrayList<>();
    layers.addAll(each(model.layers()));
    if (headSteps > 0) {
      layers.add(LayerSpec.lastSteps(headSteps));
    }
    return new LayerSpec.Stack(layers);
  }

  /** The layers of an autoencoder: to the code, of a sequence that of its last step, and back. */
  static LayerSpec autoencoder(Experiment experiment) {
    ModelSettings model = experiment.model();
    List<LayerSpec> layers = new ArrayList<>(each(model.layers()));
    boolean own =
        !model.reconstruct().isEmpty()
            && model.reconstruct().getFirst() instanceof LayerSettings.Repeat;
    if (experiment.window().per() != WindowSettings.Per.ROW && !own) {
      layers.add(LayerSpec.repeat());
    }
    layers.addAll(each(model.reconstruct()));
    return new LayerSpec.Stack(layers);
  }

  /** How many layers one above the other an autoencoder of so many inputs has up to its code. */
  static int code(ModelSettings model, int inputs) {
    return Network.create(inputs, new LayerSpec.Stack(each(model.layers())), 0).layers().size();
  }

  private static List<LayerSpec> each(List<LayerSettings> layers) {
    return layers.stream().map(EngineSettings::layer).toList();
  }

  /** One layer of several, above each other. */
  private static LayerSpec stack(List<LayerSettings> layers) {
    return layers.size() == 1 ? layer(layers.getFirst()) : new LayerSpec.Stack(each(layers));
  }

  private static LayerSpec layer(LayerSettings settings) {
    return switch (settings) {
      case LayerSettings.Stack(List<LayerSettings> layers) -> stack(layers);
      case LayerSettings.Bidirectional(List<LayerSettings> layers, LayerSettings.Join join) ->
          new LayerSpec.Bidirectional(stack(layers), join(join));
      case LayerSettings.Reversed(List<LayerSettings> layers) ->
          new LayerSpec.Reversed(stack(layers));
      case LayerSettings.Initialised initialised ->
          new LayerSpec.Initialised(
              stack(initialised.layers()),
              initialised.weights().map(EngineSettings::initialiser),
              initialised.recurrent().map(EngineSettings::initialiser),
              initialised.biases().map(EngineSettings::initialiser));
      case LayerSettings.Residual(List<LayerSettings> layers) ->
          new LayerSpec.Residual(stack(layers));
      case LayerSettings.Parallel(List<LayerSettings> layers, LayerSettings.Join join) ->
          new LayerSpec.Parallel(each(layers), join(join));
      case LayerSettings.InputOnEvery(List<LayerSettings> layers) ->
          LayerSpec.inputOnEvery(each(layers).toArray(LayerSpec[]::new));
      case LayerSettings.Penalised(List<LayerSettings> layers, double activation, double change) ->
          penalised(stack(layers), 0, activation, change);
      case LayerSettings.Lstm lstm ->
          penalised(
              started(lstm(lstm), lstm.initialState(), (float) lstm.initialCell()),
              lstm.penalty().outputGate(),
              lstm.penalty().activation(),
              lstm.penalty().change());
      case LayerSettings.Gru gru ->
          penalised(started(gru(gru), gru.initialState(), 0), gru.penalty());
      case LayerSettings.Rnn rnn ->
          penalised(started(rnn(rnn), rnn.initialState(), 0), rnn.penalty());
      case LayerSettings.Indrnn rnn ->
          penalised(started(indRnn(rnn), rnn.initialState(), 0), rnn.penalty());
      case LayerSettings.Dense(int units, ActivationSettings activation) ->
          new LayerSpec.DenseSpec(units, activation(activation));
      case LayerSettings.Activation(ActivationSettings function) ->
          new LayerSpec.ActivationSpec(activation(function));
      case LayerSettings.Embedding embedding ->
          new LayerSpec.EmbeddingSpec(
              embedding.size(),
              embedding.padding().map(OptionalInt::of).orElse(OptionalInt.empty()),
              embedding.frozen(),
              (float) embedding.dropout());
      case LayerSettings.LayerNorm(double epsilon) -> new LayerSpec.LayerNormSpec((float) epsilon);
      case LayerSettings.MeanPool() -> LayerSpec.meanPool();
      case LayerSettings.MaxPool() -> LayerSpec.maxPool();
      case LayerSettings.AttentionPool(int size) -> new LayerSpec.AttentionPoolSpec(size);
      case LayerSettings.LastSteps(int count) -> new LayerSpec.LastStepsSpec(count);
      case LayerSettings.Flatten(int steps) -> new LayerSpec.FlattenSpec(steps);
      case LayerSettings.Reshape(int columns) -> new LayerSpec.ReshapeSpec(columns);
      case LayerSettings.Repeat(Optional<Integer> steps) ->
          new LayerSpec.RepeatSpec(steps.orElse(0));
      case LayerSettings.Dropout(double rate, boolean whole) ->
          new LayerSpec.DropoutSpec((float) rate, whole);
    };
  }

  private static LayerSpec.LstmSpec lstm(LayerSettings.Lstm lstm) {
    return new LayerSpec.LstmSpec(
        lstm.hidden(),
        (float) lstm.forgetBias(),
        lstm.chrono().orElse(0),
        new LstmForm(
            lstm.peepholes(),
            lstm.coupled(),
            lstm.projection().orElse(0),
            lstm.layerNorm(),
            GateFunction.valueOf(lstm.gates().name())),
        noise(lstm.noise()));
  }

  private static LayerSpec.GruSpec gru(LayerSettings.Gru gru) {
    return new LayerSpec.GruSpec(
        gru.hidden(),
        LayerSpec.Reset.valueOf(gru.reset().name()),
        GateFunction.valueOf(gru.gates().name()),
        gru.chrono().orElse(0),
        noise(gru.noise()));
  }

  private static LayerSpec.RnnSpec rnn(LayerSettings.Rnn rnn) {
    return new LayerSpec.RnnSpec(rnn.hidden(), activation(rnn.activation()), noise(rnn.noise()));
  }

  private static LayerSpec.IndRnnSpec indRnn(LayerSettings.Indrnn rnn) {
    return new LayerSpec.IndRnnSpec(
        rnn.hidden(), activation(rnn.activation()), rnn.horizon(), noise(rnn.noise()));
  }

  private static LayerSpec penalised(LayerSpec layer, LayerSettings.Asked penalty) {
    return penalised(layer, 0, penalty.activation(), penalty.change());
  }

  /** A layer, of whose outputs something is asked where that is wanted. */
  private static LayerSpec penalised(
      LayerSpec layer, double outputGate, double activation, double change) {
    return outputGate + activation + change > 0
        ? new LayerSpec.Penalised(layer, (float) outputGate, (float) activation, (float) change)
        : layer;
  }

  /** A recurrent layer, with an initial state of its own where one is wanted. */
  private static LayerSpec started(LayerSpec layer, LayerSettings.Initial start, float cell) {
    boolean learned = start == LayerSettings.Initial.LEARNED;
    return learned || cell != 0 ? new LayerSpec.InitialState(layer, learned, cell) : layer;
  }

  private static Activation activation(LayerSettings.Recurrent activation) {
    return new Activation(Activation.Kind.valueOf(activation.name()));
  }

  private static Noise noise(LayerSettings.UnitNoise noise) {
    return new Noise(
        (float) noise.recurrentDropout(),
        (float) noise.stateDropout(),
        0,
        (float) noise.zoneoutHidden());
  }

  private static Noise noise(LayerSettings.StateNoise noise) {
    return new Noise(
        (float) noise.recurrentDropout(),
        (float) noise.stateDropout(),
        0,
        (float) noise.zoneoutHidden(),
        (float) noise.weightDrop());
  }

  private static Noise noise(LayerSettings.Noise noise) {
    return new Noise(
        (float) noise.recurrentDropout(),
        (float) noise.stateDropout(),
        (float) noise.zoneoutCell(),
        (float) noise.zoneoutHidden(),
        (float) noise.weightDrop());
  }

  /** Gives the weights of a head their first values, where the experiment says which. */
  static void begin(Head head, ModelSettings model, long seed) {
    List<Weight> weights = head.weights();
    for (int number = 0; number < weights.size(); number++) {
      Weight weight = weights.get(number);
      Optional<InitialiserSettings> first =
          weight.name().endsWith(".w")
              ? model.head().weights()
              : weight.name().endsWith(".b") ? model.head().biases() : Optional.empty();
      if (first.isPresent()) {
        initialiser(first.get()).fill(weight.values(), seed, HEAD, number);
      }
    }
  }

  /** A layer that stands in for a head, likewise. */
  static LayerSpec begun(LayerSpec layer, ModelSettings model) {
    ModelSettings.First first = model.head();
    return first.weights().isEmpty() && first.biases().isEmpty()
        ? layer
        : new LayerSpec.Initialised(
            layer,
            first.weights().map(EngineSettings::initialiser),
            Optional.empty(),
            first.biases().map(EngineSettings::initialiser));
  }

  private static Initialiser initialiser(InitialiserSettings settings) {
    return switch (settings) {
      case InitialiserSettings.Zero() -> new Initialiser(Initialiser.Kind.ZERO);
      case InitialiserSettings.Constant(double value) ->
          new Initialiser(Initialiser.Kind.CONSTANT, (float) value);
      case InitialiserSettings.Normal(double deviation) ->
          new Initialiser(Initialiser.Kind.NORMAL, (float) deviation);
      case InitialiserSettings.Uniform(double bound) ->
          new Initialiser(Initialiser.Kind.UNIFORM, (float) bound);
      case InitialiserSettings.GlorotNormal() -> new Initialiser(Initialiser.Kind.GLOROT_NORMAL);
      case InitialiserSettings.GlorotUniform() -> new Initialiser(Initialiser.Kind.GLOROT_UNIFORM);
      case InitialiserSettings.HeNormal() -> new Initialiser(Initialiser.Kind.HE_NORMAL);
      case InitialiserSettings.HeUniform() -> new Initialiser(Initialiser.Kind.HE_UNIFORM);
      case InitialiserSettings.LecunNormal() -> new Initialiser(Initialiser.Kind.LECUN_NORMAL);
      case InitialiserSettings.LecunUniform() -> new Initialiser(Initialiser.Kind.LECUN_UNIFORM);
      case InitialiserSettings.Orthogonal(double gain) ->
          new Initialiser(Initialiser.Kind.ORTHOGONAL, (float) gain);
      case InitialiserSettings.Identity(double value) ->
          new Initialiser(Initialiser.Kind.IDENTITY, (float) value);
    };
  }

  private static LayerSpec.Join join(LayerSettings.Join join) {
    return LayerSpec.Join.valueOf(join.name());
  }

  static Activation activation(ActivationSettings settings) {
    return switch (settings) {
      case ActivationSettings.Identity() -> Activation.IDENTITY;
      case ActivationSettings.Step() -> Activation.STEP;
      case ActivationSettings.Sigmoid() -> Activation.SIGMOID;
      case ActivationSettings.HardSigmoid() -> Activation.HARD_SIGMOID;
      case ActivationSettings.Tanh() -> Activation.TANH;
      case ActivationSettings.HardTanh() -> Activation.HARD_TANH;
      case ActivationSettings.Relu() -> Activation.RELU;
      case ActivationSettings.LeakyRelu(double slope) -> Activation.leakyRelu((float) slope);
      case ActivationSettings.ParametricRelu(double slope) ->
          Activation.parametricRelu((float) slope);
      case ActivationSettings.Elu(double alpha) -> Activation.elu((float) alpha);
      case ActivationSettings.Selu() -> Activation.SELU;
      case ActivationSettings.Gelu() -> Activation.GELU;
      case ActivationSettings.Silu() -> Activation.SILU;
      case ActivationSettings.Softplus() -> Activation.SOFTPLUS;
      case ActivationSettings.Softsign() -> Activation.SOFTSIGN;
      case ActivationSettings.Softmax() -> Activation.SOFTMAX;
    };
  }

  static Loss loss(LossSettings settings) {
    return switch (settings) {
      case LossSettings.Squared() -> new RegressionLoss.Squared();
      case LossSettings.Absolute() -> new RegressionLoss.Absolute();
      case LossSettings.Huber(double delta) -> new RegressionLoss.Huber(delta);
      case LossSettings.Quantile(double quantile) -> new RegressionLoss.Quantile(quantile);
      case LossSettings.Quantiles(List<Double> quantiles) -> new Quantiles(quantiles);
      case LossSettings.SoftmaxCrossEntropy(double smoothing) -> new SoftmaxCrossEntropy(smoothing);
      case LossSettings.SigmoidCrossEntropy(double smoothing, double positive) ->
          new SigmoidCrossEntropy(smoothing, positive);
      case LossSettings.SoftmaxFocal(double gamma) -> new SoftmaxFocal(gamma);
      case LossSettings.SigmoidFocal(double gamma, double alpha) -> new SigmoidFocal(gamma, alpha);
      case LossSettings.Hinge() -> new Hinge();
      case LossSettings.LogLoss() -> new LogLoss();
      case LossSettings.Perceptron() -> new PerceptronCriterion();
      case LossSettings.Contrastive(double margin) -> new Contrastive(margin);
    };
  }

  /** What limits gradients; a line search needs them whole. */
  static Clip clip(TrainingSettings training) {
    return training.optimiser() instanceof OptimiserSettings.Lbfgs
        ? Clip.NONE
        : clip(training.clip());
  }

  private static Clip clip(TrainingSettings.Clip settings) {
    return new Clip(
        settings.norm().orElse(Double.POSITIVE_INFINITY),
        settings.value().orElse(Double.POSITIVE_INFINITY));
  }

  static Function<Gradients, Optimizer> optimizer(TrainingSettings training) {
    Clip clip = clip(training.clip());
    return switch (training.optimiser()) {
      case OptimiserSettings.Sgd(double rate, double momentum) ->
          gradients -> new Sgd(new Sgd.Config(rate, momentum), gradients, clip);
      case OptimiserSettings.Adam adam -> adam(adam, clip);
      case OptimiserSettings.Adamw adam -> // its decay is among the penalties
          adam(
              new OptimiserSettings.Adam(adam.rate(), adam.beta1(), adam.beta2(), adam.epsilon()),
              clip);
      case OptimiserSettings.Nadam(double rate, double beta1, double beta2, double epsilon) ->
          descent(new Method.Nadam(rate, beta1, beta2, epsilon), clip);
      case OptimiserSettings.Momentum(double rate, double momentum) ->
          descent(new Method.Momentum(rate, momentum), clip);
      case OptimiserSettings.Nesterov(double rate, double momentum) ->
          descent(new Method.Nesterov(rate, momentum), clip);
      case OptimiserSettings.Adagrad(double rate, double epsilon) ->
          descent(new Method.AdaGrad(rate, epsilon), clip);
      case OptimiserSettings.Rmsprop(double rate, double decay, double epsilon) ->
          descent(new Method.RmsProp(rate, decay, epsilon), clip);
      case OptimiserSettings.Adadelta(double rate, double decay, double epsilon) ->
          descent(new Method.AdaDelta(rate, decay, epsilon), clip);
      case OptimiserSettings.Lbfgs(double rate, int history, int evaluations) ->
          gradients -> new Lbfgs(new Lbfgs.Config(rate, history, evaluations), gradients);
    };
  }

  /** Arrays as large as the weights that an optimiser holds. */
  static int tensors(OptimiserSettings optimiser) {
    return switch (optimiser) {
      case OptimiserSettings.Adam adam when adam.amsgrad() -> 3;
      case OptimiserSettings.Lbfgs lbfgs -> 4 + 2 * lbfgs.history();
      default -> 2;
    };
  }

  private static Function<Gradients, Optimizer> descent(Method method, Clip clip) {
    return gradients -> new Descent(method, gradients, clip);
  }

  private static Function<Gradients, Optimizer> adam(OptimiserSettings.Adam adam, Clip clip) {
    double rate = adam.rate();
    double beta1 = adam.beta1();
    double beta2 = adam.beta2();
    double epsilon = adam.epsilon();
    if (adam.amsgrad()) {
      return descent(new Method.AmsGrad(rate, beta1, beta2, epsilon), clip);
    }
    if (!adam.biasCorrection() || adam.epsilonInside()) {
      boolean inside = adam.epsilonInside();
      return descent(
          new Method.PrintedAdam(rate, beta1, beta2, epsilon, adam.biasCorrection(), inside), clip);
    }
    return gradients -> new Adam(new Adam.Config(rate, beta1, beta2, epsilon), gradients, clip);
  }

  /** How weights are treated: first all of them, then those that are unlike the others. */
  static List<Treatment> treatments(TrainingSettings training) {
    List<Treatment> treatments = new ArrayList<>();
    Penalty all = penalty(training.penalty());
    if (training.optimiser() instanceof OptimiserSettings.Adamw adam) {
      all =
          new Penalty(
              all.l1(),
              all.l2(),
              all.norm(),
              all.decay() + adam.decay(),
              all.maxNorm(),
              all.biases());
    }
    if (!all.equals(Penalty.NONE)) {
      treatments.add(Treatment.all(all));
    }
    for (TreatmentSettings own : training.weights()) {
      Penalty penalty = own.penalty().map(EngineSettings::penalty).orElse(all);
      treatments.add(new Treatment(own.names(), own.rate(), penalty));
    }
    return treatments;
  }

  private static Penalty penalty(PenaltySettings settings) {
    return new Penalty(
        settings.l1(),
        settings.l2(),
        settings.l2Norm(),
        settings.decay(),
        settings.maxNorm().orElse(Double.POSITIVE_INFINITY),
        settings.biases());
  }

  private static Averaging averaging(AverageSettings settings) {
    return switch (settings) {
      case AverageSettings.None() -> new Averaging.None();
      case AverageSettings.Moving(double decay) -> new Averaging.Exponential(decay);
      case AverageSettings.Mean(int from) -> new Averaging.Mean(from);
      case AverageSettings.NonMonotone(int patience) -> new Averaging.NonMonotone(patience);
    };
  }

  /** How to train; schedules that count in epochs need to know how many steps one has. */
  static TrainConfig training(Experiment experiment, int stepsPerEpoch, boolean validated) {
    TrainingSettings training = experiment.training();
    int patience =
        validated
            ? training.earlyStopping().map(TrainingSettings.EarlyStopping::patience).orElse(0)
            : 0;
    double minDelta =
        training.earlyStopping().map(TrainingSettings.EarlyStopping::minDelta).orElse(0.0);
    return new TrainConfig(
        epochs(experiment),
        training.groups(),
        Reduction.valueOf(training.reduction().name()),
        schedule(experiment, stepsPerEpoch),
        patience,
        minDelta,
        experiment.seed(),
        treatments(training),
        averaging(training.average()));
  }

  /** Epochs of a member at most. */
  static int epochs(Experiment experiment) {
    return experiment.ensemble() instanceof EnsembleSettings.Snapshot(int _, int cycle)
        ? cycle
        : experiment.training().epochs();
  }

  private static Schedule schedule(Experiment experiment, int stepsPerEpoch) {
    if (experiment.ensemble() instanceof EnsembleSettings.Snapshot(int _, int cycle)) {
      return new Schedule.Cosine(0, (long) cycle * stepsPerEpoch, false, 1);
    }
    TrainingSettings training = experiment.training();
    Schedule schedule = schedule(training.schedule(), training.epochs(), stepsPerEpoch);
    return training
        .warmUp()
        .<Schedule>map(
            rise -> new Schedule.WarmUp(steps(rise.over(), rise.unit(), stepsPerEpoch), schedule))
        .orElse(schedule);
  }

  private static Schedule schedule(ScheduleSettings settings, int epochs, int stepsPerEpoch) {
    long all = Math.max(2, (long) epochs * stepsPerEpoch);
    return switch (settings) {
      case ScheduleSettings.Constant() -> new Schedule.Constant();
      case ScheduleSettings.Exponential exponential ->
          new Schedule.Exponential(
              exponential.factor(),
              steps(exponential.every(), exponential.unit(), stepsPerEpoch),
              exponential.staircase());
      case ScheduleSettings.Plateau(double factor, int patience, double minRate) ->
          new Schedule.Plateau(factor, patience, minRate);
      case ScheduleSettings.Piecewise piecewise -> {
        List<Long> boundaries = new ArrayList<>();
        for (int boundary : piecewise.boundaries()) {
          boundaries.add(boundary(boundary, piecewise.unit(), stepsPerEpoch));
        }
        yield new Schedule.Piecewise(boundaries, piecewise.values());
      }
      case ScheduleSettings.Polynomial line ->
          new Schedule.Polynomial(
              line.end(),
              line.over().map(time -> steps(time, line.unit(), stepsPerEpoch)).orElse(all),
              line.power(),
              line.cycle());
      case ScheduleSettings.Cosine wave ->
          new Schedule.Cosine(
              wave.end(),
              wave.over().map(time -> steps(time, wave.unit(), stepsPerEpoch)).orElse(all),
              wave.restarts(),
              wave.longer());
      case ScheduleSettings.OneCycle(double rise) -> new Schedule.OneCycle(all, rise);
      case ScheduleSettings.BoldDriver(double raise, double cut) ->
          new Schedule.BoldDriver(raise, cut);
    };
  }

  private static long steps(int time, ScheduleSettings.Unit unit, int stepsPerEpoch) {
    return unit == ScheduleSettings.Unit.EPOCHS ? (long) time * stepsPerEpoch : time;
  }

  /** The last step, counted from 0, of so many epochs; a number of a step is one already. */
  private static long boundary(int time, ScheduleSettings.Unit unit, int stepsPerEpoch) {
    return unit == ScheduleSettings.Unit.EPOCHS ? (long) time * stepsPerEpoch - 1 : time;
  }

  /** A name for readers, such as {@code LSTM 64 + LSTM 64} or {@code bagging, 10 × dense 8}. */
  static String name(Experiment experiment) {
    String network = name(experiment.model());
    String method =
        switch (experiment.ensemble()) {
          case EnsembleSettings.None _ -> "";
          case EnsembleSettings.Seeds _ -> "seeds";
          case EnsembleSettings.Bagging _ -> "bagging";
          case EnsembleSettings.Snapshot _ -> "snapshots";
          case EnsembleSettings.Adaboost _ -> "AdaBoost";
          case EnsembleSettings.GradientBoosting _ -> "gradient boosting";
        };
    return method.isEmpty()
        ? network
        : method + ", " + experiment.ensemble().members() + " × " + network;
  }

  /** A name of the layers for readers, such as {@code LSTM 64 + LSTM 64}. */
  static String name(ModelSettings model) {
    String back = model.reconstruct().isEmpty() ? "" : " → " + name(model.reconstruct());
    return name(model.layers()) + back;
  }

  private static String name(List<LayerSettings> layers) {
    List<String> names = new ArrayList<>();
    for (LayerSettings settings : layers) {
      switch (settings) {
        case LayerSettings.Stack stack -> names.add(name(stack.layers()));
        case LayerSettings.Bidirectional both -> names.add("bidirectional " + name(both.layers()));
        case LayerSettings.Reversed reversed -> names.add("reversed " + name(reversed.layers()));
        case LayerSettings.Initialised initialised -> names.add(name(initialised.layers()));
        case LayerSettings.Penalised penalised -> names.add(name(penalised.layers()));
        case LayerSettings.Residual residual -> names.add("residual " + name(residual.layers()));
        case LayerSettings.Parallel parallel -> names.add("parallel " + name(parallel.layers()));
        case LayerSettings.InputOnEvery all -> names.add(name(all.layers()));
        case LayerSettings.Lstm lstm -> names.add("LSTM " + lstm.hidden());
        case LayerSettings.Gru gru -> names.add("GRU " + gru.hidden());
        case LayerSettings.Rnn rnn -> names.add("RNN " + rnn.hidden());
        case LayerSettings.Indrnn rnn -> names.add("IndRNN " + rnn.hidden());
        case LayerSettings.Dense dense -> names.add("dense " + dense.units());
        case LayerSettings.Embedding embedding -> names.add("embedding " + embedding.size());
        case LayerSettings.MeanPool _ -> names.add("mean pool");
        case LayerSettings.MaxPool _ -> names.add("max pool");
        case LayerSettings.AttentionPool pool -> names.add("attention " + pool.size());
        case LayerSettings.LayerNorm _,
            LayerSettings.Activation _,
            LayerSettings.LastSteps _,
            LayerSettings.Flatten _,
            LayerSettings.Reshape _,
            LayerSettings.Repeat _ -> {}
        case LayerSettings.Dropout _ -> {} // says nothing of its size
      }
    }
    if (names.isEmpty()) {
      return "linear";
    }
    String first = names.getFirst();
    boolean equal = names.size() > 1 && names.stream().allMatch(first::equals);
    if (!equal) {
      return String.join(" + ", names);
    }
    int space = first.lastIndexOf(' ');
    return String.format(
        Locale.ROOT,
        "%s %d × %s",
        first.substring(0, space),
        names.size(),
        first.substring(space + 1));
  }
}
