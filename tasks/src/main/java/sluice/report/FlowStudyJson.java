package sluice.report;

import java.util.List;
import sluice.inspect.Decay;
import sluice.inspect.Flow;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The figures of a {@link FlowStudy} as JSON. */
final class FlowStudyJson {
  private FlowStudyJson() {}

  static String of(FlowStudy study) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("title", study.title()).put("data", study.data());
    ArrayNode cases = json.putArray("cases");
    for (FlowStudy.Case one : study.cases()) {
      ObjectNode node = cases.addObject().put("name", one.name()).put("when", one.when());
      number(node, "loss", one.loss());
      number(node, "published_rate", one.published());
      ArrayNode layers = node.putArray("layers");
      for (FlowStudy.Layer layer : one.layers()) {
        ObjectNode own = layers.addObject().put("name", layer.norms().name());
        flow(own.putObject("hidden"), layer.hidden());
        if (layer.norms().hasCell()) {
          flow(own.putObject("cell"), layer.cell());
        }
        ArrayNode gates = own.putArray("gates");
        for (FlowStudy.Gate gate : layer.gates()) {
          ObjectNode of = gates.addObject().put("name", gate.name());
          number(of, "mean", gate.mean());
          number(of, "saturated", gate.saturated());
          number(of, "share", gate.share());
        }
      }
    }
    return json.toString();
  }

  /** What a training recorded: how fast the gradient falls, by recorded step and layer. */
  static ArrayNode records(List<GradientRecord> records) {
    ArrayNode json = JsonNodeFactory.instance.arrayNode();
    for (GradientRecord record : records) {
      ArrayNode layers = json.addObject().put("step", record.step()).putArray("layers");
      for (GradientRecord.Layer layer : record.layers()) {
        ObjectNode own = layers.addObject().put("name", layer.name());
        own.put("of", layer.hasCell() ? "c" : "h");
        flow(own, layer.memory());
        Flow flow = layer.memory();
        number(own, "share_10_back", flow.steps() > 10 ? flow.retention(10) : Double.NaN);
      }
    }
    return json;
  }

  private static void flow(ObjectNode json, Flow flow) {
    Decay decay = flow.decay();
    number(json, "rate", decay.rate());
    number(json, "rate_error", decay.rateError());
    number(json, "fit_error", decay.error());
    json.put("below_float32", decay.below());
    if (flow.memory().isPresent()) {
      json.put("memory", flow.memory().getAsInt());
    } else {
      json.putNull("memory");
    }
    int last = flow.steps() - 1;
    json.put("steps", last);
    number(json, "share_at_the_end", last > 0 ? flow.retention(last) : Double.NaN);
    number(json, "in_the_last_ten", flow.lastShare(10));
  }

  private static void number(ObjectNode json, String key, double value) {
    if (Double.isFinite(value)) {
      json.put(key, value);
    } else {
      json.putNull(key);
    }
  }
}
