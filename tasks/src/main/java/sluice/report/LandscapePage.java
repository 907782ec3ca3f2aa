package sluice.report;

import java.util.List;
import sluice.report.Picture.Layout;

/** A {@link LandscapeStudy} as one page that needs nothing from outside. */
final class LandscapePage {
  private static final String HOW =
      "Two directions of as many as there are weights show a sliver of the whole: another --seed"
          + " shows another plane. What is seen in it is seen; what is not there may lie"
          + " elsewhere.";
  private static final String NORMED =
      " Random directions are brought to the length of the weights of each unit, so that a step"
          + " means the same in layers of any size (filter normalisation, Li et al. 2018); biases"
          + " stay.";

  private LandscapePage() {}

  static String of(LandscapeStudy study, String styles) {
    Html html = new Html().opening(study.title(), styles);
    html.raw("<header>\n").element("h1", "", study.title());
    html.element("p", "class=\"subtitle\"", study.data());
    html.raw("<dl class=\"tiles\">\n");
    html.tile("Loss at the trained weights", Figures.of(study.centre()));
    html.tile("A tenth away, at most", signed(study.rise()));
    html.tile("Curvature, weakest", Figures.of(study.bend().least()));
    html.tile("Curvature, strongest", Figures.of(study.bend().most()));
    html.raw("</dl>\n</header>\n");
    html.section("plane", "The loss around the weights");
    study.told().forEach(html::paragraph);
    html.pictures(pictures(study));
    html.element(
        "p",
        "class=\"note\"",
        "First direction: " + study.first() + ". Second direction: " + study.second() + ".");
    html.table(table(study));
    html.element("p", "class=\"note\"", HOW + NORMED).closeSection();
    if (!study.marks().isEmpty()) {
      html.section("way", "The way there").table(marks(study)).closeSection();
    }
    return html.ending();
  }

  private static String signed(double share) {
    return Double.isFinite(share) ? (share < 0 ? "" : "+") + Figures.percent(share) : "–";
  }

  static List<Picture> pictures(LandscapeStudy study) {
    return List.of(
        new Picture(
            "landscape-plane",
            "On the plane",
            "The stronger the colour, the higher; lines join places of equal loss, levels stand at"
                + " the right."
                + (study.leftOut() > 0 ? " A cross: the loss is not finite there." : "")
                + (study.marks().isEmpty() ? "" : " Dots are weights on the way to the trained."),
            Layout.HALF,
            "landscape.csv",
            size -> LandscapePictures.plane(size, study)),
        new Picture(
            "landscape-cuts",
            "Along each direction",
            "The loss on the two lines through the trained weights, which are at 0.",
            Layout.HALF,
            "landscape-cuts.csv",
            size -> LandscapePictures.cuts(size, study)));
  }

  private static Html.Table table(LandscapeStudy study) {
    double[] first = study.convex(0);
    double[] second = study.convex(1);
    return new Html.Table(
        "At the trained weights",
        List.of("direction", "slope", "curvature", "convex from", "to"),
        1,
        List.of(
            row("first", study.bend().slopeX(), study.bend().xx(), first),
            row("second", study.bend().slopeY(), study.bend().yy(), second)));
  }

  private static Html.Row row(String name, double slope, double bend, double[] convex) {
    return Html.Row.of(
        name,
        Figures.of(slope),
        Figures.of(bend),
        Figures.plain(convex[0]),
        Figures.plain(convex[1]));
  }

  private static Html.Table marks(LandscapeStudy study) {
    return new Html.Table(
        "Weights on the way",
        List.of("weights", "first", "second", "loss there"),
        1,
        study.marks().stream()
            .map(mark ->
                Html.Row.of(
                    mark.name(),
                    Figures.of(mark.x()),
                    Figures.of(mark.y()),
                    Figures.of(mark.loss())))
            .toList());
  }
}
