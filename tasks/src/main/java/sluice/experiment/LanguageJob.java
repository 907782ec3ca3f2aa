package sluice.experiment;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import sluice.data.Measured;
import sluice.data.Part;
import sluice.language.CountModel;
import sluice.language.TextEvaluation;
import sluice.loss.Head;
import sluice.loss.Model;
import sluice.loss.Predictor;
import sluice.math.Steps;
import sluice.math.Workers;
import sluice.metric.Metric;
import sluice.model.JsonObject;
import sluice.nn.Capacity;
import sluice.nn.Input;
import sluice.nn.LayerSpec;
import sluice.nn.Network;
import sluice.nn.PassSettings;
import sluice.nn.Weight;
import sluice.report.Detail;
import sluice.report.ReportData;
import sluice.text.TextCodec;
import sluice.text.TextCorpus;
import sluice.text.TextStreams;
import sluice.text.TextWindows;
import sluice.train.Batches;
import sluice.train.Epoch;
import tools.jackson.databind.node.ObjectNode;

/** The next token of a text, from all before it. */
final class LanguageJob implements Job {
  /** What is added to the counts behind one character, or a few of them. */
  private static final double ADDED_TO_CHARACTERS = 5;

  /** The same behind a word: most words follow a word seldom. */
  private static final double ADDED_TO_WORDS = 200;

  /** Tokens of the training part that are measured in the end. */
  private static final long MOST_TRAINING = 100_000;

  private final Experiment experiment;
  private final LanguageData data;
  private final Map<Part, TextEvaluation> evaluations = new EnumMap<>(Part.class);
  private final Map<Part, List<Measured>> measured = new EnumMap<>(Part.class);
  private final Map<Part, List<Measured>> baselines = new EnumMap<>(Part.class);
  private final List<Counted> counted = new ArrayList<>(); // made when first asked for

  private Optional<Perplexity> perplexity = Optional.empty(); // made when first asked for

  /** A count model under its name. */
  private record Counted(String name, CountModel model) {}

  private LanguageJob(Experiment experiment, LanguageData data) {
    this.experiment = experiment;
    this.data = data;
  }

  /** The job of an experiment, its text freshly read. */
  static LanguageJob read(Experiment experiment) {
    return new LanguageJob(experiment, LanguageData.read(experiment));
  }

