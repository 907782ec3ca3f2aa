package sluice.report;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Which columns a network goes by, as JSON: for the report and for {@code metrics.json}. */
final class ImportanceJson {
  private ImportanceJson() {}

  /** {@code part}, {@code metric}, {@code examples}, {@code shuffles}, {@code columns}, … */
  static ObjectNode of(Importance importance) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    importance
        .selection()
        .ifPresent(s -> json.set("selection", JsonMapper.shared().readTree(s.json().toString())));
    importance
        .shuffled()
        .ifPresent(shuffled -> {
          json.put("part", shuffled.part())
              .put("metric", shuffled.metric().key())
              .put("examples", shuffled.examples())
              .put("shuffles", shuffled.shuffles());
          ArrayNode columns = json.putArray("columns");
          for (Importance.Lost lost : shuffled.columns()) {
            ObjectNode one = columns.addObject().put("name", lost.name());
            number(one, "worse_by", lost.mean());
            number(one, "deviation", lost.deviation());
          }
        });
    ArrayNode weights = json.putArray("weights");
    for (Importance.Share share : importance.weights()) {
      number(weights.addObject().put("name", share.name()), "share", share.share());
    }
    importance.notes().forEach(json.putArray("notes")::add);
    return json;
  }

  private static void number(ObjectNode json, String key, double value) {
    if (Double.isFinite(value)) {
      json.put(key, value);
    } else {
      json.putNull(key);
    }
  }
}
