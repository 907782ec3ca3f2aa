package sluice.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import sluice.inspect.Fault.Spot;
import sluice.loss.Head;
import sluice.loss.Loss;
import sluice.loss.Model;
import sluice.loss.RegressionLoss;
import sluice.loss.Target;
import sluice.math.Matrix;
import sluice.math.Steps;
import sluice.math.Workers;
import sluice.nn.Activation;
import sluice.nn.Capacity;
import sluice.nn.Gradients;
import sluice.nn.Input;
import sluice.nn.LayerSpec;
import sluice.nn.Network;
import sluice.nn.Noise;
import sluice.nn.Weight;
import sluice.optim.Adam;
import sluice.optim.Clip;
import sluice.optim.Descent;
import sluice.optim.Method;
import sluice.optim.Optimizer;
import sluice.optim.Sgd;
import sluice.train.ArrayBatches;
import sluice.train.ArrayStreams;
import sluice.train.Batch;
import sluice.train.Batches;
import sluice.train.Diverged;
import sluice.train.Hooks;
import sluice.train.TrainConfig;
import sluice.train.Trainer;

/** Faults planted one by one: an autopsy names operation, layer, gate, step and row of each. */
class AutopsyTest {
  private static final float BIG = 3e38f;
  private static final float HALF = 4e37f; // of a half of a half of a half of what is finite
  private static final Loss SQUARED = new RegressionLoss.Squared();
  private static final Function<Gradients, Optimizer> SMALL_STEPS = sgd(1e-3);

  private static Function<Gradients, Optimizer> sgd(double rate) {
    return g -> new Sgd(new Sgd.Config(rate, 0), g, Clip.NONE);
  }

  /**
   * A training that comes to grief.
   *
   * @param name of what is planted
   * @param layers of the network
   * @param loss of the head
   * @param plant changes weights or data
   * @param optimizer that trains
   * @param expected where the fault is, as {@link #where} writes it
   */
  private record Case(
      String name,
      LayerSpec layers,
      Loss loss,
      Function<Model, Batches> plant,
      TrainConfig config,
      Function<Gradients, Optimizer> optimizer,
      String expected) {

    Case with(Function<Gradients, Optimizer> value) {
      return new Case(name, layers, loss, plant, config, value, expected);
    }

    Case with(TrainConfig value) {
      return new Case(name, layers, loss, plant, value, optimizer, expected);
    }

    Case loss(Loss value) {
      return new Case(name, layers, value, plant, config, optimizer, expected);
    }

    Model model() {
      Network network = Network.create(2, layers, 3);
      return new Model(network, Head.dense(network.outputSize(), 1, loss, 4));
    }

    void check() {
      Model model = model();
      Batches batches = plant.apply(model);
      List<float[]> before = values(model);
      Diverged diverged =
          catchThrowableOfType(
              Diverged.class,
              () ->
                  new Trainer(model, config, Clip.NONE, optimizer)
                      .fit(batches, Optional.empty(), Hooks.none().workers(Workers.serial())));
      assertThat(diverged).as("the training must diverge").isNotNull();
      Autopsy autopsy = Autopsy.of(diverged.scene().orElseThrow());
      assertThat(where(autopsy)).isEqualTo(expected);
      assertThat(autopsy.text()).startsWith("The first value that is not finite is ");
      if (diverged.step() == 1) {
        List<float[]> after = values(model);
        for (int i = 0; i < before.size(); i++) {
          assertThat(after.get(i)).as("weights stay").containsExactly(before.get(i));
        }
      }
    }
  }

  private static List<float[]> values(Model model) {
    return model.weights().stream().map(weight -> weight.values().toArray()).toList();
  }

  /** Phase, operation, layer or weight with its place, gate, step, sequence, column. */
  private static String where(Autopsy autopsy) {
    Fault fault = autopsy.fault().orElseThrow();
    Fault.Place place = fault.place();
    StringBuilder text = new StringBuilder(fault.phase().key()).append(": ");
    text.append(fault.operation());
    if (!place.weight().isEmpty()) {
      text.append(" | ").append(place.weight());
      return text.append(" [" + place.row() + ", " + place.column() + "]").toString();
    }
    if (!place.layer().isEmpty()) {
      text.append(" | ").append(place.layer());
    }
    text.append(place.type().isEmpty() ? "" : " " + place.type());
    text.append(place.gate().isEmpty() ? "" : " gate " + place.gate());
    if (place.spot().isPresent()) {
      Spot spot = place.spot().get();
      text.append(" | step " + spot.step() + " of " + spot.steps());
      text.append(" of sequence " + spot.sequence());
      text.append(spot.group() > 1 ? " group " + spot.group() : "");
    }
    return text.append(place.column() < 0 ? "" : " | " + place.column()).toString();
  }

