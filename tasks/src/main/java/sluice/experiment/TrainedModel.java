package sluice.experiment;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import sluice.data.Measured;
import sluice.data.Preparation;
import sluice.data.Prepared;
import sluice.data.Series;
import sluice.data.SeriesSettings;
import sluice.data.Table;
import sluice.loss.Combination;
import sluice.loss.Model;
import sluice.model.BadModelFile;
import sluice.model.JsonObject;
import sluice.model.SavedModel;
import sluice.nn.NamedLayer;
import sluice.report.ReportData;
import sluice.report.Selection;
import sluice.report.WhyStudy;

/** A model file at work: measures itself on new data, predicts, forecasts. */
public final class TrainedModel {
  /** Where the settings of a model file hold the resolved experiment. */
  static final String EXPERIMENT = "experiment";

  private final Path file;
  private final SavedModel saved;
  private final Experiment experiment;
  private final Optional<Preparation> preparation; // of a table
  private final Optional<Answers> answers; // from a table
  private final Optional<LanguageModel> language;

  private TrainedModel(Path file, SavedModel saved) {
    this.file = file;
    this.saved = saved;
    JsonObject preprocessing = saved.preprocessing();
    experiment =
        Experiment.parse(saved.provenance().settings().text(EXPERIMENT), "model", Path.of(""));
    if (experiment.task() == Task.LANGUAGE) {
      preparation = Optional.empty();
      answers = Optional.empty();
      language = Optional.of(new LanguageModel(file, experiment, saved));
      return;
    }
    language = Optional.empty();
    Preparation prepared = PreparationJson.read(preprocessing.object("preparation"));
    Answers own = answers(preprocessing);
    preparation = Optional.of(prepared);
    answers = Optional.of(own);
    check("input", model().network().inputSize(), own.inputs(prepared));
    check("output", model().head().outputSize(), own.outputs());
  }

  private Answers answers(JsonObject preprocessing) {
    return switch (experiment.task()) {
      case FORECAST -> new ForecastAnswers(experiment, saved.predictor(), preprocessing);
      case CLASSIFY ->
          experiment.data().several()
              ? new LabelSetAnswers(experiment, saved.predictor(), preprocessing)
              : new ClassifyAnswers(experiment, saved.predictor(), preprocessing);
      case REGRESS -> new RegressAnswers(experiment, saved.predictor(), preprocessing);
      case AUTOENCODE -> new AutoencodeAnswers(experiment, saved.predictor(), preprocessing);
      case SIMILARITY -> new SimilarityAnswers(experiment, saved.predictor(), preprocessing);
      case LANGUAGE -> throw new IllegalArgumentException("a text is no table");
    };
  }

  private UnfitTask noTable() {
    return new UnfitTask(
        file + " is a language model, and reads no table: use sluice generate or sluice evaluate");
  }

  /** Throws if what it reads is no table. */
  void checkTable() {
    preparation();
  }

  private Preparation preparation() {
    return preparation.orElseThrow(this::noTable);
  }

  private static void check(String what, int network, int job) {
    if (network != job) {
      throw new IllegalArgumentException(
          "the network has " + network + " columns of " + what + ", its task has " + job);
    }
  }

  /**
   * Reads a model file, or that of a run's folder.
   *
   * @throws BadModelFile if it is not there, damaged, or holds what this version does not know
   */
  public static TrainedModel read(Path fileOrRun) {
    Path file = Files.isDirectory(fileOrRun) ? new RunDirectory(fileOrRun).model() : fileOrRun;
    SavedModel saved = SavedModel.read(file);
    try {
      return new TrainedModel(file, saved);
    } catch (BadExperiment | UnfitTask | IllegalArgumentException e) {
      throw new BadModelFile(
          file,
          "its settings cannot be used: " + e.getMessage(),
          "preprocessing",
          "use the version of Sluice that trained it (" + saved.provenance().version() + ")");
    }
  }

  private Model model() {
    return saved.members().getFirst();
  }

  /**
   * What it was trained for: {@code forecast}, {@code classify}, {@code regress} or {@code
   * autoencode}.
   */
  public String task() {
    return saved.task();
  }

  /** The settings it was trained with. */
  public Experiment experiment() {
    return experiment;
  }

  /**
   * The language model that it is.
   *
   * @throws UnfitTask if it is none
   */
  public LanguageModel language() {
    return language.orElseThrow(() ->
        new UnfitTask(
            file + " is a model to " + task() + ", and does not write: give a language model"));
  }

  /** How its columns were chosen ({@code data.select}); empty where it has all of them. */
  public Optional<Selection> selection() {
    JsonObject preprocessing = saved.preprocessing();
    return preprocessing.has(ColumnChoice.KEY)
        ? Optional.of(Selection.read(preprocessing.object(ColumnChoice.KEY)))
        : Optional.empty();
  }

  /** Digest of its weights. */
  public String weightsSha256() {
    return saved.weightsSha256();
  }

