package sluice.experiment;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import sluice.experiment.SearchSettings.Values;
import sluice.experiment.settings.Kind;
import sluice.experiment.settings.Origin;
import sluice.experiment.settings.Problems;
import sluice.experiment.settings.Reading;
import sluice.experiment.settings.Settings.Changes;
import sluice.experiment.settings.Yaml;
import sluice.metric.Metric;

/** What a search must be like: each key there, each value allowed, no key hidden by another. */
final class SearchRules {
  private static final List<String> MEASURE =
      List.of(
          "task",
          "split",
          "data.file",
          "data.jdbc",
          "data.sql",
          "data.test_file",
          "data.target",
          "data.label");
  private static final List<String> AROUND = List.of("name", "report", "search");
  private static final int MOST_STEPS = 1_000_000;

  private final Reading<Experiment> reading;
  private final Experiment experiment;
  private final SearchSettings search;

  private SearchRules(Reading<Experiment> reading, SearchSettings search) {
    this.reading = reading;
    this.experiment = reading.value();
    this.search = search;
  }

  /** Reports what is wrong with the search of an experiment, if it has one. */
  static void check(Reading<Experiment> reading) {
    reading.value().search().ifPresent(search -> new SearchRules(reading, search).check());
  }

  private void check() {
    boolean sound = reading.problems().list().isEmpty();
    whole();
    search.keys().keySet().forEach(this::role);
    search.keys().keySet().forEach(this::alone);
    search.keys().forEach(this::form);
    if (sound && reading.problems().list().isEmpty()) {
      search.keys().forEach(this::values);
    }
  }

  private void whole() {
    reading.require(
        !search.keys().isEmpty(),
        "search.keys",
        "expected at least one key, such as training.optimiser.adam.rate: {log: [0.0001, 0.1]}");
    reading.require(
        !experiment.split().validation().none(),
        "search",
        "trials are compared on the validation part, found split.validation: 0",
        "split.validation");
    search
        .metric()
        .ifPresent(metric ->
            reading.require(
                Metric.named(metric).isPresent(),
                "search.metric",
                "unknown metric \"" + metric + "\"; there are " + metrics()));
    boolean halving = search.method() == SearchSettings.Method.HALVING;
    reading.require(
        !halving || experiment.training().epochs() >= (long) search.eta() * search.leastEpochs(),
        "search.least_epochs",
        "halving needs two rungs: training.epochs of at least eta × least_epochs = "
            + (long) search.eta() * search.leastEpochs()
            + ", found "
            + experiment.training().epochs(),
        "training.epochs",
        "search.eta");
    reading.require(
        !halving || !search.keys().containsKey("training.epochs"),
        "search.keys.training.epochs",
        "halving sets the epochs itself; take method: random, or this key away");
  }

  private static String metrics() {
    return List.of(Metric.OF_NUMBERS, Metric.OF_QUANTILES, Metric.OF_CLASSES, Metric.OF_LABEL_SETS)
        .stream()
        .flatMap(List::stream)
        .map(Metric::key)
        .distinct()
        .collect(Collectors.joining(", "));
  }

  private void role(String key) {
    String place = "search.keys." + key;
    reading.require(
        MEASURE.stream().noneMatch(measure -> isUnder(key, measure)),
        place,
        "decides what the trials are measured on and must be the same for all");
    reading.require(
        AROUND.stream().noneMatch(around -> isUnder(key, around)),
        place,
        "is no part of what is trained");
    reading.require(
        !key.equals("seed"),
        place,
        "the seed with the best figure would be luck; see sluice tune --seeds for what hangs on"
            + " it");
  }

  private static boolean isUnder(String key, String above) {
    return key.equals(above) || key.startsWith(above + ".");
  }