  private static Weight weight(Model model, String name) {
    return model.weights().stream().filter(w -> w.name().equals(name)).findFirst().orElseThrow();
  }

  private static void set(Model model, String name, int row, int column, float value) {
    weight(model, name).values().set(row, column, value);
    weight(model, name).changed();
  }

  private static void fill(Model model, String name, float value) {
    weight(model, name).values().fill(value);
    weight(model, name).changed();
  }

  /** Four sequences of the given steps, all 0 but for what is set. */
  private static Batches zeros(int steps, Consumer<float[][][]> set) {
    return batches(new int[] {steps, steps, steps, steps}, set);
  }

  private static Batches batches(int[] steps, Consumer<float[][][]> set) {
    float[][][] inputs = new float[steps.length][][];
    float[][][] targets = new float[steps.length][1][1];
    for (int s = 0; s < steps.length; s++) {
      inputs[s] = new float[steps[s]][2];
      targets[s][0][0] = 5;
    }
    set.accept(inputs);
    return ArrayBatches.values(inputs, targets, steps.length);
  }

  private static Case of(
      String name, LayerSpec layers, String expected, Function<Model, Batches> plant) {
    return new Case(
        name,
        LayerSpec.stack(layers, LayerSpec.lastStep()),
        SQUARED,
        plant,
        TrainConfig.DEFAULT.epochs(2),
        SMALL_STEPS,
        expected);
  }

  private static LayerSpec relu(int hidden) {
    return new LayerSpec.IndRnnSpec(hidden, Activation.RELU, 1, Noise.NONE);
  }

  /** Unit 1 doubles at each step, as much as it may: four steps after x was HALF it is infinite. */
  private static void growing(Model model, int layer) {
    fill(model, "layers." + layer + ".wx", 0);
    fill(model, "layers." + layer + ".b", 0);
    fill(model, "layers." + layer + ".u", 0);
    set(model, "layers." + layer + ".wx", 0, 1, 1);
    set(model, "layers." + layer + ".u", 0, 1, 2);
  }

  /**
   * The sum of one gate of unit 2 becomes ∞ − ∞ at step 4 of sequence 1: by the input, and by
   * hidden states that are near 1.
   */
  private static Case gate(String type, String letter, int column, String recurrent, int own) {
    boolean lstm = type.equals("lstm");
    return of(
        type + " gate " + letter,
        lstm ? LayerSpec.lstm(4) : LayerSpec.gru(4),
        "forward: the product with the input | layers.0 "
            + type
            + " gate "
            + letter
            + " | step 4 of 6 of sequence 1 | 2",
        model -> {
          for (Weight weight : model.network().weights()) {
            fill(model, weight.name(), 0);
          }
          fill(model, "layers.0.b", 20);
          for (int j = 4; j < 8 && !lstm; j++) { // z = 0: h = n
            set(model, "layers.0.b", 0, j, -20);
          }
          set(model, "layers.0.wx", 0, column, BIG);
          for (int k = 0; k < 4; k++) {
            set(model, "layers.0." + recurrent, k, own, -BIG);
          }
          return zeros(6, x -> x[1][3][0] = 10);
        });
  }

  private static List<Case> gates() {
    return List.of(
        gate("lstm", "i", 2, "wh", 2),
        gate("lstm", "f", 6, "wh", 6),
        gate("lstm", "g", 10, "wh", 10),
        gate("lstm", "o", 14, "wh", 14),
        gate("gru", "r", 2, "wh", 2),
        gate("gru", "z", 6, "wh", 6),
        gate("gru", "n", 10, "wn", 2));
  }