  /**
   * Measures the model beside the baselines: on the test part if these are the data it was trained
   * on, else on all of them.
   *
   * @throws UnfitTask if these are the data it was trained on, and there was no test part
   */
  public Evaluated evaluate(DataSource data) {
    if (language.isPresent()) {
      return language.get().evaluate(data);
    }
    Table table = DataTable.of(experiment, data, true);
    boolean same = trainedOn(table);
    if (same) {
      if (experiment.data().testFile().isPresent()) {
        throw new UnfitTask(
            file
                + " was trained on "
                + table.source()
                + ": give the file of its test part ("
                + experiment.data().testFile().get().getFileName()
                + "), or data that it has not seen");
      }
      if (experiment.split().test().none() && experiment.split().folds().isEmpty()) {
        throw new UnfitTask(
            file
                + " was trained on all of "
                + table.source()
                + " (split.test: 0): give data that it has not seen");
      }
    }
    Arrangement arranged = arranged(table);
    List<ReportData.Result> results = new ArrayList<>();
    for (Measured measured : answers().measure(prepared(arranged), arranged.parts())) {
      results.add(
          new ReportData.Result(
              ReportData.TEST,
              measured.name(),
              measured.baseline(),
              measured.examples(),
              measured.scores()));
    }
    String scope =
        same
            ? "the test part of the data that the model was trained on"
            : "all of "
                + table.source()
                + ": not the data that the model was trained on, though some rows may be the same";
    return new Evaluated(task(), scope, results);
  }

  /** Whether these are the data that it was trained on. */
  boolean trainedOn(Table table) {
    return table.digest().equals(saved.provenance().dataSha256());
  }

  /** The series of data that it was trained on in their parts; of others, all for the test. */
  Arrangement arranged(Table table) {
    return trainedOn(table)
        ? Arrangement.of(experiment, table, reading())
        : new Arrangement(List.of(), List.of()).withTest(Series.read(table, reading()));
  }

  /** Series as it reads them. */
  List<Prepared> prepared(Arrangement arranged) {
    return preparation().apply(sides(arranged.series()));
  }

  /**
   * Gives a row for each window or sequence: its key and time, and the predicted label or number.
   *
   * @throws UnfitTask if this is a forecaster
   */
  public void predict(DataSource data, RowSink sink) {
    if (experiment.task() == Task.FORECAST) {
      throw new UnfitTask(
          file
              + " is a forecaster: use sluice forecast, or give a model that classifies or"
              + " regresses");
    }
    answers().predict(prepared(data, 0), sink);
  }

  /** The layers that {@link #features} knows, from the input on, with the columns they give. */
  public List<NamedLayer> layers() {
    return features().layers();
  }

  /**
   * Gives what a layer puts out: a row for each row, window or sequence of the data, as {@link
   * #predict} has them, or for each of its steps where the layer has an output at each. Of a
   * forecaster these are the windows whose horizon lies in the data too.
   *
   * @param layer one of {@link #layers()}, or {@code last}: what the head reads
   * @throws UnfitTask if there is no such layer; it names those there are
   */
  public void features(String layer, DataSource data, RowSink sink) {
    Features features = features();
    features.check(layer);
    List<Prepared> prepared = prepared(data, 0);
    features.write(layer, prepared, answers().examples(prepared), sink);
  }

  /**
   * Takes one prediction apart: what each step and column contributed to it.
   *
   * @throws UnfitTask if there is no such example or output, or nothing that can be taken apart
   */
  public WhyStudy why(WhySettings asked, DataSource data) {
    Model one = MemberChoice.alone(this, asked.member());
    return new Why(experiment, one, preparation(), saved.preprocessing(), asked)
        .of(answers().examples(prepared(data, 0)));
  }

  private Features features() {
    if (language.isPresent()) {
      throw noTable();
    }
    if (saved.members().size() > 1) {
      throw new UnfitTask(
          file
              + " is an ensemble of "
              + saved.members().size()
              + " networks, which share no layer: give a model of one network");
    }
    return new Features(file, experiment, model().network());
  }

  /**
   * Gives the steps after the end of a history: a row for each step, with its key, time and
   * targets.
   *
   * @param history without, the data that the experiment beside the model names
   * @throws UnfitTask if this is no forecaster, or there is no history
   */
  public void forecast(Optional<DataSource> history, RowSink sink) {
    if (language.isPresent()) {
      throw noTable();
    }
    if (experiment.task() != Task.FORECAST) {
      throw new UnfitTask(
          file + " is a model to " + task() + ": use sluice predict, or give a forecaster");
    }
    answers()
        .predict(
            prepared(
                history.orElseGet(() -> Beside.data(file, "--history")),
                experiment.window().horizon()),
            sink);
  }

  /** The models that answer together. */
  List<Model> members() {
    return saved.members();
  }

  /** What it answers. */
  Answers answers() {
    return answers.orElseThrow(this::noTable);
  }

  /** The file it came from. */
  Path file() {
    return file;
  }

  /** New data as it reads them, so many steps ahead. */
  List<Prepared> prepared(DataSource data, int ahead) {
    SeriesSettings reading = reading(); // a text has none: told before its file is read as a table
    List<Series> series = Series.read(DataTable.of(experiment, data, false), reading);
    return sides(series).stream().map(one -> preparation().apply(one, ahead)).toList();
  }

  /** What the series of a file are: of pairs, the columns of both sides. */
  private SeriesSettings reading() {
    SeriesSettings own = preparation().series();
    return experiment.data().sides().map(sides -> sides.both(own)).orElse(own);
  }

  /** Of pairs, the left sides, then the right ones. */
  private List<Series> sides(List<Series> series) {
    return experiment.data().sides().map(sides -> sides.apart(series)).orElse(series);
  }

  /** How several networks answer together. */
  Combination combination() {
    return saved.combination();
  }
}
