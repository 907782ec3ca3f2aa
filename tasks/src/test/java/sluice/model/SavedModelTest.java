package sluice.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.within;
import static sluice.nn.LayerSpec.dropout;
import static sluice.nn.LayerSpec.lastSteps;
import static sluice.nn.LayerSpec.lstm;
import static sluice.nn.LayerSpec.stack;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import sluice.loss.BalancedCrossEntropy;
import sluice.loss.Combination;
import sluice.loss.Contrastive;
import sluice.loss.Ensemble;
import sluice.loss.Head;
import sluice.loss.Hinge;
import sluice.loss.Likeness;
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
import sluice.loss.Target;
import sluice.math.Matrix;
import sluice.math.Steps;
import sluice.math.Workers;
import sluice.nn.Activation;
import sluice.nn.Capacity;
import sluice.nn.GateFunction;
import sluice.nn.Gradients;
import sluice.nn.Initialiser;
import sluice.nn.Input;
import sluice.nn.LayerSpec;
import sluice.nn.LstmForm;
import sluice.nn.Network;
import sluice.nn.Noise;
import sluice.nn.PassSettings;
import sluice.nn.Weight;
import sluice.train.Checkpoint;

final class SavedModelTest {
  @TempDir Path folder;

  static SavedModel small(int members) {
    LayerSpec spec =
        stack(
            lstm(3),
            dropout(0.1f),
            stack(new LayerSpec.RnnSpec(2, Activation.TANH)),
            lastSteps(2),
            new LayerSpec.DenseSpec(3, Activation.SIGMOID));
    List<Model> all =
        Stream.iterate(0, m -> m + 1).limit(members).map(m -> filled(spec, m)).toList();
    JsonObject preprocessing =
        JsonObject.empty()
            .putTexts("columns", List.of("births", "größe"))
            .put("scaler", JsonObject.empty().put("kind", "standard").putNumbers("mean", 0.1, 7));
    JsonObject settings = JsonObject.empty().put("epochs", 3);
    return new SavedModel(
        "forecast", all, preprocessing, new Provenance("0.1.0", 42, "ab12", settings));
  }

  /** Weights that depend on nothing but their place. */
  private static Model filled(LayerSpec spec, int member) {
    Model model =
        new Model(Network.create(2, spec, 1), Head.dense(3, 2, new RegressionLoss.Huber(1.35), 1));
    int n = member;
    for (Weight weight : model.weights()) {
      for (int i = 0; i < weight.size(); i++, n++) {
        weight.values().data()[weight.values().at(0) + i] = (n * 37 % 101 - 50) * 0.02f;
      }
      weight.changed();
    }
    return model;
  }

  private static float[] predictions(Model model) {
    Matrix x = Matrix.of(new float[] {0.5f, -1}, new float[] {2, 0.25f}, new float[] {-0.5f, 1});
    Capacity capacity = Capacity.of(3, 1);
    return model
        .pass(PassSettings.predicting(capacity))
        .predict(new Input.Rows(x), new Steps(3, 1).setEqual(3, 1))
        .toArray();
  }

  @Test
  void aReadModelPredictsTheSameBits() {
    for (int members = 1; members <= 3; members++) {
      Path file = folder.resolve(members + ".sluice");
      SavedModel model = small(members);
      String sha256 = model.write(file);
      assertThat(TensorFile.read(file).sha256()).isEqualTo(sha256);
      SavedModel read = SavedModel.read(file);
      assertThat(read.task()).isEqualTo("forecast");
      assertThat(read.preprocessing()).isEqualTo(model.preprocessing());
      assertThat(read.provenance()).isEqualTo(model.provenance());
      assertThat(read.weightsSha256()).isEqualTo(model.weightsSha256());
      assertThat(read.members()).hasSize(members);
      for (int m = 0; m < members; m++) {
        Model member = read.members().get(m);
        assertThat(member.network().spec()).isEqualTo(model.members().get(m).network().spec());
        assertThat(member.head().loss()).isEqualTo(new RegressionLoss.Huber(1.35));
        assertThat(predictions(member)).isEqualTo(predictions(model.members().get(m)));
      }
    }
    assertThat(predictions(small(2).members().get(0)))
        .isNotEqualTo(predictions(small(2).members().get(1)));
  }

