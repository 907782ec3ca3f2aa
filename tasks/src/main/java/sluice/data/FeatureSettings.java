package sluice.data;

import java.util.List;
import java.util.Optional;

/**
 * How the columns of a series become the inputs and targets of a net.
 *
 * @param inputs scaling of past and known columns
 * @param targets scaling of targets
 * @param perSeries whether each series has its own figures of scaling; those of columns known ahead
 *     are shared by all series either way, so that they can tell series apart
 * @param difference how many steps back a target's value is subtracted from it before scaling: 1
 *     for changes, a season's length for seasonal ones, 0 for none
 * @param lags so many steps back, each target is an input known ahead as well; none may be smaller
 *     than the horizon of a forecast
 * @param unseen what becomes of a category's name that was not there in training
 * @param calendar columns made of the date
 * @param expand inputs made of scaled numbers
 * @param embedded categories that become learned vectors; one that is no input is not looked at
 */
public record FeatureSettings(
    Scaler.Kind inputs,
    Scaler.Kind targets,
    boolean perSeries,
    int difference,
    List<Integer> lags,
    Categories.Unseen unseen,
    CalendarSettings calendar,
    List<Expansion.Kind> expand,
    List<Embedding> embedded) {
  /** Everything to mean 0 and standard deviation 1, each series apart; no calendar. */
  public static final FeatureSettings DEFAULT =
      new FeatureSettings(
          Scaler.Kind.STANDARD,
          Scaler.Kind.STANDARD,
          true,
          0,
          List.of(),
          Categories.Unseen.REFUSE,
          CalendarSettings.DEFAULT,
          List.of(),
          List.of());

  /** Checks the difference and the lags. */
  public FeatureSettings {
    if (difference < 0) {
      throw new IllegalArgumentException("difference must be at least 0, was " + difference);
    }
    lags = List.copyOf(lags);
    expand = List.copyOf(expand);
    embedded = List.copyOf(embedded);
    if (lags.stream().anyMatch(lag -> lag < 1) || lags.stream().distinct().count() < lags.size()) {
      throw new IllegalArgumentException("lags must be different and at least 1, were " + lags);
    }
  }

  /** A copy with other scaling of inputs. */
  public FeatureSettings inputs(Scaler.Kind value) {
    return new FeatureSettings(
        value, targets, perSeries, difference, lags, unseen, calendar, expand, embedded);
  }

  /** A copy with other scaling of targets. */
  public FeatureSettings targets(Scaler.Kind value) {
    return new FeatureSettings(
        inputs, value, perSeries, difference, lags, unseen, calendar, expand, embedded);
  }

  /** A copy with figures of each series apart, or one set for all. */
  public FeatureSettings perSeries(boolean value) {
    return new FeatureSettings(
        inputs, targets, value, difference, lags, unseen, calendar, expand, embedded);
  }

  /** A copy with another difference. */
  public FeatureSettings difference(int value) {
    return new FeatureSettings(
        inputs, targets, perSeries, value, lags, unseen, calendar, expand, embedded);
  }

  /** A copy with other lags of the targets as inputs. */
  public FeatureSettings lags(List<Integer> value) {
    return new FeatureSettings(
        inputs, targets, perSeries, difference, value, unseen, calendar, expand, embedded);
  }

  /** A copy with another answer to unseen names. */
  public FeatureSettings unseen(Categories.Unseen value) {
    return new FeatureSettings(
        inputs, targets, perSeries, difference, lags, value, calendar, expand, embedded);
  }

  /** A copy with other columns of the date. */
  public FeatureSettings calendar(CalendarSettings value) {
    return new FeatureSettings(
        inputs, targets, perSeries, difference, lags, unseen, value, expand, embedded);
  }

  /** A copy with other inputs made of scaled numbers. */
  public FeatureSettings expand(List<Expansion.Kind> value) {
    return new FeatureSettings(
        inputs, targets, perSeries, difference, lags, unseen, calendar, value, embedded);
  }

  /** A copy with other categories as learned vectors. */
  public FeatureSettings embedded(List<Embedding> value) {
    return new FeatureSettings(
        inputs, targets, perSeries, difference, lags, unseen, calendar, expand, value);
  }

  /** How a column is embedded; empty where it is not. */
  Optional<Embedding> embedding(String column) {
    return embedded.stream().filter(one -> one.column().equals(column)).findFirst();
  }
}
