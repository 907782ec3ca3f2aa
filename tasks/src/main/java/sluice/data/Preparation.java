package sluice.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import sluice.data.Feature.Role;
import sluice.nn.LayerSpec;

/**
 * Everything that turns series into inputs and targets, fitted on their training part alone: plain
 * numbers and names, to be kept in a model file.
 *
 * <p>No value outside the training part has any influence on it.
 *
 * @param series what the columns are, the step of time filled in
 * @param features how they become inputs and targets
 * @param scalers one set a series, or one for all with an empty key
 * @param categories the names of each category, in the order of the columns
 * @param masked columns that had missing values in training and have a column {@code NAME.missing}
 * @param calendar columns made of the date
 * @param notes what a reader of the report should know, in whole sentences
 */
public record Preparation(
    SeriesSettings series,
    FeatureSettings features,
    List<SeriesScalers> scalers,
    List<Categories> categories,
    List<String> masked,
    Calendar calendar,
    List<String> notes) {
  /**
   * The scalers of one series, or of all.
   *
   * @param key the series; empty for all
   * @param columns one scaler a column of numbers: targets, past, known
   */
  public record SeriesScalers(String key, List<Scaler> columns) {
    /** Copies the list. */
    public SeriesScalers {
      columns = List.copyOf(columns);
    }
  }

  /** Copies the lists. */
  public Preparation {
    scalers = List.copyOf(scalers);
    categories = List.copyOf(categories);
    masked = List.copyOf(masked);
    notes = List.copyOf(notes);
  }

  /**
   * Fits the preparation.
   *
   * @param parts of each series; only the training steps are looked at
   * @throws BadData if a column is constant in training, has too many names, or values without the
   *     logarithm that is asked for
   */
  public static Preparation fit(List<Series> series, List<Parts> parts, FeatureSettings features) {
    return new PreparationFit(series, parts, features).fit();
  }

  /**
   * The inputs, in the order of the columns of {@link Prepared}: targets, past, known, lags,
   * calendar.
   */
  public List<Feature> inputs() {
    List<Feature> inputs = new ArrayList<>();
    for (String name : series.inputs()) {
      Role role =
          series.targets().contains(name)
              ? Role.TARGET
              : series.past().contains(name) ? Role.PAST : Role.KNOWN;
      if (series.categories().contains(name)) {
        categories(name).names().forEach(word -> inputs.add(new Feature(word, role)));
      } else {
        inputs.add(new Feature(name, role));
      }
      if (masked.contains(name)) {
        // That a target is missing is an input of its own, and nothing to forecast.
        Role of = role == Role.TARGET ? Role.PAST : role;
        inputs.add(new Feature(name + ".missing", of));
      }
    }
    for (String name : series.targets()) {
      features.lags().forEach(lag -> inputs.add(new Feature(name + ".lag" + lag, Role.KNOWN)));
    }
    calendar.names().forEach(name -> inputs.add(new Feature(name, Role.KNOWN)));
    return List.copyOf(inputs);
  }

  /**
   * The layer that turns the numbers of names into vectors, to stand below all others; empty where
   * no category is embedded.
   */
  public Optional<LayerSpec> embedding() {
    List<LayerSpec.EmbeddedColumn> tables = new ArrayList<>();
    List<Integer> columns = embedded();
    List<Feature> inputs = inputs();
    for (int column : columns) {
      Categories names = categories(inputs.get(column).name());
      tables.add(new LayerSpec.EmbeddedColumn(column, names.words().size(), names.size()));
    }
    return tables.isEmpty()
        ? Optional.empty()
        : Optional.of(new LayerSpec.EmbeddedColumnsSpec(tables));
  }

  /** Which of the {@link #inputs} are numbers of names: 0 for none that is known, 1 and so on. */
  public List<Integer> embedded() {
    List<String> names =
        categories.stream().filter(Categories::embedded).map(Categories::column).toList();
    List<Feature> inputs = inputs();
    return IntStream.range(0, inputs.size())
        .filter(column -> names.contains(inputs.get(column).name()))
        .boxed()
        .toList();
  }

  /** How many of the {@link #inputs} are known ahead: the last ones. */
  public int knownAhead() {
    return (int) inputs().stream().filter(f -> f.role() == Role.KNOWN).count();
  }

  /**
   * Prepares series for training and evaluation.
   *
   * @throws BadData as {@link #apply(Series, int)} does
   */
  public List<Prepared> apply(List<Series> all) {
    return all.stream().map(one -> apply(one, 0)).toList();
  }

  /**
   * Prepares one series.
   *
   * @param ahead steps behind the last one with a target that inputs are wanted for: the horizon of
   *     a forecast
   * @throws BadData if the series has another step than in training, a value is missing and must
   *     not be, a name was not there in training, or columns known ahead are not given so far ahead
   */
  public Prepared apply(Series one, int ahead) {
    return new PreparedBuilder(this, one, ahead).build();
  }

  /** The scaler of an input that is a column of numbers as it stands; empty for all others. */
  public Optional<Scaler> scalerOf(Series one, String input) {
    boolean plain = series.inputs().contains(input) && !series.categories().contains(input);
    return plain ? Optional.of(scaler(one, input)) : Optional.empty();
  }

  /** The scaler of a column. */
  Scaler scaler(Series one, String column) {
    boolean shared = !features.perSeries() || series.known().contains(column);
    String key = shared ? "" : one.key();
    for (SeriesScalers set : scalers) {
      if (set.key().equals(key)) {
        for (Scaler scaler : set.columns()) {
          if (scaler.column().equals(column)) {
            return scaler;
          }
        }
      }
    }
    throw BadData.because("series " + BadData.quote(one.key()) + " was not there in training")
        .file(one.source())
        .column(column)
        .next("Set scale.per to global, or train again with this series.")
        .error();
  }

  Categories categories(String column) {
    return categories.stream()
        .filter(c -> c.column().equals(column))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no names of category " + column));
  }
}