  /** A key that another one overwrites would be drawn for nothing. */
  private void alone(String key) {
    for (String other : search.keys().keySet()) {
      boolean beneath = key.startsWith(other + ".");
      reading.require(
          !beneath,
          "search.keys." + key,
          "lies beneath "
              + other
              + ", which is drawn too: write its values there, such as"
              + " [{adam: 0.01}, {sgd: 0.1}]");
      if (key.equals(other)) {
        break; // each pair once
      }
      chosen(key, other)
          .ifPresent(choice ->
              reading.require(
                  false,
                  "search.keys." + key,
                  "goes with another choice of "
                      + choice
                      + " than "
                      + other
                      + ": draw "
                      + choice
                      + " as a whole, such as [{adam: 0.01}, {sgd: 0.1}]"));
    }
  }

  /** The place where two keys choose different forms; empty where they go together. */
  private static Optional<String> chosen(String one, String other) {
    String[] first = one.split("\\.");
    String[] second = other.split("\\.");
    int same = 0;
    while (same < Math.min(first.length, second.length) && first[same].equals(second[same])) {
      same++;
    }
    String common = String.join(".", List.of(first).subList(0, same));
    return same < Math.min(first.length, second.length)
            && ExperimentFile.SETTINGS.kindAt(common).orElse(null) instanceof Kind.Union
        ? Optional.of(common)
        : Optional.empty();
  }

  private void form(String key, Values values) {
    String place = "search.keys." + key;
    List<Boolean> forms =
        List.of(
            !values.oneOf().isEmpty(),
            !values.uniform().isEmpty(),
            !values.log().isEmpty(),
            values.from().isPresent() || values.to().isPresent() || values.step().isPresent());
    reading.require(
        forms.stream().filter(there -> there).count() == 1,
        place,
        "expected one of: a list of values, uniform: [0, 1], log: [0.001, 0.1], or from, to and"
            + " step");
    if (forms.get(0) || !forms.contains(true)) {
      return;
    }
    Optional<Kind> kind = ExperimentFile.SETTINGS.kindAt(key);
    reading.require(
        kind.isEmpty() || kind.get() instanceof Kind.Whole || kind.get() instanceof Kind.Real,
        place,
        "is no number: write a list of its values");
    if (forms.get(3)) {
      reading.require(
          values.from().isPresent()
              && values.to().isPresent()
              && values.step().isPresent()
              && values.to().get() >= values.from().get()
              && SearchSpace.steps(values) <= MOST_STEPS,
          place,
          "expected from, to and step, not falling and in at most 1000000 steps");
      return;
    }
    List<Double> ends = forms.get(1) ? values.uniform() : values.log();
    reading.require(
        ends.size() == 2 && ends.getFirst() < ends.getLast(),
        place,
        "expected two numbers, the lower one first, found " + ends);
    reading.require(
        forms.get(1) || ends.getFirst() > 0, place, "log needs numbers above 0, found " + ends);
  }

  /** Each value alone must be one that the key may have. */
  private void values(String key, Values values) {
    List<String> samples = new ArrayList<>();
    values.oneOf().stream().map(Yaml::text).forEach(samples::add);
    values.uniform().stream().map(SearchRules::text).forEach(samples::add);
    values.log().stream().map(SearchRules::text).forEach(samples::add);
    if (values.from().isPresent()) {
      long last = SearchSpace.steps(values) - 1;
      List.of(0L, Math.min(1, last), last)
          .forEach(step -> samples.add(SearchSpace.step(values, step)));
    }
    for (String sample : samples) {
      problem(key, sample)
          .ifPresent(
              message -> reading.require(false, "search.keys." + key, sample + ": " + message));
    }
  }

  private static String text(double number) {
    return SearchSpace.text(BigDecimal.valueOf(number));
  }

  private Optional<String> problem(String key, String value) {
    Problems problems = new Problems();
    Path here = Path.of("").toAbsolutePath();
    ExperimentFile.SETTINGS.reread(
        experiment.withoutSearch(),
        new Origin("search", 0, 0, here),
        new Changes(List.of(key + "=" + value), "", here),
        problems);
    return problems.list().stream().map(problem -> problem.message()).findFirst();
  }
}
