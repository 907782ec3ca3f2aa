package sluice.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import sluice.report.Picture.Layout;

/** A {@link WhyStudy} as one page that needs nothing from outside. */
final class WhyPage {
  /** The file with the numbers behind the pictures. */
  static final String NUMBERS = "why.csv";

  private static final String HOW =
      "Integrated gradients go from the baseline to the example in small steps and add up what each"
          + " input changes on the way (Sundararajan et al. 2017): their sum is what the model says"
          + " beyond the baseline. Gradient × input looks at the example's own place alone. Neither"
          + " says that a column causes anything: it says what this model went by.";

  private WhyPage() {}

  static String of(WhyStudy study) {
    Html html = new Html();
    html.opening(study.title(), Report.styles());
    html.raw("<header>\n");
    html.element("h1", "", study.title());
    html.element("p", "class=\"subtitle\"", study.data());
    html.element("p", "class=\"verdict even undecided\"", study.answer());
    html.raw("<dl class=\"tiles\">\n");
    html.tile("Explained output", Figures.of(study.output()));
    html.tile("Of the baseline", Figures.of(study.without()));
    html.tile("Sum of contributions", Figures.of(study.sum()));
    html.tile("Points on the path", Figures.count(study.points()));
    html.raw("</dl>\n</header>\n");
    html.section("largest", "The five largest");
    html.raw("<ol>\n");
    study.told().forEach(line -> html.element("li", "", line));
    html.raw("</ol>\n");
    html.element(
        "p",
        "class=\"note\"",
        "In " + study.unit() + ", against " + study.baseline() + "." + missing(study));
    html.closeSection();
    html.section("pictures", "What it went by");
    html.pictures(pictures(study));
    html.table(table(study));
    html.element("p", "class=\"note\"", HOW).closeSection();
    return html.ending();
  }

  private static String missing(WhyStudy study) {
    return study.fits()
        ? " The contributions sum to the difference of the outputs within a thousandth of it."
        : " The contributions miss the difference of the outputs by "
            + Figures.of(Math.abs(study.sum() - (study.output() - study.without())))
            + ": the path bends too sharply, take them for rough.";
  }

  static List<Picture> pictures(WhyStudy study) {
    List<Picture> pictures = new ArrayList<>();
    if (study.steps().size() > 1) {
      pictures.add(
          new Picture(
              "why-steps",
              "Each step",
              WhyPictures.shown(study)
                      .map(column -> column.name() + " above; below, what ")
                      .orElse("What ")
                  + "each step adds over all columns: up raises the answer, down lowers it.",
              Layout.FULL,
              NUMBERS,
              size -> WhyPictures.steps(size, study)));
      pictures.add(
          new Picture(
              "why-map",
              "Each step of each column",
              "Blue raises the answer, orange lowers it; the stronger the more. Columns with the"
                  + " largest contributions first.",
              Layout.FULL,
              NUMBERS,
              size -> WhyPictures.map(size, study)));
    }
    pictures.add(
        new Picture(
            "why-columns",
            "Each column",
            "What a column adds" + (study.steps().size() > 1 ? ", over all steps." : "."),
            Layout.FULL,
            NUMBERS,
            size -> WhyPictures.columns(size, study)));
    return pictures;
  }

  private static Html.Table table(WhyStudy study) {
    List<Html.Row> rows = new ArrayList<>();
    for (WhyStudy.Column column : study.columns()) {
      rows.add(
          Html.Row.of(
              column.name(),
              Figures.of(column.sum()),
              Figures.of(column.magnitude()),
              Figures.of(Arrays.stream(column.gradient()).sum())));
    }
    return new Html.Table(
        "Sums over steps, in " + study.unit(),
        List.of("column", "integrated gradients", "their magnitudes", "gradient × input"),
        1,
        rows);
  }

  static String csv(WhyStudy study) {
    StringBuilder text =
        new StringBuilder("step,time,column,value,integrated_gradients,gradient_times_input\n");
    for (int t = 0; t < study.steps().size(); t++) {
      for (WhyStudy.Column column : study.columns()) {
        text.append(t + 1).append(',').append(quoted(study.steps().get(t))).append(',');
        text.append(quoted(column.name())).append(',');
        text.append(column.values().isEmpty() ? "" : quoted(column.values().get(t))).append(',');
        text.append(column.integrated()[t]).append(',').append(column.gradient()[t]).append('\n');
      }
    }
    return text.toString();
  }

  private static String quoted(String text) {
    return text.matches("[^\",\r\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
