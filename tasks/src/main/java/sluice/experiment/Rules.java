package sluice.experiment;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;
import sluice.data.TimeSettings;
import sluice.experiment.DataSettings.Label;
import sluice.experiment.settings.Nearest;
import sluice.experiment.settings.Reading;

/** What keys of an experiment ask of one another. */
final class Rules {
  private static final long MOST_GENERATED = 100_000_000; // rows
  private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N} ._-]*");
  private static final Pattern PASSWORD =
      Pattern.compile("(?i)(password|passwd|pwd)=|://[^/@]*:[^/@]*@|:(thin|oci):[^/@]+/[^@]+@");

  private final Reading<Experiment> reading;
  private final Experiment experiment;

  private Rules(Reading<Experiment> reading) {
    this.reading = reading;
    this.experiment = reading.value();
  }

  /** Reports every rule that an experiment breaks. */
  static void check(Reading<Experiment> reading) {
    var rules = new Rules(reading);
    rules.names();
    if (reading.value().task() == Task.LANGUAGE) {
      rules.layers();
      rules.schedule();
      LanguageRules.check(reading);
      return;
    }
    LanguageRules.checkAbsent(reading);
    rules.target();
    rules.source();
    rules.form();
    rules.time();
    rules.expand();
    rules.select();
    rules.columns();
    rules.lags();
    rules.layers();
    rules.loss();
    rules.quantiles();
    rules.pairs();
    rules.split();
    rules.schedule();
    rules.decision();
    rules.batch();
    rules.withoutEffect();
    EnsembleRules.check(reading);
    LineSearchRules.check(reading);
  }

  private void names() {
    var name = experiment.name();
    reading.require(
        NAME.matcher(name).matches(),
        "name",
        "expected letters, digits, blanks, dots, _ and -, first a letter or digit, found \""
            + name
            + "\"");
  }

  private void target() {
    reading.require(
        !experiment.data().target().isEmpty(),
        "data.target",
        "missing; expected the column to predict; a forecast may have several; autoencode: those"
            + " that are to come back, \"*\" for every one that has no other use",
        "task");
  }

  private void source() {
    var data = experiment.data();
    reading.require(
        data.file().isPresent()
            || data.sql().isPresent()
            || data.jdbc().isPresent()
            || data.generated().isPresent(),
        "data",
        "expected file, sql or jdbc, found none of them; name the CSV file: file: rows.csv",
        "data.file",
        "data.sql",
        "data.jdbc");
    reading.require(
        data.file().isEmpty() || data.jdbc().isEmpty(),
        "data.jdbc",
        "expected file or jdbc, found both; remove one",
        "data.file");
    reading.require(
        data.sql().isEmpty() || data.file().isEmpty() && data.jdbc().isEmpty(),
        "data.sql",
        "is instead of file and jdbc; remove all but one",
        "data.file",
        "data.jdbc");
    reading.require(
        data.generated().isEmpty()
            || data.file().isEmpty() && data.jdbc().isEmpty() && data.sql().isEmpty(),
        "data.generated",
        "is instead of file, jdbc and sql; remove all but one",
        "data.file",
        "data.jdbc",
        "data.sql");
    reading.require(
        data.generated().isEmpty()
            || (long) data.generated().get().steps() * data.generated().get().count()
                <= MOST_GENERATED,
        "data.generated",
        "expected at most " + MOST_GENERATED + " rows, steps times count",
        "data.generated");
    data.jdbc()
        .ifPresent(jdbc ->
            reading.require(
                !jdbc.url().startsWith("jdbc:duckdb:"),
                "data.jdbc.url",
                "SQL over files is data.sql, which neither writes nor opens a network connection"));
    data.jdbc()
        .ifPresent(jdbc ->
            reading.require(
                !PASSWORD.matcher(jdbc.url()).find(),
                "data.jdbc.url",
                "found a password; settings are copied into reports and models: put it into the"
                    + " environment variable named by password_from"));
  }

  /** How the rows of a file become sequences. */
  private void form() {
    var data = experiment.data();
    var per = experiment.window().per();
    reading.require(
        data.testFile().isEmpty() || data.file().isPresent(),
        "data.test_file",
        "is for rows of a file; a query has none",
        "data.jdbc",
        "data.sql");
    reading.require(
        !data.csv().header() || data.csv().names().isEmpty(),
        "data.csv.names",
        "is for a file without a header: add header: false",
        "data.csv.header");
    reading.require(
        !DataTable.numbered(data) || per == WindowSettings.Per.SEQUENCE,
        "window.per",
        "expected sequence, as "
            + (data.wide().isPresent() ? "with data.wide a row" : "a line of a .ts file")
            + " is a whole sequence",
        "data.wide",
        "data.file");
    reading.require(
        !DataTable.numbered(data) || data.key().isEmpty(),
        "data.key",
        "has no effect: the sequences are numbered",
        "data.wide",
        "data.file");
    boolean ts = data.file().filter(DataTable::isTs).isPresent();
    reading.require(
        data.wide().isEmpty() || !ts, "data.wide", "has no effect for a .ts file", "data.file");
    boolean eachStep = experiment.window().eachStep();
    reading.require(
        !eachStep || per == WindowSettings.Per.SEQUENCE,
        "window.labels",
        "each-step is for whole sequences: write per: sequence; a window's step is window.ahead",
        "window.per");
    reading.require(
        !eachStep || experiment.split().by() != SplitSettings.By.STRATIFIED,
        "split.by",
        "a sequence with a label at each step is in no one class: random or order",
        "window.labels");
    if (per == WindowSettings.Per.ROW) {
      reading.require(
          experiment.task() != Task.FORECAST,
          "window.per",
          "row is for classify and regress; a forecast is made per window",
          "task");
      reading.require(
          data.missing() != DataSettings.Missing.INTERPOLATE
              && data.missing() != DataSettings.Missing.CARRY,
          "data.missing",
          "rows have no neighbours; expected refuse, mask or mean",
          "window.per");
      for (var key : List.of("data.time", "data.lags", "data.calendar")) {
        idle(key, "window.per: row");
      }
    }
  }

  private void expand() {
    var kinds = experiment.data().expand();
    reading.require(
        kinds.stream().distinct().count() == kinds.size(),
        "data.expand",
        "expected each kind once, found " + kinds.stream().map(Rules::word).toList());
  }

  private void select() {
    experiment.data().select().ifPresent(this::select);
  }

  private void select(DataSettings.Select select) {
    var task = experiment.task();
    reading.require(
        task != Task.AUTOENCODE && task != Task.SIMILARITY,
        "data.select",
        task == Task.AUTOENCODE
            ? "is not for task autoencode, whose columns are all to come back; name fewer in"
                + " data.target"
            : "is not for task similarity, whose columns belong together in pairs; name fewer in"
                + " data.left and data.right",
        "task");
    boolean permutation = select.by() == DataSettings.SelectBy.PERMUTATION;
    reading.require(
        !permutation || !experiment.split().validation().none(),
        "data.select",
        "by permutation is measured on the validation part, found split.validation: 0; write by:"
            + " l1",
        "split.validation");
    reading.require(
        !permutation || !reading.changes("data.select.l1"),
        "data.select.l1",
        "has no effect for by: permutation",
        "data.select.by");
    var named = new HashSet<>(experiment.data().past());
    named.addAll(experiment.data().known());
    reading.require(
        named.contains(DataSet.EVERY)
            || task == Task.AUTOENCODE
            || task == Task.SIMILARITY
            || select.top() <= named.size(),
        "data.select.top",
        ColumnChoice.tooMany(select.top(), named.size()),
        "data.past",
        "data.known");
  }

  private void time() {
    var data = experiment.data();
    data.time().ifPresent(this::timeWords);
    reading.require(
        data.time().isPresent() || !reading.changes("data.calendar"),
        "data.calendar",
        "needs data.time: a row must have a date for columns to be made of it",
        "data.time");
  }

  private void timeWords(DataSettings.Time time) {
    time.zone()
        .ifPresent(zone ->
            refuse(
                ZoneId::of,
                zone,
                "data.time.zone",
                "expected a time zone such as " + Nearest.of(zone, zones()).orElse("UTC")));
    time.format()
        .ifPresent(format ->
            refuse(
                TimeSettings.DEFAULT::format,
                format,
                "data.time.format",
                "expected seconds, milliseconds or a pattern such as dd.MM.yyyy HH:mm"));
  }

  private static List<String> zones() {
    return ZoneId.getAvailableZoneIds().stream().sorted().toList();
  }

  private void refuse(Function<String, ?> reader, String text, String key, String expected) {
    try {
      var _ = reader.apply(text);
    } catch (DateTimeException | IllegalArgumentException e) {
      reading.require(false, key, expected + ", found \"" + text + "\"");
    }
  }

  private void columns() {
    var data = experiment.data();
    boolean back = experiment.task() == Task.AUTOENCODE;
    boolean forecast = experiment.task() == Task.FORECAST;
    reading.require(
        forecast || back || data.target().size() <= 1 || data.several(),
        "data.target",
        "expected one column for task "
            + word(experiment.task())
            + ", found "
            + data.target().size(),
        "task");
    reading.require(
        experiment.task() == Task.CLASSIFY || data.label() == Label.VALUE,
        "data.label",
        word(data.label()) + " is for task classify, found task " + word(experiment.task()),
        "task");
    reading.require(
        data.label() != Label.DIRECTION
            || experiment.window().per() == WindowSettings.Per.WINDOW
                && experiment.window().ahead() > 0,
        "data.label",
        "direction needs a step behind the last one seen: window.per: window, window.ahead from 1"
            + " on",
        "window.per",
        "window.ahead");
    var inputs = new HashSet<>(data.past());
    inputs.addAll(data.known());
    inputs.addAll(back ? data.target() : List.of());
    inputs.addAll(data.left());
    inputs.addAll(data.right());
    for (var column : data.categories()) {
      reading.require(
          inputs.contains(column) || inputs.contains(DataSet.EVERY),
          "data.categories",
          "\"" + column + "\" is not among the columns of past and known; add it to one of them",
          "data.past",
          "data.known");
    }
    var uses = new HashMap<String, String>();
    data.key().ifPresent(key -> uses.put(key, "data.key"));
    // The label's own past may be an input of windows; of rows and sequences it is the answer.
    boolean apart =
        experiment.window().per() != WindowSettings.Per.WINDOW || !data.left().isEmpty();
    once(uses, forecast || back || apart ? data.target() : List.of(), "data.target");
    once(uses, data.past(), "data.past");
    once(uses, data.known(), "data.known");
    once(uses, data.left(), "data.left");
    once(uses, data.right(), "data.right");
    for (var column : forecast || back || apart ? List.<String>of() : data.target()) {
      reading.require(
          !data.known().contains(column),
          "data.known",
          "\"" + column + "\" is what is asked for, data.target: it cannot be known ahead",
          "data.target");
    }
    once(new HashMap<>(), data.categories(), "data.categories");
    embedded(back);
    data.time().ifPresent(time -> once(new HashMap<>(), time.columns(), "data.time.columns"));
  }

  /** Only names have vectors. */
  private void embedded(boolean back) {
    var data = experiment.data();
    var columns = data.embedded().stream().map(DataSettings.Embedded::column).toList();
    once(new HashMap<>(), columns, "data.embedded");
    for (var column : columns) {
      reading.require(
          data.categories().contains(column),
          "data.embedded",
          "\""
              + column
              + "\" is not among data.categories: numbers are inputs as they are; if its values are"
              + " names, add it there",
          "data.categories");
      reading.require(
          !data.right().contains(column),
          "data.embedded",
          "\""
              + column
              + "\" is of the right side: name its partner of data.left, whose vectors it"
              + " shares",
          "data.right");
    }
    reading.require(
        columns.isEmpty() || !back,
        "data.embedded",
        "an autoencoder gives its inputs back, which numbers of names are not to be: leave embedded"
            + " out",
        "task");
    var select = data.select();
    reading.require(
        columns.isEmpty() || select.isEmpty() || select.get().by() != DataSettings.SelectBy.L1,
        "data.select",
        "l1 ranks columns by weights that are kept small, and a vector that is learned can grow in"
            + " their place: write by: permutation",
        "data.embedded");
  }

  private void once(HashMap<String, String> uses, List<String> columns, String key) {
    for (var column : columns) {
      var other = uses.putIfAbsent(column, key);
      if (other != null) {
        var where = other.equals(key) ? "is listed twice" : "is listed in " + other + " already";
        reading.require(false, key, "\"" + column + "\" " + where, other, "task");
      }
    }
  }

  /** What the engine refuses of a layer before it knows the data. */
  private void layers() {
    try {
      var _ =
          experiment.task() == Task.AUTOENCODE
              ? EngineSettings.autoencoder(experiment)
              : EngineSettings.layers(experiment.model(), 1);
    } catch (IllegalArgumentException e) {
      reading.require(false, "model.layers", String.valueOf(e.getMessage()));
    }
  }

  private void loss() {
    boolean pairs = experiment.task() == Task.SIMILARITY;
    boolean contrastive = experiment.training().loss() instanceof LossSettings.Contrastive;
    reading.require(
        !contrastive || pairs,
        "training.loss",
        "contrastive is for task similarity, found task " + word(experiment.task()),
        "task");
    boolean labels = experiment.training().loss().labels();
    reading.require(
        pairs || contrastive || labels == (experiment.task() == Task.CLASSIFY),
        "training.loss",
        labels
            ? "compares labels and is for task classify, found task " + word(experiment.task())
            : "compares numbers; for task classify take softmax-cross-entropy or"
                + " sigmoid-cross-entropy",
        "task");
  }

  /** Each is an answer of its own, put back into the target's unit by itself. */
  private void quantiles() {
    List<Double> levels = experiment.training().loss().levels();
    if (levels.isEmpty()) {
      return;
    }
    double before = 0;
    boolean rising = true;
    for (double level : levels) {
      rising &= level > before && level < 1;
      before = level;
    }
    reading.require(
        rising,
        "training.loss",
        "expected quantiles above 0 and below 1 that rise, found " + levels);
    reading.require(
        experiment.task() == Task.REGRESS || experiment.task() == Task.FORECAST,
        "training.loss",
        "quantiles are for regress and forecast, found task " + word(experiment.task()),
        "task");
    int lag = experiment.data().scale().difference();
    reading.require(
        experiment.task() != Task.FORECAST || lag == 0 || lag >= experiment.window().horizon(),
        "data.scale.difference",
        "quantiles of changes do not add up to quantiles: expected 0 or at least window.horizon ("
            + experiment.window().horizon()
            + "), found "
            + lag,
        "training.loss",
        "window.horizon");
  }

  /** Two sides of one kind, and a loss that compares one number. */
  private void pairs() {
    var data = experiment.data();
    if (experiment.task() != Task.SIMILARITY) {
      for (var key : List.of("data.left", "data.right", "model.similarity")) {
        idle(key, "task " + word(experiment.task()) + "; it is for task similarity");
      }
      return;
    }
    reading.require(
        !data.left().isEmpty() && data.left().size() == data.right().size(),
        "data.left",
        "similarity needs data.left and data.right, as many columns each; found "
            + data.left().size()
            + " and "
            + data.right().size(),
        "data.right",
        "task");
    for (var column : data.left()) {
      int at = data.left().indexOf(column);
      reading.require(
          at >= data.right().size()
              || data.categories().contains(column)
                  == data.categories().contains(data.right().get(at)),
          "data.categories",
          "name \"" + column + "\" and its partner of the other side, or none of them",
          "data.left",
          "data.right");
    }
    for (var key : List.of("data.past", "data.known")) {
      idle(key, "task similarity, whose inputs are data.left and data.right");
    }
    idle("training.reduction", "task similarity: a pair has one answer");
    reading.require(
        !experiment.window().eachStep(),
        "window.labels",
        "each-step is for classify and regress; a pair has one answer",
        "task");
    var loss = experiment.training().loss();
    reading.require(
        !loss.labels()
            || loss instanceof LossSettings.SigmoidCrossEntropy
            || loss instanceof LossSettings.SigmoidFocal
            || loss instanceof LossSettings.Contrastive,
        "training.loss",
        "expected sigmoid-cross-entropy, sigmoid-focal or contrastive for pairs that belong"
            + " together or not, squared, absolute, huber or quantile for scores",
        "task");
    reading.require(
        !(loss instanceof LossSettings.Contrastive)
            || experiment.model().similarity() == ModelSettings.Similarity.DISTANCE,
        "model.similarity",
        "the contrastive loss is of a distance: write similarity: distance",
        "training.loss");
  }

  private void split() {
    var validation = experiment.split().validation();
    var test = experiment.split().test();
    boolean dates = validation instanceof Cut.From || test instanceof Cut.From;
    var split = experiment.split();
    boolean windows = experiment.window().per() == WindowSettings.Per.WINDOW;
    reading.require(
        !windows || split.by() == SplitSettings.By.ORDER && split.group().isEmpty(),
        "split",
        "windows are parted in the order of time: by: order, and no group",
        "window.per");
    reading.require(
        split.group().isEmpty() || split.by() != SplitSettings.By.STRATIFIED,
        "split.by",
        "groups stay together, so classes cannot be shared out: random or order",
        "split.group");
    int folds = split.folds().orElse(1);
    reading.require(
        split.fold() <= folds,
        "split.fold",
        "expected at most split.folds (" + folds + "), found " + split.fold(),
        "split.folds");
    reading.require(
        folds == 1 || experiment.data().testFile().isEmpty(),
        "split.folds",
        "the test part is data.test_file; take one of them away",
        "data.test_file");
    reading.require(
        folds == 1 || !dates,
        "split.folds",
        "needs numbers of steps or shares, not dates",
        "split.test");
    if (experiment.data().testFile().isPresent()) {
      idle("split.test", "data.test_file, which is the test part");
    }
    reading.require(
        !dates || experiment.data().time().isPresent(),
        "split",
        "a date needs data.time; give a number of steps or a share instead",
        "data.time");
    reading.require(
        !dates || experiment.window().per() == WindowSettings.Per.WINDOW,
        "split",
        "a date cannot part whole sequences; give their number or a share",
        "window.per");
    if (validation instanceof Cut.From(var first) && test instanceof Cut.From(var second)) {
      reading.require(
          first.isBefore(second),
          "split.validation",
          "must start before the test part, found " + validation + " and test from " + test,
          "split.test");
    }
    if (validation instanceof Cut.Share(double one) && test instanceof Cut.Share(double other)) {
      reading.require(
          one + other < 1,
          "split.validation",
          "validation and test leave nothing to train on: " + validation + " + " + test,
          "split.test");
    }
    reading.require(
        !validation.none() || experiment.training().earlyStopping().isEmpty(),
        "training.early_stopping",
        "needs a validation part, found split.validation: 0; write early_stopping: none",
        "split.validation");
    reading.require(
        !validation.none()
            || !(experiment.training().schedule() instanceof ScheduleSettings.Plateau),
        "training.schedule",
        "plateau needs a validation part, found split.validation: 0",
        "split.validation");
  }

  private void schedule() {
    if (experiment.training().schedule()
        instanceof ScheduleSettings.Piecewise(var boundaries, var rates, var _)) {
      boolean rising = true;
      for (int i = 0; i < boundaries.size(); i++) {
        rising &= boundaries.get(i) > (i == 0 ? 0 : boundaries.get(i - 1));
      }
      reading.require(
          rising,
          "training.schedule.piecewise.boundaries",
          "expected rising whole numbers above 0, found " + boundaries);
      reading.require(
          rates.size() == boundaries.size() + 1,
          "training.schedule.piecewise.values",
          "expected one more than boundaries, "
              + (boundaries.size() + 1)
              + ", found "
              + rates.size(),
          "training.schedule.piecewise.boundaries");
      reading.require(
          rates.stream().allMatch(rate -> rate > 0),
          "training.schedule.piecewise.values",
          "expected numbers above 0, found " + rates);
    }
  }

  private void decision() {
    var decision = experiment.decision();
    boolean classify = experiment.task() == Task.CLASSIFY;
    reading.require(classify || decision.plain(), "decision", "is for task classify", "task");
    boolean chosen = !(decision.threshold() instanceof DecisionSettings.Threshold.Likeliest);
    reading.require(
        !chosen || !experiment.split().validation().none(),
        "decision.threshold",
        "is chosen on the validation part, found split.validation: 0",
        "split.validation");
    reading.require(
        !chosen || !decision.labels().isEmpty() || experiment.data().several(),
        "decision.labels",
        "expected the labels that have a threshold",
        "decision.threshold",
        "data.label");
    reading.require(
        chosen || decision.labels().isEmpty(),
        "decision.labels",
        "has no effect without decision.threshold",
        "decision.threshold");
    for (var rule : decision.confirm()) {
      reading.require(
          rule.above().isPresent() || rule.below().isPresent() || rule.matches().isPresent(),
          "decision.confirm",
          "expected above, below or matches for " + rule.label() + ", found none of them");
      reading.require(
          rule.above().isEmpty()
              || rule.below().isEmpty()
              || rule.above().get() < rule.below().get(),
          "decision.confirm",
          "no number is above "
              + rule.above().map(String::valueOf).orElse("")
              + " and below "
              + rule.below().map(String::valueOf).orElse("")
              + ": "
              + rule.label()
              + " would never be answered");
      rule.matches()
          .ifPresent(pattern ->
              refuse(
                  java.util.regex.Pattern::compile,
                  pattern,
                  "decision.confirm",
                  "expected a regular expression"));
    }
    reading.require(
        classify || experiment.data().weight().classes() == DataSettings.Classes.EVEN,
        "data.weight.classes",
        "balanced is for task classify",
        "task");
    reading.require(
        !experiment.data().several() || decision.otherwise() == DecisionSettings.Otherwise.UNSURE,
        "decision.otherwise",
        "next is for one label a row; of several, a label that is not confirmed is not answered",
        "data.label");
    var loss = experiment.training().loss();
    reading.require(
        !experiment.data().several()
            || experiment.data().weight().classes() == DataSettings.Classes.EVEN
            || loss.equals(new LossSettings.SigmoidCrossEntropy(0, 1)),
        "data.weight.classes",
        "balanced weighs each of several labels in sigmoid-cross-entropy, without smoothing or"
            + " positive",
        "training.loss",
        "data.label");
    reading.require(
        !experiment.data().several()
            || loss instanceof LossSettings.SigmoidCrossEntropy
            || loss instanceof LossSettings.SigmoidFocal,
        "training.loss",
        "expected sigmoid-cross-entropy or sigmoid-focal for several labels",
        "data.label");
    reading.require(
        experiment.task() == Task.CLASSIFY
            || experiment.task() == Task.REGRESS
            || experiment.data().weight().column().isEmpty(),
        "data.weight.column",
        "is for classify and regress; found task " + word(experiment.task()),
        "task");
  }

  private void batch() {
    var training = experiment.training();
    int batch = training.batch().orElse(Integer.MAX_VALUE);
    reading.require(
        training.groups() <= batch,
        "training.groups",
        "at most the batch of " + batch + " can be parted, found " + training.groups(),
        "training.batch");
    boolean search = training.optimiser() instanceof OptimiserSettings.Lbfgs;
    reading.require(
        !search || training.batch().isEmpty(),
        "training.optimiser",
        "lbfgs compares losses of the same sequences; write batch: all",
        "training.batch");
    reading.require(
        !search || !reading.changes("training.clip"),
        "training.clip",
        "has no effect for lbfgs, whose line search keeps steps in bounds",
        "training.optimiser");
    boolean whole = experiment.window().per() == WindowSettings.Per.SEQUENCE;
    reading.require(
        !whole || experiment.data().key().isPresent() || DataTable.numbered(experiment.data()),
        "window.per",
        "sequence needs data.key, the column that tells sequences apart",
        "data.key");
    reading.require(
        !whole || experiment.task() != Task.FORECAST,
        "window.per",
        "sequence is for classify and regress; a forecast is made per window",
        "task");
  }

  /** A lag below the horizon would show the network what it is to forecast. */
  private void lags() {
    var lags = experiment.data().lags();
    int horizon = experiment.window().horizon();
    reading.require(
        lags.stream().distinct().count() == lags.size(),
        "data.lags",
        "expected each lag once, found " + lags);
    for (int lag : lags) {
      reading.require(
          lag >= horizon || experiment.task() != Task.FORECAST,
          "data.lags",
          "expected lags from window.horizon ("
              + horizon
              + ") on, as later values are not known over the horizon, found "
              + lag,
          "window.horizon");
    }
  }

  /** A key that says something and does nothing would mislead. */
  private void withoutEffect() {
    var task = experiment.task();
    if (task == Task.FORECAST) {
      idle("window.ahead", "task forecast; its steps are window.horizon");
    } else {
      idle("window.horizon", "task " + word(task) + "; see window.ahead");
      idle("model.decoder", "task " + word(task));
      idle("data.lags", "task " + word(task));
    }
    if (task == Task.AUTOENCODE) {
      idle("data.expand", "task autoencode");
      for (var key : List.of("data.past", "data.known", "data.scale.target", "window.labels")) {
        idle(key, "task autoencode; its columns are data.target");
      }
      if (experiment.window().per() == WindowSettings.Per.WINDOW) {
        idle("window.ahead", "task autoencode");
      }
      reading.require(
          experiment.split().by() != SplitSettings.By.STRATIFIED,
          "split.by",
          "there are no classes to share out: random or order",
          "task");
    } else {
      idle("model.reconstruct", "task " + word(task));
    }
    var per = experiment.window().per();
    if (per != WindowSettings.Per.WINDOW) {
      for (var key : List.of("history", "ahead", "stride")) {
        idle("window." + key, "window.per: " + per.name().toLowerCase(Locale.ROOT));
      }
    }
  }

  private void idle(String key, String because) {
    var message = "has no effect for " + because;
    reading.require(!reading.changes(key), key, message, "task", "window.per");
  }

  private static String word(Enum<?> task) {
    return task.name().toLowerCase(Locale.ROOT);
  }
}