  private static List<Case> dataAndWeights() {
    return List.of(
        of(
            "input",
            LayerSpec.lstm(3),
            "data: the input | step 2 of 5 of sequence 3 | 1",
            model -> zeros(5, x -> x[3][1][1] = Float.NaN)),
        of(
            "target",
            LayerSpec.lstm(3),
            "data: the target | step 1 of 1 of sequence 2 | 0",
            model -> {
              float[][][] targets = new float[4][1][1];
              targets[2][0][0] = Float.POSITIVE_INFINITY;
              return ArrayBatches.values(new float[4][5][2], targets, 4);
            }),
        of(
            "weight of a row",
            LayerSpec.lstm(3),
            "data: the weight of the row | step 1 of 1 of sequence 1",
            model -> weighted(zeros(5, x -> {}), 1, Float.NaN)),
        of(
            "weight of a layer",
            LayerSpec.stack(LayerSpec.lstm(3), LayerSpec.gru(3)),
            "weight: the weight before the step | layers.1.wn [2, 1]",
            model -> {
              set(model, "layers.1.wn", 2, 1, Float.NaN);
              return zeros(5, x -> {});
            }),
        of(
            "weight of the head",
            LayerSpec.lstm(3),
            "weight: the weight before the step | head.w [1, 0]",
            model -> {
              set(model, "head.w", 1, 0, Float.NEGATIVE_INFINITY);
              return zeros(5, x -> {});
            }),
        of(
            "row of an embedding",
            LayerSpec.stack(LayerSpec.embedding(3), LayerSpec.lstm(2)),
            "forward: the look-up of id 1 | layers.0 embedding | step 3 of 4 of sequence 0 | 2",
            model -> {
              set(model, "layers.0.w", 1, 2, Float.NaN);
              return one(Input.Ids.of(2, 0, 0, 1, 0), Steps.equal(4, 1));
            }));
  }

  private static List<Case> layers() {
    return List.of(
        of(
            "state of an IndRNN",
            relu(3),
            "forward: the recurrent product | layers.0 indrnn | step 6 of 9 of sequence 2 | 1",
            model -> {
              growing(model, 0);
              return zeros(9, x -> x[2][1][0] = HALF);
            }),
        of(
            "state of an RNN",
            new LayerSpec.RnnSpec(2, Activation.RELU, Noise.NONE),
            "forward: the recurrent product | layers.0 rnn | step 5 of 9 of sequence 0 | 0",
            model -> {
              fill(model, "layers.0.wx", 1);
              fill(model, "layers.0.wh", 0);
              set(model, "layers.0.wh", 0, 0, 1e10f);
              return zeros(9, x -> x[0][0][0] = 1);
            }),
        of(
            "inner layer that reads backwards",
            LayerSpec.bidirectional(LayerSpec.stack(LayerSpec.dense(2), relu(3))),
            "forward: the recurrent product | layers.3 indrnn | step 3 of 8 of sequence 1 | 1",
            model -> {
              fill(model, "layers.2.w", 0);
              set(model, "layers.2.w", 0, 0, 1);
              growing(model, 3);
              return zeros(8, x -> x[1][6][0] = HALF);
            }),
        of(
            "third sequence of a ragged batch",
            relu(3),
            "forward: the recurrent product | layers.0 indrnn | step 5 of 6 of sequence 2 | 1",
            model -> {
              growing(model, 0);
              return batches(new int[] {3, 8, 6, 9}, x -> x[2][0][0] = HALF);
            }),
        of(
                "second group",
                relu(3),
                "forward: the recurrent product | layers.0 indrnn | step 5 of 6 of sequence 3"
                    + " group 2 | 1",
                model -> {
                  growing(model, 0);
                  return zeros(6, x -> x[3][0][0] = HALF);
                })
            .with(TrainConfig.DEFAULT.groups(2)),
        of(
            "dense layer",
            LayerSpec.stack(LayerSpec.lstm(2), LayerSpec.dense(3)),
            "forward: the product with the input | layers.1 dense | step 2 of 4 of sequence 0 | 2",
            model -> {
              fill(model, "layers.0.wx", 0);
              fill(model, "layers.1.w", 0);
              fill(model, "layers.1.b", 0);
              set(model, "layers.1.b", 0, 2, BIG);
              set(model, "layers.1.w", 0, 2, BIG);
              fill(model, "layers.0.b", 20);
              set(model, "layers.0.wx", 0, 6, -40); // o = 0 but at step 2
              set(model, "layers.0.b", 0, 6, -20);
              return zeros(4, x -> x[0][1][0] = -1);
            }),
        of(
            "layer normalisation",
            LayerSpec.stack(LayerSpec.dense(4), LayerSpec.layerNorm()),
            "forward: the normalisation | layers.1 layer-norm | step 2 of 3 of sequence 1 | 0",
            model -> {
              fill(model, "layers.0.w", 0);
              set(model, "layers.0.w", 0, 0, 1);
              set(model, "layers.1.g", 0, 0, BIG);
              return zeros(3, x -> x[1][1][0] = 5);
            }));
  }

