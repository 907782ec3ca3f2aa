package sluice.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import sluice.report.Picture.Layout;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A {@link SurfaceStudy} as one page that needs nothing from outside, and as numbers. */
final class SurfacePage {
  private SurfacePage() {}

  private static String title(SurfaceStudy study) {
    String name = study.surface().name();
    return "Ways down: "
        + (name.equals("ROSENBROCK")
            ? "Rosenbrock's valley"
            : "the " + name.toLowerCase(Locale.ROOT));
  }

  static String of(SurfaceStudy study, String styles) {
    Html html = new Html().opening(title(study), styles);
    html.raw("<header>\n").element("h1", "", title(study));
    html.element(
        "p",
        "class=\"subtitle\"",
        "f(x, y) = "
            + study.surface().formula()
            + ", from "
            + place(study.from())
            + ", "
            + study.steps()
            + " steps");
    html.raw("</header>\n");
    html.section("ways", "Where each goes");
    study.told().forEach(html::paragraph);
    html.pictures(pictures(study)).table(table(study)).closeSection();
    return html.ending();
  }

  private static String place(double[] place) {
    return "(" + Figures.plain(place[0]) + ", " + Figures.plain(place[1]) + ")";
  }

  static List<Picture> pictures(SurfaceStudy study) {
    return List.of(
        new Picture(
            "surface-ways",
            "The ways",
            "The stronger the grey, the higher; lines join places of equal height. All start at the"
                + " ring; a dot is where one ends, a cross a bottom. What leaves the picture is cut"
                + " off.",
            Layout.FULL,
            "surface.csv",
            size -> SurfacePictures.ways(size, study)),
        new Picture(
            "surface-heights",
            "How fast",
            "Height above the deepest bottom after each step. What ends in another bottom, or on a"
                + " saddle, stays above.",
            Layout.FULL,
            "surface.csv",
            size -> SurfacePictures.heights(size, study)));
  }

  private static Html.Table table(SurfaceStudy study) {
    List<List<String>> rows = rows(study);
    return new Html.Table(
        "Where each ends",
        rows.getFirst(),
        2,
        rows.stream().skip(1).map(row -> Html.Row.of(row.toArray(String[]::new))).toList());
  }

  static List<List<String>> rows(SurfaceStudy study) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("optimiser", "ends", "rate", "there at step", "x", "y", "height"));
    for (SurfaceStudy.Way way : study.ways()) {
      rows.add(
          List.of(
              way.name(),
              study.ended(way),
              Figures.plain(way.rate()),
              study.down(way) < 0 ? "–" : "" + study.down(way),
              number(way.end()[0]),
              number(way.end()[1]),
              number(study.height(way.end()))));
    }
    return rows;
  }

  private static String number(double value) {
    return Double.isFinite(value) && Math.abs(value) < 1e7
        ? Figures.fixed(value, 6)
        : Figures.of(value);
  }

  static String json(SurfaceStudy study) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("surface", study.surface().name().toLowerCase(Locale.ROOT));
    json.put("formula", study.surface().formula()).put("steps", study.steps());
    json.putArray("from").add(study.from()[0]).add(study.from()[1]);
    ArrayNode bottoms = json.putArray("bottoms");
    for (double[] bottom : study.surface().bottoms()) {
      bottoms
          .addObject()
          .put("x", bottom[0])
          .put("y", bottom[1])
          .put("height", study.height(bottom));
    }
    ArrayNode ways = json.putArray("ways");
    for (SurfaceStudy.Way way : study.ways()) {
      ObjectNode own = ways.addObject().put("optimiser", way.name()).put("rate", way.rate());
      own.put("ends", study.ended(way));
      if (study.down(way) < 0) {
        own.putNull("there_at_step");
      } else {
        own.put("there_at_step", study.down(way));
      }
      put(own, "x", way.end()[0]);
      put(own, "y", way.end()[1]);
      put(own, "height", study.height(way.end()));
    }
    ArrayNode told = json.putArray("told");
    study.told().forEach(told::add);
    return json.toString();
  }

  private static void put(ObjectNode into, String name, double value) {
    if (Double.isFinite(value)) {
      into.put(name, value);
    } else {
      into.putNull(name);
    }
  }

  static String csv(SurfaceStudy study) {
    var text = new StringBuilder("optimiser,rate,step,x,y,height\n");
    for (SurfaceStudy.Way way : study.ways()) {
      for (int step = 0; step < way.places().length; step++) {
        double[] place = way.places()[step];
        text.append(way.name()).append(',').append(way.rate()).append(',').append(step);
        for (double value : new double[] {place[0], place[1], study.height(place)}) {
          text.append(',').append(Double.isFinite(value) ? "" + value : "");
        }
        text.append('\n');
      }
    }
    return text.toString();
  }
}
