package sluice.report;

import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The figures of a {@link WhyStudy} as JSON. */
final class WhyJson {
  private WhyJson() {}

  static String of(WhyStudy study) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("title", study.title()).put("data", study.data()).put("answer", study.answer());
    json.put("unit", study.unit()).put("baseline", study.baseline());
    json.put("output", study.output()).put("output_of_baseline", study.without());
    json.put("sum", study.sum()).put("fits", study.fits()).put("points", study.points());
    ArrayNode largest = json.putArray("largest");
    for (WhyStudy.Part part : study.largest()) {
      largest
          .addObject()
          .put("column", part.column().name())
          .put("step", part.step() + 1)
          .put("time", study.steps().get(part.step()))
          .put("contribution", part.value());
    }
    ArrayNode columns = json.putArray("columns");
    for (WhyStudy.Column column : study.columns()) {
      ObjectNode own = columns.addObject().put("name", column.name()).put("sum", column.sum());
      numbers(own.putArray("integrated_gradients"), column.integrated());
      numbers(own.putArray("gradient_times_input"), column.gradient());
    }
    return json.toString();
  }

  private static void numbers(ArrayNode into, double[] values) {
    for (double value : values) {
      into.add(value);
    }
  }
}