  private static List<Case> more() {
    return List.of(
        new Case(
            "attention",
            LayerSpec.stack(LayerSpec.dense(2), LayerSpec.attentionPool(2)),
            SQUARED,
            model -> {
              fill(model, "layers.0.w", 1);
              fill(model, "layers.1.w", 10);
              fill(model, "layers.1.q", BIG);
              return zeros(3, x -> x[1][2][0] = 1);
            },
            TrainConfig.DEFAULT,
            SMALL_STEPS,
            "forward: the attention over time | layers.1 attention-pool | step 1 of 1 of sequence 1"
                + " | 0"),
        of(
            "branches that are added",
            LayerSpec.stack(
                LayerSpec.residual(LayerSpec.dense(2)), LayerSpec.activation(Activation.RELU)),
            "forward: what is joined before the layer | layers.1 activation | step 2 of 2 of"
                + " sequence 3 | 0",
            model -> {
              fill(model, "layers.0.w", 0);
              set(model, "layers.0.w", 0, 0, 1);
              return zeros(2, x -> x[3][1][0] = BIG);
            }),
        of(
            "outputs of the head",
            LayerSpec.stack(LayerSpec.lstm(2), LayerSpec.dense(2)),
            "loss: the product with what the network gives | head | step 1 of 1 of sequence 2 | 0",
            model -> {
              fill(model, "layers.0.wx", 0);
              fill(model, "layers.0.b", 20);
              for (int o = 6; o < 8; o++) { // closed but at the last step of sequence 2
                set(model, "layers.0.wx", 0, o, 40);
                set(model, "layers.0.b", 0, o, -20);
              }
              fill(model, "layers.1.w", 4);
              fill(model, "head.w", BIG);
              return zeros(3, x -> x[2][2][0] = 1);
            }),
        of(
                "a loss without a bound",
                LayerSpec.dense(2),
                "loss: the loss (exp) | head | step 1 of 1 of sequence 1",
                model -> large(model, 1, 2))
            .loss(new Own("exp", (z, y) -> StrictMath.exp(z * 1000), (z, y) -> 1)),
        of(
                "a derivative alone",
                LayerSpec.dense(2),
                "loss: the derivative of the loss (root) | head | step 1 of 1 of sequence 2 | 0",
                model -> large(model, 2, 1))
            .loss(new Own("root", (z, y) -> z, (z, y) -> z == 1 ? Double.NaN : 1)));
  }

  private static List<Case> backwards() {
    return List.of(
        of(
                "gradient through time",
                LayerSpec.rnn(2),
                "backward: the gradient of the hidden state, as the step after it hands it back |"
                    + " layers.0 rnn | step 6 of 10 of sequence 0 | 0",
                model -> {
                  fill(model, "layers.0.wh", 0);
                  set(model, "layers.0.wh", 0, 0, 1e10f);
                  fill(model, "head.w", 1);
                  return zeros(10, x -> {});
                })
            .loss(new RegressionLoss.Absolute()),
        of(
                "gradient of a weight",
                LayerSpec.dense(2),
                "gradient: the gradient | layers.0.w [1, 0]",
                model -> {
                  fill(model, "layers.0.w", 0);
                  fill(model, "layers.0.b", 0);
                  set(model, "head.w", 0, 0, 1e30f);
                  set(model, "head.w", 1, 0, 0);
                  return zeros(1, x -> x[2][0][1] = 1e10f);
                })
            .loss(new RegressionLoss.Absolute()),
        of(
                "gradient that is handed down",
                LayerSpec.stack(LayerSpec.dense(2), LayerSpec.dense(2)),
                "backward: the gradient that is handed down | layers.1 dense | step 1 of 1 of"
                    + " sequence 0 | 1",
                model -> {
                  fill(model, "layers.0.w", 0);
                  fill(model, "layers.1.w", 0);
                  set(model, "layers.1.w", 1, 0, 1e20f);
                  fill(model, "head.w", 1e20f);
                  return zeros(1, x -> {});
                })
            .loss(new RegressionLoss.Absolute()),
        of(
                "the update",
                LayerSpec.dense(2),
                "update: the update | layers.0.w [0, 0]",
                model -> {
                  fill(model, "layers.0.w", 0);
                  fill(model, "head.w", 0);
                  set(model, "head.w", 0, 0, 100);
                  return zeros(1, x -> x[1][0][0] = 100);
                })
            .with(sgd(1e37)),
        of(
                "a tensor of Adam",
                LayerSpec.dense(2),
                "update: the optimiser's tensor v.layers.0.w in the update | layers.0.w [0, 0]",
                model -> {
                  fill(model, "layers.0.w", 0);
                  fill(model, "head.w", 0);
                  set(model, "head.w", 0, 0, 1e19f);
                  return zeros(1, x -> x[1][0][0] = 1e10f);
                })
            .with(g -> new Adam(Adam.Config.DEFAULT, g, Clip.NONE))
            .loss(new RegressionLoss.Absolute()),
        of(
            "the mean of next to nothing",
            LayerSpec.dense(2),
            "gradient: the factor that makes the sums a mean, 1 ∕ the sum of the rows' weights",
            model -> {
              Batches batches = zeros(1, x -> x[1][0][0] = 1);
              for (int row = 0; row < 4; row++) {
                batches = weighted(batches, row, 64 * Float.MIN_VALUE);
              }
              return batches;
            }));
  }

