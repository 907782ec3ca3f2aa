package sluice.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Fits a {@link Preparation} on the training steps of series. */
final class PreparationFit {
  private final List<Series> series;
  private final int[] training; // steps of each series
  private final SeriesSettings settings;
  private final FeatureSettings features;
  private final List<String> notes = new ArrayList<>();

  PreparationFit(List<Series> series, List<Parts> parts, FeatureSettings features) {
    if (series.isEmpty() || parts.size() != series.size()) {
      throw new IllegalArgumentException(
          "every series needs its parts: " + series.size() + " series, " + parts.size() + " parts");
    }
    this.series = series;
    this.features = features;
    settings = series.getFirst().settings();
    training = parts.stream().mapToInt(Parts::validationFrom).toArray();
  }

  Preparation fit() {
    for (Series one : series) {
      checkFuture(one);
    }
    List<Preparation.SeriesScalers> scalers = new ArrayList<>();
    List<String> own = new ArrayList<>();
    List<String> shared = new ArrayList<>();
    for (String name : settings.inputs()) {
      if (!settings.categories().contains(name)) {
        (features.perSeries() && !settings.known().contains(name) ? own : shared).add(name);
      }
    }
    int[] all = IntStream.range(0, training.length).toArray();
    scalers.add(
        new Preparation.SeriesScalers("", shared.stream().map(n -> scaler(n, all)).toList()));
    for (int i = 0; i < training.length && !own.isEmpty(); i++) {
      if (training[i] > 0) {
        int[] one = {i};
        List<Scaler> columns = own.stream().map(n -> scaler(n, one)).toList();
        scalers.add(new Preparation.SeriesScalers(series.get(i).key(), columns));
      }
    }
    List<Categories> categories =
        settings.inputs().stream()
            .filter(settings.categories()::contains)
            .map(this::categories)
            .toList();
    Calendar calendar =
        Calendar.fit(features.calendar(), series.stream().map(Series::timeline).toList(), training);
    return new Preparation(
        settings, features, distinct(scalers), categories, masked(categories), calendar, notes);
  }

  private Categories categories(String name) {
    return features
        .embedding(name)
        .map(embedding -> Categories.fit(embedding, series, training, notes))
        .orElseGet(() -> Categories.fit(name, series, training, features.unseen()));
  }

  /** One series without a key has the key of the shared set: both are one set then. */
  private static List<Preparation.SeriesScalers> distinct(List<Preparation.SeriesScalers> sets) {
    if (sets.size() < 2 || !sets.get(1).key().isEmpty()) {
      return sets;
    }
    List<Scaler> columns = new ArrayList<>(sets.get(0).columns());
    columns.addAll(sets.get(1).columns());
    return List.of(new Preparation.SeriesScalers("", columns));
  }

  /** Rows behind the last target are for what is known ahead; else they are a missing value. */
  private void checkFuture(Series one) {
    int observed = one.observed();
    if (observed == one.length()) {
      return;
    }
    if (settings.known().isEmpty() && settings.missing() == MissingPolicy.REFUSE) {
      throw PreparedBuilder.missing(
          one, settings.targets().getFirst(), observed, one.length() - observed);
    }
    notes.add(
        "The last "
            + (one.length() - observed)
            + " rows"
            + (one.key().isEmpty() ? "" : " of series " + BadData.quote(one.key()))
            + " have no target and are left out.");
  }

  /** Of an embedded category the vector of unknown names says it. */
  private List<String> masked(List<Categories> categories) {
    if (settings.missing() != MissingPolicy.MASK) {
      return List.of();
    }
    List<String> masked = new ArrayList<>();
    List<String> told =
        categories.stream().filter(Categories::takesMissing).map(Categories::column).toList();
    for (String name : settings.inputs()) {
      for (int i = 0; i < training.length && !told.contains(name) && !masked.contains(name); i++) {
        Column column = series.get(i).column(name);
        for (int step = 0; step < training[i]; step++) {
          if (column.missing(step)) {
            masked.add(name);
            break;
          }
        }
      }
    }
    return masked;
  }

  /** Fits the scaler of a column on the training steps of some series together. */
  private Scaler scaler(String column, int[] of) {
    boolean target = settings.targets().contains(column);
    Scaler.Kind kind = target ? features.targets() : features.inputs();
    int lag = target ? features.difference() : 0;
    double[] values =
        of.length == 1
            ? values(series.get(of[0]), column, training[of[0]], kind, lag)
            : Arrays.stream(of)
                .mapToObj(i -> values(series.get(i), column, training[i], kind, lag))
                .flatMapToDouble(Arrays::stream)
                .toArray();
    // The bend is done: what is left of a logarithm is a standard scaler.
    Scaler.Kind rest = kind == Scaler.Kind.LOG ? Scaler.Kind.STANDARD : kind;
    Optional<Scaler> fitted = Scaler.fit(rest, column, values);
    if (fitted.isPresent()) {
      Scaler scaler = fitted.get();
      return new Scaler(kind, column, scaler.shift(), scaler.scale());
    }
    Series first = series.get(of[0]);
    if (settings.known().contains(column) && values.length > 0) {
      notes.add("Column " + BadData.quote(column) + " is constant in training: it tells nothing.");
      return new Scaler(kind, column, values[0], 1);
    }
    throw constant(first, column, lag, values, of.length == 1 ? first.key() : "");
  }

  private static double[] values(
      Series one, String column, int training, Scaler.Kind kind, int lag) {
    Column raw = one.column(column);
    var values = new double[Math.max(0, training - lag)];
    int count = 0;
    for (int step = lag; step < training; step++) {
      double value = PreparedBuilder.bend(one, column, step, raw.number(step), kind);
      double base =
          lag == 0
              ? 0
              : PreparedBuilder.bend(one, column, step - lag, raw.number(step - lag), kind);
      if (!Double.isNaN(value - base)) {
        values[count++] = value - base;
      }
    }
    return count == values.length ? values : Arrays.copyOf(values, count);
  }

  private static BadData constant(Series one, String column, int lag, double[] values, String key) {
    String of = key.isEmpty() ? "" : " of series " + BadData.quote(key);
    String what =
        values.length == 0
            ? "no value in the training part" + of
            : lag > 0
                ? "its differences are the same in all of the training part" + of
                : "the same value in all of the training part" + of;
    BadData.Builder error =
        BadData.because(what)
            .file(one.source())
            .column(column)
            .next("Leave the column out, or check that the right one is named.");
    if (values.length > 0) {
      error
          .expected("at least two different values")
          .found(NumberText.write(values[0]) + " in " + values.length + " steps");
    }
    return error.error();
  }
}
