package sluice.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import sluice.model.JsonObject;

/**
 * Which columns of the data a network was trained on, and why.
 *
 * @param by {@code permutation} or {@code l1}
 * @param metric by which permutation measures; empty for l1
 * @param columns all that there were to choose from, the best first
 */
public record Selection(String by, String metric, List<Column> columns) {
  /** What shuffling a column costs. */
  public static final String PERMUTATION = "permutation";

  /** What the weights of the first layer make of a column. */
  public static final String L1 = "l1";

  /** Copies the list. */
  public Selection {
    columns = List.copyOf(columns);
  }

  /**
   * What a column came to.
   *
   * @param name of the column
   * @param figure by how much the metric is worse when it is shuffled, or its share of the weights;
   *     NaN where the metric was undefined
   * @param chosen whether the network has it
   */
  public record Column(String name, double figure, boolean chosen) {}

  /** The names of the chosen columns, the best first. */
  public List<String> chosen() {
    return columns.stream().filter(Column::chosen).map(Column::name).toList();
  }

  /** The choice with its figures, in one sentence. */
  public String sentence() {
    String chosen =
        columns.stream()
            .filter(Column::chosen)
            .map(column -> column.name() + " " + figure(column))
            .collect(Collectors.joining(", "));
    return String.format(
        Locale.ROOT,
        "%d of %d columns were chosen by %s (%s): %s.",
        chosen().size(),
        columns.size(),
        by,
        measure(),
        chosen);
  }

  /** What the figures are. */
  String measure() {
    return metric.isEmpty()
        ? "share of the first layer's weights"
        : metric + " lost when it is shuffled";
  }

  /** A column's figure for readers. */
  String figure(Column column) {
    return metric.isEmpty() ? Figures.percent(column.figure()) : Figures.of(column.figure());
  }

  /** As JSON, to be read again by {@link #read}. */
  public JsonObject json() {
    return JsonObject.empty()
        .put("by", by)
        .put("metric", metric)
        .putObjects("columns", columns.stream().map(Selection::json).toList());
  }

  private static JsonObject json(Column column) {
    JsonObject json = JsonObject.empty().put("name", column.name());
    if (Double.isFinite(column.figure())) {
      json.put("figure", column.figure());
    }
    return json.put("chosen", column.chosen());
  }

  /**
   * What {@link #json} has written.
   *
   * @throws IllegalArgumentException if something is missing
   */
  public static Selection read(JsonObject json) {
    return new Selection(
        json.text("by"),
        json.text("metric"),
        json.objects("columns").stream()
            .map(column ->
                new Column(
                    column.text("name"),
                    column.has("figure") ? column.number("figure") : Double.NaN,
                    column.flag("chosen")))
            .toList());
  }
}