  @TestFactory
  List<DynamicTest> everyPlantedFaultIsFoundWhereItIs() {
    List<Case> cases =
        java.util.stream.Stream.of(gates(), dataAndWeights(), layers(), more(), backwards())
            .flatMap(List::stream)
            .toList();
    assertThat(cases.size()).isGreaterThanOrEqualTo(20);
    return cases.stream().map(each -> DynamicTest.dynamicTest(each.name(), each::check)).toList();
  }

  /** A dense layer that hands x on; the head gives one value for one sequence, 0 for the others. */
  private static Batches large(Model model, int sequence, float value) {
    fill(model, "layers.0.w", 0);
    fill(model, "layers.0.b", 0);
    set(model, "layers.0.w", 0, 0, 1);
    fill(model, "head.w", 1);
    fill(model, "head.b", 0);
    return zeros(1, x -> x[sequence][0][0] = value);
  }

  private interface Function2 {
    double of(double z, double y);
  }

  private record Own(String type, Function2 value, Function2 slope)
      implements RegressionLoss.Custom {
    @Override
    public double loss(double prediction, double truth) {
      return value.of(prediction, truth);
    }

    @Override
    public double derivative(double prediction, double truth) {
      return slope.of(prediction, truth);
    }
  }

  /** One batch, the same again and again. */
  private static Batches one(Input input, Steps steps) {
    float[] weights = new float[steps.sequences()];
    Arrays.fill(weights, 1);
    Target target = new Target.Values(Matrix.of(steps.sequences(), 1));
    Batch batch = new Batch(input, steps, target, weights, true);
    return new Changed(Optional.empty(), batch, Capacity.of(steps), b -> {});
  }

  /** The same batches with another weight of a row. */
  private static Batches weighted(Batches batches, int row, float weight) {
    Batch first = batches.batch(1, 0, 0, 1);
    return new Changed(
        Optional.of(batches), first, batches.capacity(1), b -> b.weights()[row] = weight);
  }

  private record Changed(Optional<Batches> from, Batch batch, Capacity room, Consumer<Batch> change)
      implements Batches {
    @Override
    public int count() {
      return 1;
    }

    @Override
    public Capacity capacity(int groups) {
      return room;
    }

    @Override
    public Batch batch(int epoch, int index, int group, int groups) {
      Batch same = from.map(b -> b.batch(epoch, index, group, groups)).orElse(batch);
      change.accept(same);
      return same;
    }

    @Override
    public int groups(int index, int wanted) {
      return 1;
    }
  }

  @Test
  void aValidationPartIsSearchedToo() {
    Case fine = of("", LayerSpec.lstm(2), "", model -> zeros(3, x -> {}));
    Diverged diverged =
        catchThrowableOfType(
            Diverged.class,
            () ->
                new Trainer(fine.model(), TrainConfig.DEFAULT, Clip.NONE, SMALL_STEPS)
                    .fit(
                        zeros(3, x -> {}),
                        Optional.of(zeros(4, x -> x[2][3][0] = Float.NaN)),
                        Hooks.none().workers(Workers.serial())));
    assertThat(where(Autopsy.of(diverged.scene().orElseThrow())))
        .isEqualTo("data: the input | step 4 of 4 of sequence 2 | 0");
  }