  @Test
  void howMembersAnswerTogetherIsKept() {
    List<Combination> all =
        List.of(
            new Combination.Mean(),
            new Combination.Vote(List.of(0.1, 1 / 3.)),
            new Combination.Sum(-0.7, 0.1));
    for (Combination combination : all) {
      SavedModel two = small(2);
      Path file = folder.resolve("combined.sluice");
      new SavedModel("x", two.members(), combination, two.preprocessing(), two.provenance())
          .write(file);
      SavedModel read = SavedModel.read(file);
      assertThat(read.combination()).isEqualTo(combination);
      assertThat(read.predictor()).isInstanceOf(Ensemble.class);
    }
    assertThat(small(1).predictor()).isInstanceOf(Model.class);
  }

  /**
   * A file of every released format is kept; what this version writes is compared too. The numbers
   * come from {@code format-1.py} beside it.
   */
  @Test
  void format1IsReadAndWrittenToTheSameBytes() throws URISyntaxException {
    Path fixture = Path.of(SavedModelTest.class.getResource("format-1.sluice").toURI());
    SavedModel read = SavedModel.read(fixture);
    assertThat(read.weightsSha256())
        .isEqualTo("1802bc6df4da19b84a7e0b011ad8ba74782325e64ce82c3351444ccdaf44225b");
    assertThat(read.members()).hasSize(1);
    assertThat(read.members().getFirst().network().spec())
        .isEqualTo(small(1).members().getFirst().network().spec());
    assertThat(predictions(read.members().getFirst()))
        .containsExactly(
            new float[] {-0.45385885f, 0.25948602f, -0.44185072f, 0.25434282f}, within(1e-6f));
    Path again = folder.resolve("again.sluice");
    small(1).write(again);
    assertThat(again).hasSameBinaryContentAs(fixture);
  }

