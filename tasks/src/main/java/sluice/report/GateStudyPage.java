package sluice.report;

import java.util.ArrayList;
import java.util.List;
import sluice.report.Picture.Layout;

/** A {@link GateStudy} as one page that needs nothing from outside. */
final class GateStudyPage {
  private static final int TOLD = 8; // cells at either end of the table

  private GateStudyPage() {}

  static String of(GateStudy study, String styles) {
    Html html = new Html().opening(study.title(), styles);
    html.raw("<header>\n").element("h1", "", study.title());
    html.element("p", "class=\"subtitle\"", study.data()).raw("</header>\n");
    html.section("all", "All cells of layer " + study.layer());
    html.picture(pictures(study).getFirst()).closeSection();
    html.section("one", "Cell " + (study.unit() + 1));
    html.picture(pictures(study).getLast()).closeSection();
    html.section("cells", "What each holds").paragraph(legend(study));
    html.table(table(study));
    return html.closeSection().ending();
  }

  private static String legend(GateStudy study) {
    String half =
        study.keeper() < 0
            ? ""
            : " Half left: the steps after which the gate alone has left half of what was held.";
    return "Sorted by the "
        + GateStudyNumbers.sortedBy(study)
        + "."
        + half
        + " Goes with: the column of the input with the largest correlation r at the same step,"
        + " over these "
        + study.times().size()
        + " steps alone.";
  }

  static List<Picture> pictures(GateStudy study) {
    int drawn = GatePictures.drawn(study).length;
    int cells = study.cell()[0].length;
    String sorted =
        "A row is a cell, sorted by its "
            + GateStudyNumbers.sortedBy(study)
            + ", what keeps most at the top"
            + (drawn < cells ? "; " + drawn + " of " + cells + " cells, evenly taken" : "")
            + ". Blue is above 0, orange below, paper is 0.";
    String backwards =
        study.backwards()
            ? " The layer reads from the end: what it holds comes from the right."
            : "";
    return List.of(
        new Picture(
            "gates-all",
            "Gates and states under the input",
            sorted + backwards,
            Layout.FULL,
            "gates.csv",
            size -> GatePictures.map(size, study)),
        new Picture(
            "gates-cell",
            "Cell " + (study.unit() + 1) + " through time",
            "Its gates, its state and what it would write." + backwards,
            Layout.FULL,
            "gates.csv",
            size -> GatePictures.cell(size, study)));
  }

  private static Html.Table table(GateStudy study) {
    List<String> header = new ArrayList<>(List.of("cell"));
    study.gates().forEach(gate -> header.add("mean " + gate.name()));
    if (study.keeper() < 0) {
      header.add("r with the step before");
    } else {
      header.add("half left");
    }
    header.addAll(List.of("least", "greatest", "goes with", "r"));
    List<HeldCell> sorted = study.sorted();
    List<Html.Row> rows = new ArrayList<>();
    for (int i = 0; i < sorted.size(); i++) {
      if (i < TOLD || i >= sorted.size() - TOLD) {
        rows.add(row(study, sorted.get(i)));
      } else if (i == TOLD) {
        rows.add(Html.Row.of("…"));
      }
    }
    return new Html.Table(
        "The cells that keep most, and least; all are in gates-cells.csv", header, 1, rows);
  }

  private static Html.Row row(GateStudy study, HeldCell cell) {
    List<String> cells = new ArrayList<>(List.of("" + (cell.unit() + 1)));
    for (GateStudy.Gate gate : study.gates()) {
      cells.add(Figures.fixed(GateStudyNumbers.mean(gate, cell.unit()), 3));
    }
    cells.add(Figures.of(study.keeper() < 0 ? cell.keeps() : cell.half()));
    cells.add(Figures.fixed(cell.least(), 3));
    cells.add(Figures.fixed(cell.greatest(), 3));
    cells.add(Markup.escape(cell.input().isEmpty() ? "–" : cell.input()));
    cells.add(cell.input().isEmpty() ? "–" : Figures.fixed(cell.correlation(), 2));
    return new Html.Row("", cells);
  }
}
