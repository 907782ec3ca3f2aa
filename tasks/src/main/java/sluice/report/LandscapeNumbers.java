package sluice.report;

import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The figures of a {@link LandscapeStudy} as JSON, its losses as CSV. */
final class LandscapeNumbers {
  private LandscapeNumbers() {}

  static String json(LandscapeStudy study) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("title", study.title()).put("data", study.data()).put("loss", study.loss());
    json.put("first", study.first()).put("second", study.second());
    number(json, "centre", study.centre());
    LandscapeStudy.Place lowest = study.lowest();
    ObjectNode low = json.putObject("lowest");
    low.put("first", lowest.x()).put("second", lowest.y());
    number(low, "loss", lowest.loss());
    number(json, "rise", study.rise());
    ObjectNode bend = json.putObject("curvature");
    number(bend, "first", study.bend().xx());
    number(bend, "second", study.bend().yy());
    number(bend, "across", study.bend().xy());
    number(bend, "least", study.bend().least());
    number(bend, "most", study.bend().most());
    ObjectNode slope = json.putObject("slope");
    number(slope, "first", study.bend().slopeX());
    number(slope, "second", study.bend().slopeY());
    ObjectNode convex = json.putObject("convex");
    numbers(convex.putArray("first"), study.convex(0));
    numbers(convex.putArray("second"), study.convex(1));
    json.put("places", study.places().length * study.places().length);
    json.put("left_out", study.leftOut());
    numbers(json.putArray("at"), study.places());
    ArrayNode losses = json.putArray("losses");
    for (double[] row : study.losses()) {
      numbers(losses.addArray(), row);
    }
    ArrayNode marks = json.putArray("marks");
    for (LandscapeStudy.Mark mark : study.marks()) {
      ObjectNode own = marks.addObject().put("name", mark.name());
      own.put("first", mark.x()).put("second", mark.y());
      number(own, "loss", mark.loss());
    }
    ArrayNode told = json.putArray("told");
    study.told().forEach(told::add);
    return json.toString();
  }

  private static void number(ObjectNode into, String name, double value) {
    if (Double.isFinite(value)) {
      into.put(name, value);
    } else {
      into.putNull(name);
    }
  }

  private static void numbers(ArrayNode into, double[] values) {
    for (double value : values) {
      if (Double.isFinite(value)) {
        into.add(value);
      } else {
        into.addNull();
      }
    }
  }

  static String plane(LandscapeStudy study) {
    var text = new StringBuilder("first,second,loss\n");
    double[] places = study.places();
    for (int i = 0; i < places.length; i++) {
      for (int j = 0; j < places.length; j++) {
        row(text, "" + places[j], places[i], study.losses()[i][j]);
      }
    }
    return text.toString();
  }

  static String cuts(LandscapeStudy study) {
    var text = new StringBuilder("direction,place,loss\n");
    for (int cut = 0; cut < study.cuts().length; cut++) {
      for (int p = 0; p < study.cutPlaces().length; p++) {
        row(text, cut == 0 ? "first" : "second", study.cutPlaces()[p], study.cuts()[cut][p]);
      }
    }
    return text.toString();
  }

  /** A loss that is not finite is left empty. */
  private static void row(StringBuilder text, String first, double place, double loss) {
    text.append(first).append(',').append(place).append(',');
    text.append(Double.isFinite(loss) ? "" + loss : "").append('\n');
  }
}