  @Test
  void statesThatWereCarriedAreThoseOfTheFailedStep() {
    Network network = Network.create(2, relu(2), 3);
    Model model = new Model(network, Head.dense(2, 1, new RegressionLoss.Absolute(), 4));
    growing(model, 0);
    fill(model, "head.w", 0);
    float[][][] inputs = new float[2][12][2];
    inputs[1][0][0] = HALF / 16;
    Diverged diverged =
        catchThrowableOfType(
            Diverged.class,
            () ->
                new Trainer(model, TrainConfig.DEFAULT, Clip.NONE, sgd(1e-60))
                    .fit(
                        ArrayStreams.values(inputs, new float[2][12][1], 3),
                        Optional.empty(),
                        Hooks.none().workers(Workers.serial())));
    Autopsy autopsy = Autopsy.of(diverged.scene().orElseThrow());
    assertThat(diverged.step()).isEqualTo(3); // at its ninth step, the third of a piece
    assertThat(where(autopsy))
        .isEqualTo(
            "forward: the recurrent product | layers.0 indrnn | step 3 of 3 of sequence 1 | 1");
  }

  @Test
  void whatLedThereIsTold() {
    Case own =
        of(
            "",
            new LayerSpec.RnnSpec(2, Activation.RELU, Noise.NONE),
            "",
            model -> {
              fill(model, "layers.0.wx", 1);
              fill(model, "layers.0.wh", 0);
              set(model, "layers.0.wh", 0, 0, 1e10f);
              return zeros(9, x -> x[2][1][0] = 1);
            });
    Model model = own.model();
    Batches batches = own.plant().apply(model);
    Diverged diverged =
        catchThrowableOfType(
            Diverged.class,
            () ->
                new Trainer(model, TrainConfig.DEFAULT, Clip.NONE, SMALL_STEPS)
                    .fit(batches, Optional.empty(), Hooks.none().workers(Workers.serial())));
    Autopsy autopsy = Autopsy.of(diverged.scene().orElseThrow());
    assertThat(autopsy.text())
        .isEqualTo(
            "The first value that is not finite is Infinity in the recurrent product of layers.0"
                + " (rnn), step 6 of 9 of sequence 2, unit 0. There: largest |x| 0, largest |Wx| of"
                + " the unit 1.000, largest |h| of the step before 1.00e+30, largest |Wh| of the"
                + " unit 1.00e+10. The norm of h grew from 0 to 1.00e+30 from step 1 to 5. The"
                + " largest weight was 1.00e+10, in layers.0.wh.");
    Diverged told = diverged.examined(autopsy.place(), autopsy.story(), autopsy.remedy());
    assertThat(told)
        .hasMessageStartingWith(
            "the loss is NaN (first in the recurrent product of layers.0 (rnn), step 6 of 9 of"
                + " sequence 2, unit 0) in epoch 1, step 1; the last finite loss was NaN. There: ")
        .hasMessageEndingWith(
            "Try a smaller learning rate (was 0.001) or clip the gradient's norm (limit was"
                + " none).");
  }

  @Test
  void aRisingNormIsToldWithItsSteps() {
    LayerSpec line = LayerSpec.dense(1);
    Case own = of("", line, "", model -> zeros(1, x -> x[0][0][0] = 3));
    Model model = own.model();
    Diverged diverged =
        catchThrowableOfType(
            Diverged.class,
            () ->
                new Trainer(model, TrainConfig.DEFAULT.epochs(99), Clip.NONE, sgd(3))
                    .fit(
                        own.plant().apply(model),
                        Optional.empty(),
                        Hooks.none().workers(Workers.serial())));
    Autopsy autopsy = Autopsy.of(diverged.scene().orElseThrow());
    assertThat(autopsy.story())
        .containsPattern("The gradient's norm rose from \\S+ to \\S+e\\+\\d+ in");
    assertThat(autopsy.steps().getLast().number()).isEqualTo(diverged.step());
  }

  @Test
  void nesterovsWeightsAreThoseWhereTheMomentumLed() {
    Case own = of("", LayerSpec.dense(2), "", model -> zeros(1, x -> x[1][0][0] = 100));
    Model model = own.model();
    fill(model, "layers.0.w", 0);
    fill(model, "head.w", 1);
    List<float[]> before = values(model);
    Diverged diverged =
        catchThrowableOfType(
            Diverged.class,
            () ->
                new Trainer(
                        model,
                        TrainConfig.DEFAULT,
                        Clip.NONE,
                        g -> new Descent(new Method.Nesterov(1e38, 0.9), g, Clip.NONE))
                    .fit(
                        own.plant().apply(model),
                        Optional.empty(),
                        Hooks.none().workers(Workers.serial())));
    assertThat(where(Autopsy.of(diverged.scene().orElseThrow()))).startsWith("update: ");
    for (int i = 0; i < before.size(); i++) {
      assertThat(values(model).get(i)).containsExactly(before.get(i));
    }
  }
}
