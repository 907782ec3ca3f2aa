package sluice.experiment;

import java.util.Optional;
import sluice.data.Examples;
import sluice.inspect.Autopsy;
import sluice.inspect.Fault;
import sluice.train.Diverged;
import sluice.train.Scene;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Looks into a training that diverged, and leaves what it found in the run directory. */
final class AutopsyFile {
  private AutopsyFile() {}

  /**
   * The same failure, told with its place and what led there.
   *
   * @param examples what was learned from
   */
  static Diverged examined(Diverged diverged, RunDirectory directory, Optional<Examples> examples) {
    Optional<Scene> scene = diverged.scene();
    if (scene.isEmpty()) {
      return diverged;
    }
    try {
      Autopsy autopsy = Autopsy.of(scene.get());
      Optional<DataSpot> row =
          examples
              .filter(all -> !scene.get().validation())
              .flatMap(all ->
                  autopsy
                      .fault()
                      .flatMap(fault -> fault.place().spot())
                      .flatMap(spot -> DataSpot.of(all, spot)));
      RunDirectory.write(directory.autopsy(), json(autopsy, diverged, row) + "\n");
      String place = autopsy.place() + row.map(found -> ", " + found.text()).orElse("");
      return diverged.examined(place, autopsy.story(), autopsy.remedy());
    } catch (RuntimeException unexamined) { // what is to be told is still that it diverged
      diverged.addSuppressed(unexamined);
      return diverged;
    }
  }

  private static ObjectNode json(Autopsy autopsy, Diverged diverged, Optional<DataSpot> row) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("text", autopsy.text());
    json.put("epoch", diverged.epoch());
    json.put("step", diverged.step());
    autopsy.fault().ifPresentOrElse(fault -> fault(json, fault), () -> json.putNull("fault"));
    row.ifPresentOrElse(found -> row(json, found), () -> json.putNull("data"));
    ArrayNode trails = json.putArray("trails");
    for (Autopsy.Trail trail : autopsy.trails()) {
      ObjectNode one = trails.addObject();
      one.put("name", trail.name());
      ArrayNode points = one.putArray("points");
      trail
          .points()
          .forEach(
              point -> number(points.addObject().put("at", point.at()), "value", point.value()));
    }
    ArrayNode steps = json.putArray("steps");
    for (Scene.Step step : autopsy.steps()) {
      ObjectNode one = steps.addObject();
      one.put("step", step.number());
      number(one, "loss", step.loss());
      number(one, "gradient_norm", step.norm());
      number(one, "rate", step.rate());
    }
    json.put("largest_weight", autopsy.largestWeight());
    number(json, "largest_weight_value", autopsy.largest());
    return json;
  }

  private static void row(ObjectNode json, DataSpot row) {
    ObjectNode one = json.putObject("data");
    one.put("source", row.source());
    if (row.line() > 0) {
      one.put("line", row.line());
    } else {
      one.putNull("line");
    }
    one.put("time", row.time());
    text(one, "key", row.key());
    one.put("begins_sequence", row.begin());
  }

  private static void fault(ObjectNode json, Fault fault) {
    ObjectNode one = json.putObject("fault");
    Fault.Place place = fault.place();
    one.put("phase", fault.phase().key());
    one.put("operation", fault.operation());
    one.put("value", Double.toString(fault.value()));
    text(one, "layer", place.layer());
    text(one, "type", place.type());
    text(one, "gate", place.gate());
    text(one, "weight", place.weight());
    index(one, "row", place.row());
    index(one, "column", place.column());
    place
        .spot()
        .ifPresent(spot -> {
          one.put("sequence", spot.sequence());
          one.put("order_in_group", spot.order());
          one.put("group", spot.group());
          one.put("step", spot.step());
          one.put("steps", spot.steps());
        });
    ArrayNode figures = one.putArray("figures");
    fault
        .figures()
        .forEach(figure ->
            number(figures.addObject().put("name", figure.name()), "value", figure.value()));
  }

  /** What is not there is null, so that every file has the same keys. */
  private static void text(ObjectNode json, String key, String value) {
    if (value.isEmpty()) {
      json.putNull(key);
    } else {
      json.put(key, value);
    }
  }

  private static void index(ObjectNode json, String key, int value) {
    if (value < 0) {
      json.putNull(key);
    } else {
      json.put(key, value);
    }
  }

  /** A number, or NaN and infinities as text: JSON has none. */
  private static void number(ObjectNode json, String key, double value) {
    if (Double.isFinite(value)) {
      json.put(key, value);
    } else {
      json.put(key, Double.toString(value));
    }
  }
}
