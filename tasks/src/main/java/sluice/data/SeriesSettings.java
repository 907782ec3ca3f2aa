package sluice.data;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which columns of a table make its series, and what each of them is.
 *
 * @param time where the times stand
 * @param key the column that tells several series apart; empty for one series
 * @param targets columns of numbers to be forecast; their past is an input too
 * @param past columns known only up to the present
 * @param known columns known ahead over the horizon, such as prices, plans and fixed properties
 * @param categories those of {@code past} and {@code known} that hold names instead of numbers;
 *     each name becomes a column of 0 and 1
 * @param label the column of classes or numbers to be predicted per window or sequence; empty for
 *     none. It is an input only if {@code past} names it too
 * @param carried other columns that are looked at but are no input, such as weights and further
 *     labels; one that is not there is left out
 * @param missing what becomes of missing values and of missing steps
 */
public record SeriesSettings(
    TimeSettings time,
    String key,
    List<String> targets,
    List<String> past,
    List<String> known,
    List<String> categories,
    String label,
    List<String> carried,
    MissingPolicy missing) {
  /** No columns yet; one series by the order of its rows, missing values refused. */
  public static final SeriesSettings DEFAULT =
      new SeriesSettings(
          TimeSettings.DEFAULT,
          "",
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          "",
          List.of(),
          MissingPolicy.REFUSE);

  /** Checks that no column has two roles. */
  public SeriesSettings {
    targets = List.copyOf(targets);
    past = List.copyOf(past);
    known = List.copyOf(known);
    categories = List.copyOf(categories);
    carried = List.copyOf(carried);
    Set<String> seen = new HashSet<>();
    for (List<String> names : List.of(targets, past, known)) {
      for (String name : names) {
        if (!seen.add(name)) {
          throw new IllegalArgumentException(
              "column " + name + " is named twice among target, past and known");
        }
      }
    }
    for (String name : categories) {
      if (!past.contains(name) && !known.contains(name)) {
        throw new IllegalArgumentException(
            "the category " + name + " must be named under past or known as well");
      }
    }
    if (known.contains(label)) {
      throw new IllegalArgumentException("the label " + label + " cannot be known ahead");
    }
  }

  /** A copy with these columns of past and known alone. */
  public SeriesSettings only(List<String> columns) {
    return new SeriesSettings(
        time,
        key,
        targets,
        past.stream().filter(columns::contains).toList(),
        known.stream().filter(columns::contains).toList(),
        categories.stream().filter(columns::contains).toList(),
        label,
        carried,
        missing);
  }

  /** A copy with other times. */
  public SeriesSettings time(TimeSettings value) {
    return new SeriesSettings(
        value, key, targets, past, known, categories, label, carried, missing);
  }

  /** A copy with another key column. */
  public SeriesSettings key(String value) {
    return new SeriesSettings(
        time, value, targets, past, known, categories, label, carried, missing);
  }

  /** A copy with other targets. */
  public SeriesSettings targets(String... value) {
    return new SeriesSettings(
        time, key, List.of(value), past, known, categories, label, carried, missing);
  }

  /** A copy with other columns known only in the past. */
  public SeriesSettings past(String... value) {
    return new SeriesSettings(
        time, key, targets, List.of(value), known, categories, label, carried, missing);
  }

  /** A copy with other columns known ahead. */
  public SeriesSettings known(String... value) {
    return new SeriesSettings(
        time, key, targets, past, List.of(value), categories, label, carried, missing);
  }

  /** A copy with other columns of names. */
  public SeriesSettings categories(String... value) {
    return new SeriesSettings(
        time, key, targets, past, known, List.of(value), label, carried, missing);
  }

  /** A copy with another label. */
  public SeriesSettings label(String value) {
    return new SeriesSettings(time, key, targets, past, known, categories, value, carried, missing);
  }

  /** A copy with other columns carried along. */
  public SeriesSettings carried(List<String> value) {
    return new SeriesSettings(time, key, targets, past, known, categories, label, value, missing);
  }

  /** A copy with another policy for missing values. */
  public SeriesSettings missing(MissingPolicy value) {
    return new SeriesSettings(time, key, targets, past, known, categories, label, carried, value);
  }

  /** Whether what stands beside a row says nothing of it: all is known, and there is no time. */
  boolean rowsAlone() {
    return key.isEmpty() && time.columns().isEmpty() && targets.isEmpty() && past.isEmpty();
  }

  /** Targets, past and known columns, in this order. */
  public List<String> inputs() {
    List<String> names = new ArrayList<>(targets);
    names.addAll(past);
    names.addAll(known);
    return List.copyOf(names);
  }
}
