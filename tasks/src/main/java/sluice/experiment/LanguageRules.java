package sluice.experiment;

import java.util.List;
import java.util.Locale;
import sluice.experiment.settings.Reading;

/** What task language asks of the keys, and what the other tasks ask of its keys. */
final class LanguageRules {
  private static final String LANGUAGE = "task language";

  /** Of rows and columns, which a text does not have. */
  private static final List<String> OF_TABLES =
      List.of(
          "data.csv",
          "data.absent",
          "data.weight",
          "data.wide",
          "data.blocks",
          "data.time",
          "data.key",
          "data.label",
          "data.separator",
          "data.past",
          "data.known",
          "data.left",
          "data.right",
          "data.categories",
          "data.lags",
          "data.expand",
          "data.select",
          "data.calendar",
          "data.missing",
          "data.scale",
          "window.per",
          "window.labels",
          "window.history",
          "window.horizon",
          "window.ahead",
          "window.stride",
          "window.season",
          "split.seed",
          "split.group",
          "split.folds",
          "split.fold",
          "model.reconstruct",
          "model.decoder",
          "model.similarity",
          "ensemble",
          "decision",
          "report.importance");

  private static final List<String> OF_TEXTS =
      List.of(
          "data.validation_file",
          "data.tokens",
          "data.vocabulary",
          "window.partition",
          "window.offset",
          "window.drop_short",
          "model.tied",
          "training.truncated_bptt_steps");

  private final Reading<Experiment> reading;
  private final Experiment experiment;

  private LanguageRules(Reading<Experiment> reading) {
    this.reading = reading;
    this.experiment = reading.value();
  }

  /** Reports every rule that a language model's experiment breaks. */
  static void check(Reading<Experiment> reading) {
    LanguageRules rules = new LanguageRules(reading);
    rules.source();
    rules.tokens();
    rules.partition();
    rules.parts();
    rules.network();
    rules.training();
    OF_TABLES.forEach(key -> rules.idle(key, LANGUAGE, "task"));
    rules.workedOut();
  }

  /** Reports the keys of a text in an experiment of another task. */
  static void checkAbsent(Reading<Experiment> reading) {
    LanguageRules rules = new LanguageRules(reading);
    String task = reading.value().task().name().toLowerCase(Locale.ROOT);
    OF_TEXTS.forEach(key -> rules.idle(key, "task " + task + ": it is for language", "task"));
  }

  private void idle(String key, String because, String other) {
    reading.require(!reading.changes(key), key, "has no effect for " + because, other);
  }

  /** Keys whose default hangs on other keys. */
  private void workedOut() {
    reading.require(
        experiment.data().target().isEmpty(),
        "data.target",
        "has no effect for task language: what is foretold is the next token",
        "task");
    reading.require(
        experiment.split().by() == SplitSettings.By.ORDER,
        "split.by",
        "a text is parted in its order: by: order",
        "task");
  }

  private void source() {
    var data = experiment.data();
    for (var key : List.of("data.jdbc", "data.sql", "data.generated")) {
      reading.require(
          !reading.changes(key), key, "a language model learns from a text: data.file", "task");
    }
    reading.require(
        data.file().isPresent(),
        "data",
        "expected file, found none; name the text to learn from: file: book.txt",
        "data.file",
        "data.jdbc",
        "data.sql",
        "data.generated");
  }

  private void tokens() {
    var tokens = experiment.data().tokens();
    String key = "data.tokens";
    if (tokens.kind() != TokenSettings.Kind.BYTE_PAIRS) {
      idle("data.tokens.size", "tokens that are not byte-pairs; see data.vocabulary.size", key);
    }
    try {
      var _ = LanguageSettings.tokenizer(tokens);
      var _ = LanguageSettings.file(tokens);
    } catch (IllegalArgumentException e) {
      reading.require(false, key, String.valueOf(e.getMessage()));
    }
    boolean fixed =
        tokens.kind() == TokenSettings.Kind.BYTES || tokens.kind() == TokenSettings.Kind.BYTE_PAIRS;
    if (fixed) {
      idle("data.vocabulary", "bytes and byte-pairs, all of which are known", "data.tokens.kind");
    }
  }

  private void partition() {
    var window = experiment.window();
    boolean documents = experiment.data().tokens().documents() != TokenSettings.Documents.NONE;
    boolean sequential = window.partition() == WindowSettings.Partition.SEQUENTIAL;
    reading.require(
        !documents || !window.dropShort(),
        "window.drop_short",
        "is for a text in one piece: every document would lose its end",
        "data.tokens.documents");
    reading.require(
        !documents || !sequential || !window.offset(),
        "window.offset",
        "is for a text in one piece, or partition: random: a document is read from its start",
        "data.tokens.documents",
        "window.partition");
    reading.require(
        !sequential || experiment.training().shuffle(),
        "training.shuffle",
        "has no effect for window.partition: sequential, which keeps the order of the text",
        "window.partition");
  }

  private void parts() {
    var split = experiment.split();
    var data = experiment.data();
    for (var cut : List.of(split.validation(), split.test())) {
      reading.require(
          !(cut instanceof Cut.From),
          "split",
          "a text has no dates; give a number of tokens or a share",
          "task");
    }
    if (data.validationFile().isPresent()) {
      idle("split.validation", "data.validation_file, which is that part", "data.validation_file");
    }
    if (data.testFile().isPresent()) {
      idle("split.test", "data.test_file, which is the test part", "data.test_file");
    }
    if (data.validationFile().isEmpty()
        && data.testFile().isEmpty()
        && split.validation() instanceof Cut.Share(double one)
        && split.test() instanceof Cut.Share(double other)) {
      reading.require(
          one + other < 1,
          "split.validation",
          "validation and test leave nothing to train on: " + one + " + " + other,
          "split.test");
    }
    boolean validated = LanguageSettings.validated(experiment);
    reading.require(
        validated || experiment.training().earlyStopping().isEmpty(),
        "training.early_stopping",
        "needs a validation part, found split.validation: 0; write early_stopping: none",
        "split.validation");
    reading.require(
        validated || !(experiment.training().schedule() instanceof ScheduleSettings.Plateau),
        "training.schedule",
        "plateau needs a validation part, found split.validation: 0",
        "split.validation");
  }

  private void network() {
    var model = experiment.model();
    if (!model.tied()) {
      return;
    }
    reading.require(
        LanguageSettings.embedding(model).isPresent(),
        "model.tied",
        "needs an embedding, the first of model.layers, whose table the last layer can share",
        "model.layers");
    idle("model.head.weights", "model.tied: the embedding's table has its own", "model.tied");
  }

  private void training() {
    var training = experiment.training();
    reading.require(
        training.loss().equals(new LossSettings.SoftmaxCrossEntropy(0)),
        "training.loss",
        "expected softmax-cross-entropy without smoothing, of which perplexity is made",
        "task");
    reading.require(
        training.batch().isPresent(),
        "training.batch",
        "expected how many streams are read side by side, found all",
        "task");
    reading.require(
        !(training.optimiser() instanceof OptimiserSettings.Lbfgs),
        "training.optimiser",
        "lbfgs needs the whole training part in one batch: take sgd or adam for a text",
        "task");
    int batch = training.batch().orElse(Integer.MAX_VALUE);
    reading.require(
        training.groups() <= batch,
        "training.groups",
        "at most the batch of " + batch + " can be parted, found " + training.groups(),
        "training.batch");
  }
}
