package sluice.cli;

import java.util.List;
import java.util.Set;
import sluice.experiment.RowSink;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Rows of a layer's outputs as one JSON object: the names of the columns, how many rows there are,
 * and the rows.
 */
final class JsonRows implements RowSink {
  private final ArrayNode columns = JsonNodeFactory.instance.arrayNode();
  private final ArrayNode rows = JsonNodeFactory.instance.arrayNode();
  private final String layer;
  private final boolean kept;
  private long count;

  /**
   * No rows yet.
   *
   * @param layer whose outputs they hold
   * @param kept whether the rows are part of the object, or only counted
   */
  JsonRows(String layer, boolean kept) {
    this.layer = layer;
    this.kept = kept;
  }

  @Override
  public void header(List<String> names) {
    names.forEach(columns::add);
  }

  @Override
  public void row(List<String> values) {
    count++;
    if (kept) {
      ArrayNode row = rows.addArray();
      for (int i = 0; i < values.size(); i++) {
        add(row, columns.get(i).stringValue().startsWith(layer + "."), values.get(i));
      }
    }
  }

  /** Outputs are numbers, null where they are not finite; keys and times stay texts. */
  private static void add(ArrayNode row, boolean output, String value) {
    if (!output) {
      row.add(value);
    } else if (Float.isFinite(Float.parseFloat(value))) {
      row.add(Float.parseFloat(value));
    } else {
      row.addNull();
    }
  }

  /** A sink that hands everything on to another one too. */
  RowSink also(RowSink other) {
    return new RowSink() {
      @Override
      public void header(List<String> names) {
        JsonRows.this.header(names);
        other.header(names);
      }

      @Override
      public void header(List<String> names, Set<String> numbers) {
        JsonRows.this.header(names);
        other.header(names, numbers);
      }

      @Override
      public void row(List<String> values) {
        JsonRows.this.row(values);
        other.row(values);
      }
    };
  }

  /** The object. */
  String json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("layer", layer).put("count", count).set("columns", columns);
    if (kept) {
      json.set("rows", rows);
    }
    return json.toString();
  }
}
