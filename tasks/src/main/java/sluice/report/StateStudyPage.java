package sluice.report;

import java.util.ArrayList;
import java.util.List;
import sluice.report.Picture.Layout;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A {@link StateStudy} as one page that needs nothing from outside, and as numbers. */
final class StateStudyPage {
  private StateStudyPage() {}

  static String of(StateStudy study, String styles) {
    Html html = new Html().opening(study.title(), styles);
    html.raw("<header>\n").element("h1", "", study.title());
    html.element("p", "class=\"subtitle\"", study.data()).raw("</header>\n");
    html.section("states", "States of layer " + study.layer());
    html.paragraph(
        study.units()
            + " numbers a state, shown along the two directions in which they vary most (principal"
            + " components). What lies close there may lie apart in the others: see their shares.");
    html.pictures(pictures(study)).closeSection();
    html.section("shares", "How much the plane shows").table(table(study)).closeSection();
    return html.ending();
  }

  static List<Picture> pictures(StateStudy study) {
    List<Picture> pictures = new ArrayList<>();
    String path = study.every() ? " The line is the way of the last sequence, to the ring." : "";
    if (!study.classes().isEmpty()) {
      int more = study.classes().size() - StatePictures.COLOURS;
      pictures.add(
          new Picture(
              "states-class",
              "By class",
              "The colour is the class that was true, whatever the network says."
                  + (more > 0 ? " The " + more + " rarest classes share a grey." : "")
                  + path,
              Layout.FULL,
              "states.csv",
              size -> StatePictures.byClass(size, study)));
    }
    pictures.add(
        new Picture(
            "states-time",
            study.every() ? "By step in the sequence" : "By time",
            (study.every()
                    ? "The colours run from the first steps to the last."
                    : "The colours run from the earliest to the latest, in fifths that begin at the"
                        + " time told.")
                + path,
            Layout.FULL,
            "states.csv",
            size -> StatePictures.byTime(size, study)));
    return pictures;
  }

  private static Html.Table table(StateStudy study) {
    List<Html.Row> rows = new ArrayList<>();
    double sum = 0;
    for (int k = 0; k < study.shares().length; k++) {
      sum += study.shares()[k];
      rows.add(
          Html.Row.of(
              "" + (k + 1), Figures.percent(study.shares()[k]), Figures.percent(Math.min(1, sum))));
    }
    return new Html.Table(
        "Share of the variance", List.of("component", "share", "with those before"), 1, rows);
  }

  static String json(StateStudy study) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("title", study.title()).put("data", study.data()).put("layer", study.layer());
    json.put("units", study.units()).put("at", study.every() ? "every" : "last");
    json.put("points", study.points().size());
    ArrayNode layers = json.putArray("layers");
    study.others().forEach(layers::add);
    ArrayNode shares = json.putArray("shares");
    for (double share : study.shares()) {
      shares.add(share);
    }
    ArrayNode classes = json.putArray("classes");
    for (String name : study.classes()) {
      double[] centre = new double[2];
      int count = 0;
      for (StateStudy.Point point : study.points()) {
        if (point.label().equals(name)) {
          count++;
          centre[0] += point.x();
          centre[1] += point.y();
        }
      }
      ObjectNode node = classes.addObject().put("name", name).put("points", count);
      node.putArray("centre").add(centre[0] / count).add(centre[1] / count);
    }
    return json.toString();
  }

  static String csv(StateStudy study) {
    var text = new StringBuilder("sequence,key,time,step,class,first,second\n");
    for (StateStudy.Point point : study.points()) {
      text.append(point.sequence()).append(',').append(GateStudyNumbers.quoted(point.key()));
      text.append(',').append(GateStudyNumbers.quoted(point.time())).append(',');
      text.append(point.step()).append(',').append(GateStudyNumbers.quoted(point.label()));
      text.append(',').append(point.x()).append(',').append(point.y()).append('\n');
    }
    return text.toString();
  }
}