  static Stream<Class<?>> kinds() {
    return Stream.of(LayerSpec.class.getPermittedSubclasses());
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void everyKindOfLayerIsSavedAndItsWeightsAreCounted(Class<?> kind) {
    LayerSpec spec =
        Stream.of(
                stack(lstm(2), lstm(3)),
                LayerSpec.parallel(lstm(2), new LayerSpec.DenseSpec(3, Activation.IDENTITY)),
                LayerSpec.residual(lstm(6)),
                new LayerSpec.Initialised(
                    lstm(3),
                    Optional.of(new Initialiser(Initialiser.Kind.HE_NORMAL)),
                    Optional.of(new Initialiser(Initialiser.Kind.ORTHOGONAL, 2)),
                    Optional.empty()),
                new LayerSpec.Reversed(lstm(2)),
                new LayerSpec.Bidirectional(lstm(2), LayerSpec.Join.MEAN),
                new LayerSpec.LstmSpec(4, 0.1f),
                new LayerSpec.InitialState(lstm(3), true, 0.5f),
                new LayerSpec.Penalised(lstm(3), 1e-4f, 2, 1),
                LayerSpec.gru(3),
                LayerSpec.indRnn(4, 30),
                new LayerSpec.RnnSpec(5, Activation.TANH),
                new LayerSpec.DenseSpec(3, Activation.IDENTITY),
                LayerSpec.activation(Activation.elu(0.5f)),
                new LayerSpec.EmbeddingSpec(3, OptionalInt.of(2), true, 0.25f),
                LayerSpec.embeddedColumns(
                    new LayerSpec.EmbeddedColumn(1, 3, 2), new LayerSpec.EmbeddedColumn(5, 9, 1)),
                LayerSpec.layerNorm(),
                LayerSpec.maxPool(),
                LayerSpec.attentionPool(3),
                LayerSpec.flatten(4),
                LayerSpec.reshape(5),
                LayerSpec.repeat(3),
                dropout(0.3f),
                lastSteps(7))
            .filter(kind::isInstance)
            .findFirst()
            .orElseThrow();
    assertSavedAndCounted(spec);
  }

  private static void assertSavedAndCounted(LayerSpec spec) {
    assertThat(SpecJson.read(JsonObject.of(SpecJson.write(spec).toString()))).isEqualTo(spec);
    Network network = Network.create(6, spec, 1);
    assertThat(Sizes.of(spec, 6)).isEqualTo(new Sizes(network.parameters(), network.outputSize()));
  }

  @Test
  void everyFormOfACellIsSavedAndItsWeightsAreCounted() {
    for (LayerSpec.Reset reset : LayerSpec.Reset.values()) {
      for (GateFunction gates : GateFunction.values()) {
        LayerSpec.GruSpec gru = new LayerSpec.GruSpec(5, reset, gates, 40);
        assertSavedAndCounted(gru);
        assertSavedAndCounted(gru.noise(new Noise(0.1f, 0.2f, 0, 0.3f, 0.5f)));
      }
    }
    assertSavedAndCounted(new LayerSpec.InitialState(lstm(3), false, 0.5f));
    assertSavedAndCounted(new LayerSpec.InitialState(LayerSpec.gru(3), true, 0));
    assertSavedAndCounted(new LayerSpec.DropoutSpec(0.5f, true));
    assertSavedAndCounted(LayerSpec.rnn(5).noise(new Noise(0, 0, 0, 0, 0.3f)));
    assertSavedAndCounted(LayerSpec.indRnn(5, 9).noise(new Noise(0.1f, 0.2f, 0, 0.3f)));
    LstmForm form = LstmForm.PLAIN;
    for (LstmForm each :
        List.of(
            form,
            form.withPeepholes(),
            form.withCoupledGates(),
            form.projectedTo(9),
            form.withNormalisedSums(),
            form.withGates(GateFunction.HARD_SIGMOID),
            form.withPeepholes().withCoupledGates().projectedTo(2).withNormalisedSums())) {
      assertSavedAndCounted(lstm(5).form(each));
      assertSavedAndCounted(lstm(5).form(each).chrono(9));
      assertSavedAndCounted(lstm(5).form(each).noise(new Noise(0.1f, 0.2f, 0.3f, 0.4f)));
    }
  }

  @Test
  void aPlainLstmIsWrittenAsItAlwaysWas() {
    assertThat(SpecJson.write(lstm(3)).toString())
        .isEqualTo("{\"type\":\"lstm\",\"version\":1,\"hidden\":3,\"forget_bias\":1.0}");
    assertThat(SpecJson.write(LayerSpec.rnn(3)).toString())
        .isEqualTo("{\"type\":\"rnn\",\"version\":1,\"hidden\":3,\"activation\":\"tanh\"}");
  }

  @Test
  void everyActivationIsSaved() {
    for (Activation.Kind kind : Activation.Kind.values()) {
      Activation activation = new Activation(kind, kind.hasParameter() ? 0.3f : 0);
      for (LayerSpec spec :
          List.of(new LayerSpec.DenseSpec(2, activation), LayerSpec.activation(activation))) {
        assertThat(SpecJson.read(JsonObject.of(SpecJson.write(spec).toString()))).isEqualTo(spec);
        Network network = Network.create(5, spec, 1);
        assertThat(Sizes.of(spec, 5))
            .isEqualTo(new Sizes(network.parameters(), network.outputSize()));
      }
    }
  }

  static Stream<Head> heads() {
    Stream<Loss> losses =
        Stream.of(
            new RegressionLoss.Squared(),
            new RegressionLoss.Absolute(),
            new RegressionLoss.Huber(0.1),
            new RegressionLoss.Quantile(0.9),
            new SoftmaxCrossEntropy(),
            new SigmoidCrossEntropy(),
            new SoftmaxCrossEntropy(0.1),
            new SigmoidCrossEntropy(0.1, 2),
            new SoftmaxFocal(2),
            new SigmoidFocal(2, 0.25),
            new Hinge(),
            new LogLoss(),
            new PerceptronCriterion(),
            new BalancedCrossEntropy(List.of(1.0, 2.0, 3.0), List.of(0.5, 1.0, 1.5)),
            new Quantiles(List.of(0.1, 0.9)));
    Stream<Head> pairs =
        Stream.of(
            Head.adaptive(4, 30, new int[] {6, 11}, 3, 1),
            Head.adaptive(4, 5, new int[] {}, 4, 1),
            Head.pair(4, Likeness.COSINE, new SigmoidCrossEntropy(), 1),
            Head.pair(4, Likeness.DISTANCE, new Contrastive(0.5), 1),
            Head.pair(4, Likeness.DENSE, new RegressionLoss.Squared(), 1));
    return Stream.concat(
        losses.flatMap(loss -> Stream.of(Head.dense(4, 3, loss, 1), Head.plain(4, loss))), pairs);
  }

  @ParameterizedTest
  @MethodSource("heads")
  void everyHeadAndLossIsSaved(Head head) {
    JsonObject json = JsonObject.of(HeadJson.write(head).toString());
    Network network = Network.create(4, LayerSpec.dense(4), 1);
    Head read = HeadJson.read(json, network);
    assertThat(read.type()).isEqualTo(head.type());
    assertThat(read.loss()).isEqualTo(head.loss());
    assertThat(read.outputSize()).isEqualTo(head.outputSize());
    assertThat(read.likeness()).isEqualTo(head.likeness());
    assertThat(HeadJson.weights(json, 4))
        .isEqualTo(head.weights().stream().mapToLong(Weight::size).sum());
  }

  /** One weight, two uses: it stands once in the file, and is one again when it is read. */
  @Test
  void aTiedHeadNamesTheTableThatItSharesWithTheNetwork() {
    LayerSpec layers = LayerSpec.stack(LayerSpec.embedding(3), LayerSpec.lstm(3));
    Network network = Network.create(5, layers, 1);
    Weight table = network.weights().getFirst();
    JsonObject json = HeadJson.write(Head.tied(table, new SoftmaxCrossEntropy()));
    assertThat(json.text("table")).isEqualTo("layers.0.w");
    assertThat(HeadJson.weights(json, 3)).isEqualTo(5);
    Network other = Network.create(5, layers, 2);
    Head read = HeadJson.read(json, other);
    assertThat(read.tied().orElseThrow()).isSameAs(other.weights().getFirst());
    assertThat(read.outputSize()).isEqualTo(5);
    Network plain = Network.create(3, LayerSpec.lstm(3), 1);
    assertThatThrownBy(() -> HeadJson.read(json, plain))
        .hasMessageContaining("no weight \"layers.0.w\" to tie to");
    Network wider = Network.create(5, LayerSpec.embedding(4), 1);
    assertThatThrownBy(
            () -> HeadJson.read(JsonObject.of(json.toString().replace(".0.", ".")), wider))
        .hasMessageContaining("no weight");
    Network longer = Network.create(6, layers, 1);
    assertThatThrownBy(() -> HeadJson.read(json, longer))
        .hasMessageContaining("a head of 5 outputs on 3 columns cannot be tied to");
  }

  /** A loss that a program brings itself. */
  private record OwnLoss() implements Loss {
    @Override
    public String type() {
      return "own";
    }

    @Override
    public void check(Target target, int rows, int columns) {}

    @Override
    public double row(Matrix output, int row, Target target, int targetRow, Matrix dOutput) {
      return 0;
    }

    @Override
    public int outputs(int columns) {
      return columns;
    }
  }

  /** A head that a program brings itself. */
  private record OwnHead(Loss loss) implements Head {
    @Override
    public String type() {
      return "own";
    }

    @Override
    public int inputSize() {
      return 1;
    }

    @Override
    public int outputSize() {
      return 1;
    }

    @Override
    public List<Weight> weights() {
      return List.of();
    }

    @Override
    public long passFloats(int rows, boolean training) {
      return 0;
    }

    @Override
    public Head.Pass pass(int rows, Optional<Gradients> gradients, Workers workers) {
      throw new UnsupportedOperationException();
    }
  }

  @Test
  void whatNoFileCanHoldIsNotWritten() {
    assertThatThrownBy(() -> HeadJson.write(Head.plain(1, new OwnLoss())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("a loss of type \"own\" cannot be saved, known are squared");
    assertThatThrownBy(() -> HeadJson.write(new OwnHead(new SoftmaxCrossEntropy())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("a head of type \"own\" cannot be saved");
    SavedModel diverged = small(1);
    diverged.members().getFirst().weights().getLast().values().data()[1] = Float.NaN;
    assertThatThrownBy(() -> diverged.write(folder.resolve("a.sluice")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("weight head.b has NaN at 1: a model that diverged is not saved");
    LayerSpec deep = lstm(1);
    for (int i = 0; i < 60; i++) {
      deep = stack(deep);
    }
    Model model = new Model(Network.create(1, deep, 1), Head.plain(1, new SoftmaxCrossEntropy()));
    SavedModel tooDeep =
        new SavedModel("x", List.of(model), JsonObject.empty(), small(1).provenance());
    assertThatThrownBy(() -> tooDeep.write(folder.resolve("a.sluice")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("nesting depth");
    assertThatThrownBy(
            () -> new SavedModel("x", List.of(), JsonObject.empty(), small(1).provenance()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(folder).isEmptyDirectory();
  }

  /** Each line is a change of one text in a whole file, written anew with its right checksum. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "format":1           | "format":2            | format 2, the newest known here is 1
          "format":1           | "format":0            | must be at least 1, was 0
          "format":1           | "format":"1"          | format must be a whole number
          "task":"forecast"    | "task":7              | task must be a text
          "task":              | "tusk":               | unknown entries [tusk], known are [combination
          "type":"lstm"        | "type":"gru-d"        | unknown layer type "gru-d", known are stack
          "type":"lstm"        | "type":"java.io.File" | unknown layer type "java.io.File"
          "hidden":3           | "hidden":4            | need 143 weights, the file has 101
          "hidden":3           | "hidden":2000000000   | more weights than can be counted
          "hidden":3           | "hidden":900000000    | weights, the file has 101
          "hidden":3           | "hidden":0            | hidden must be a whole number from 1
          "hidden":3           | "hidden":3.5          | hidden must be a whole number from 1
          "hidden":3           | "hidden":3,"peep":1   | unknown entries [peep]
          "forget_bias":1.0    | "forget_bias":1e99    | forgetBias must be finite
          "rate":0.1           | "rate":1.5            | dropout rate must be at least 0
          "activation":"tanh"  | "activation":"Tanh"   | unknown activation "Tanh"
          "activation":"tanh"  | "activation":"sigmoid" | must be TANH or RELU
          "type":"dense","version":1,"units" | "type":"dense","version":2,"units" | the newest known here is 1
          "inputs":2           | "inputs":3            | need 113 weights, the file has 101
          "inputs":2           | "inputs":2147483647   | weights, the file has 101
          "outputs":2          | "outputs":0           | outputs must be a whole number from 1
          "type":"huber"       | "type":"hubert"       | unknown loss "hubert", known are squared
          "type":"huber"       | "type":"squared"      | unknown entries [delta]
          "delta":1.35         | "delta":-1            | delta of the Huber loss must be above 0
          "type":"dense","outputs":2 | "type":"crf","outputs":2 | unknown head type "crf"
          "prefix":""          | "prefix":"members.0." | need 101 weights, the file has 0
          "seed":42            | "seed":"42"           | seed must be a whole number
          "preprocessing":{    | "preprocessing":[],"x":{ | unknown entries [x]
          "preprocessing":{    | "combination":{"type":"vote","weights":[1,2]},"preprocessing":{ | each of 1 members needs a weight, there are 2
          "preprocessing":{    | "combination":{"type":"vote","weights":[-1]},"preprocessing":{ | must be above 0 and finite, was -1.0
          "preprocessing":{    | "combination":{"type":"sum","start":0,"rate":0},"preprocessing":{ | rate above 0, were 0.0 and 0.0
          "preprocessing":{    | "combination":{"type":"best"},"preprocessing":{ | must be mean, vote or sum, was best
          """)
  void whatThisVersionDoesNotKnowIsRefusedByName(String from, String to, String says) {
    Path file = folder.resolve("a.sluice");
    small(1).write(file);
    rewrite(file, from, to);
    assertThatThrownBy(() -> SavedModel.read(file))
        .isInstanceOf(BadModelFile.class)
        .hasMessageContaining(says);
  }

  private static void rewrite(Path file, String from, String to) {
    TensorFile whole = TensorFile.read(file);
    String text = whole.metadata().get("sluice");
    assertThat(text).contains(from);
    TensorFile.write(
        file,
        whole.tensors(),
        Map.of("sluice", text.replaceFirst(Pattern.quote(from), Matcher.quoteReplacement(to))));
  }

  @Test
  void weightsThatDoNotFitTheirLayersAreRefused() {
    Path file = folder.resolve("a.sluice");
    assertWeights(file, "head.b", Tensor.of(new float[2], 2, 1), "must be F32 [1, 2], it is F32");
    assertWeights(file, "head.b", Tensor.of(new int[2], 1, 2), "it is I32 [1, 2]");
    assertWeights(
        file, "head.b", Tensor.of(new float[] {0, Float.NaN}, 1, 2), "weight head.b has NaN at 1");
    assertWeights(file, "head.c", Tensor.of(new float[0]), "no member has the weights head.c");
    small(1).write(file);
    TensorFile whole = TensorFile.read(file);
    var renamed = new LinkedHashMap<>(whole.tensors());
    renamed.put("head.x", renamed.remove("head.b"));
    TensorFile.write(file, renamed, whole.metadata());
    assertThatThrownBy(() -> SavedModel.read(file))
        .isInstanceOf(BadModelFile.class)
        .hasMessageContaining("weight head.b must be F32 [1, 2], it is not there");
  }

  private static void assertWeights(Path file, String name, Tensor tensor, String says) {
    small(1).write(file);
    TensorFile whole = TensorFile.read(file);
    var changed = new LinkedHashMap<>(whole.tensors());
    changed.put(name, tensor);
    TensorFile.write(file, changed, whole.metadata());
    assertThatThrownBy(() -> SavedModel.read(file))
        .isInstanceOf(BadModelFile.class)
        .hasMessageContaining(says);
  }

  @Test
  void aFileWithoutAModelIsNamedForWhatItIs() {
    Path checkpoint = new CheckpointFiles(folder).write(new Checkpoint(), Map.of());
    assertThatThrownBy(() -> SavedModel.read(checkpoint))
        .isInstanceOf(BadModelFile.class)
        .hasMessageContaining("it is a checkpoint, not a model");
    Path other = folder.resolve("other.sluice");
    TensorFile.write(other, new LinkedHashMap<>(), Map.of());
    assertThatThrownBy(() -> SavedModel.read(other))
        .isInstanceOf(BadModelFile.class)
        .hasMessageContaining("it holds tensors, but no model");
  }

  @Test
  void aThousandMutationsEachGiveASentenceAndAThousandForgeriesDoNoHarm() throws IOException {
    Path file = folder.resolve("a.sluice");
    small(2).write(file);
    byte[] whole = Files.readAllBytes(file);
    var random = new SplittableRandom(1);
    for (int i = 0; i < 1000; i++) {
      byte[] changed = Mutations.one(random, whole);
      assertThat(readError(file, changed))
          .as("mutation " + i)
          .isExactlyInstanceOf(BadModelFile.class)
          .hasMessageMatching("(?s).{20,}; [a-z].+");
      Throwable forged = readError(file, Mutations.sealed(changed));
      if (forged != null) {
        assertThat(forged).as("forgery " + i).isExactlyInstanceOf(BadModelFile.class);
      }
    }
  }

  private static Throwable readError(Path file, byte[] bytes) throws IOException {
    Files.deleteIfExists(file); // writing over a file makes some file systems wait for the disk
    Files.write(file, bytes);
    return catchThrowable(() -> SavedModel.read(file));
  }
}