  /** Name of a part, for readers. */
  static String word(Part part) {
    return part.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public Experiment experiment() {
    return experiment;
  }

  @Override
  public String source() {
    return data.source();
  }

  @Override
  public String digest() {
    return data.digest();
  }

  /** The text of a part, which must be there. */
  TextCorpus text(Part part) {
    return Optional.ofNullable(data.parts().get(part)).orElseThrow();
  }

  TextCodec codec() {
    return data.codec();
  }

  /** Tokens there are: an id each, which stands for a row of 0 and one 1. */
  private int classes() {
    return data.codec().vocabulary().size();
  }

  @Override
  public int inputs() {
    return classes();
  }

  @Override
  public int outputs() {
    return classes();
  }

  @Override
  public LayerSpec layers() {
    return EngineSettings.layers(experiment.model(), 0);
  }

  @Override
  public Model model(long seed) {
    Network network = Network.create(inputs(), layers(), seed);
    Head head;
    if (experiment.model().tied()) {
      Weight table = network.weights().getFirst();
      checkTied(network, table);
      head = Head.tied(table, loss());
    } else {
      head = Head.dense(network.outputSize(), outputs(), loss(), seed);
    }
    EngineSettings.begin(head, experiment.model(), seed);
    return new Model(network, head);
  }

  private static void checkTied(Network network, Weight table) {
    int width = table.values().columns();
    if (network.outputSize() != width) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "model.tied needs a last layer as wide as the embedding, %d, found %d; give it"
                  + " hidden: %d or projection: %d",
              width,
              network.outputSize(),
              width,
              width));
    }
  }

  @Override
  public int count(Part part) {
    TextCorpus text = data.parts().get(part);
    return text == null ? 0 : (int) Math.min(Integer.MAX_VALUE, text.count());
  }

  @Override
  public int batch() {
    return LanguageSettings.batch(experiment);
  }

  @Override
  public int batches() {
    return training(experiment.seed()).count(); // nothing but ids is made
  }

  @Override
  public Batches training(long seed) {
    var partition = LanguageSettings.training(experiment, seed);
    TextCorpus text = text(Part.TRAINING);
    return switch (experiment.window().partition()) {
      case SEQUENTIAL -> new TextStreams(text, classes(), partition);
      case RANDOM -> new TextWindows(text, classes(), partition, experiment.training().shuffle());
    };
  }

  @Override
  public Optional<Batches> validation() {
    return data.parts().containsKey(Part.VALIDATION)
        ? Optional.of(streams(Part.VALIDATION, batch()))
        : Optional.empty();
  }

  private Batches streams(Part part, int streams) {
    return new TextStreams(text(part), classes(), LanguageSettings.plain(experiment, streams));
  }

  @Override
  public Batches held(int sequences) {
    return streams(
        data.parts().containsKey(Part.VALIDATION) ? Part.VALIDATION : Part.TRAINING, sequences);
  }

  @Override
  public void checkFits(Model model) {
    Network network = model.network();
    network
        .needsWholeSequences()
        .ifPresent(why -> {
          throw new IllegalArgumentException(
              "a language model reads token by token and must not see what it is to foretell: "
                  + why);
        });
    int steps = 3;
    if (network.lengthAfter(steps) != steps) {
      throw new IllegalArgumentException("a language model has an answer at each step");
    }
    var _ =
        network
            .pass(PassSettings.predicting(Capacity.of(1, 1)))
            .forward(Input.Ids.of(classes(), 0), Steps.equal(1, 1));
  }

  @Override
  public long passBytes(Model model) {
    int groups = experiment.training().groups();
    long trained = model.passBytes(training(experiment.seed()).capacity(groups), true);
    long validated = validation().map(b -> model.passBytes(b.capacity(1), false)).orElse(0L);
    long read = model.passBytes(Capacity.of(TextEvaluation.STEPS, 1), false);
    return Math.max(trained + validated, read);
  }

  @Override
  public Metric primary() {
    return Metric.PERPLEXITY;
  }

  @Override
  public Optional<Perplexity> perplexity() {
    if (perplexity.isEmpty()) {
      perplexity = Optional.of(Perplexity.of(this));
    }
    return perplexity;
  }

  /** What was learned is told beside what was not seen, each by its name. */
  @Override
  public List<Part> measured() {
    return List.of(Part.TRAINING, Part.VALIDATION, Part.TEST);
  }

  private TextEvaluation evaluation(Part part) {
    return evaluations.computeIfAbsent(
        part,
        own -> new TextEvaluation(codec(), evaluated(own), LanguageSettings.documents(experiment)));
  }

  /** Of the training part its beginning: one stream through all of it could take an epoch. */
  private TextCorpus evaluated(Part part) {
    TextCorpus text = text(part);
    return part == Part.TRAINING && text.count() > MOST_TRAINING
        ? text.part(0, MOST_TRAINING)
        : text;
  }

  @Override
  public List<Measured> measure(Predictor model, Part part) {
    List<Measured> known = measured.get(part);
    if (known == null) {
      List<Measured> all = new ArrayList<>();
      String name = EngineSettings.name(experiment);
      all.add(evaluation(part).measure(name, model.members().getFirst(), Workers.shared()));
      all.addAll(baselines(part));
      known = List.copyOf(all);
      measured.put(part, known);
    }
    return known;
  }

  /** They do not hang on the network: counted once. */
  private List<Measured> baselines(Part part) {
    List<Measured> known = baselines.get(part);
    if (known == null) {
      known =
          counted().stream().map(one -> evaluation(part).measure(one.name(), one.model())).toList();
      baselines.put(part, known);
    }
    return known;
  }

  private List<Counted> counted() {
    if (counted.isEmpty()) {
      TextCorpus text = text(Part.TRAINING);
      boolean signs =
          switch (experiment.data().tokens().kind()) {
            case CHARACTERS, BYTES -> true;
            default -> false;
          };
      double added = signs ? ADDED_TO_CHARACTERS : ADDED_TO_WORDS;
      counted.add(new Counted("frequencies", new CountModel(text, classes(), 1, 0)));
      counted.add(new Counted("pairs counted", new CountModel(text, classes(), 2, added)));
      if (signs) {
        counted.add(new Counted("triples counted", new CountModel(text, classes(), 3, added)));
      }
    }
    return counted;
  }

  @Override
  public void forget() {
    measured.clear();
  }

  @Override
  public Detail detail(Predictor model, Part part) {
    return new LanguageDetail(this).of(model.members().getFirst(), part, List.of());
  }

  /** The same with how perplexity fell. */
  Detail detail(Predictor model, Part part, List<Epoch> epochs) {
    return new LanguageDetail(this).of(model.members().getFirst(), part, epochs);
  }

  @Override
  public ReportData.Data summary() {
    List<ReportData.Part> parts = new ArrayList<>();
    data.parts()
        .forEach((part, text) ->
            parts.add(new ReportData.Part(word(part), "", "", text.count(), text.count() - 1)));
    long all = data.parts().values().stream().mapToLong(TextCorpus::count).sum();
    return new ReportData.Data(source(), all, List.of(), parts, notes());
  }

  /** What a reader should know of the text, a sentence each. */
  List<String> notes() {
    List<String> notes = new ArrayList<>();
    notes.add(
        String.format(
            Locale.ROOT,
            "Tokens are %s; %,d of them are known, those of the training part.",
            experiment.data().tokens().kind().name().toLowerCase(Locale.ROOT).replace('_', '-'),
            classes()));
    if (text(Part.TRAINING).count() > MOST_TRAINING) {
      notes.add(
          String.format(
              Locale.ROOT,
              "Figures of the training part are those of its first %,d tokens.",
              MOST_TRAINING));
    }
    for (TextCorpus text : texts()) {
      if (text.unknown() > 0) {
        notes.add(
            String.format(
                Locale.ROOT,
                "%,d tokens of %s have no id and are read as <unk>.",
                text.unknown(),
                text.name()));
      }
    }
    return notes;
  }

  /** One part of each file. */
  private List<TextCorpus> texts() {
    List<TextCorpus> texts = new ArrayList<>(List.of(text(Part.TRAINING)));
    if (experiment.data().validationFile().isPresent()) {
      texts.add(text(Part.VALIDATION));
    }
    if (experiment.data().testFile().isPresent()) {
      texts.add(text(Part.TEST));
    }
    return texts;
  }

  /** How often each token stands in the training part, by id. */
  long[] counts() {
    return counted().getFirst().model().counts();
  }

  @Override
  public String dataText() {
    return new LanguagePlan(this).text();
  }

  @Override
  public void dataJson(ObjectNode json) {
    new LanguagePlan(this).put(json);
  }

  @Override
  public JsonObject preprocessing() {
    long[] counts = counts();
    double[] numbers = new double[counts.length];
    for (int id = 0; id < numbers.length; id++) {
      numbers[id] = counts[id];
    }
    return JsonObject.empty()
        .put(LanguageModel.TEXT, TextJson.write(codec()))
        .putNumbers(LanguageModel.COUNTS, numbers)
        .put(LanguageModel.TRAINED_ON, data.trainingDigest());
  }
}
