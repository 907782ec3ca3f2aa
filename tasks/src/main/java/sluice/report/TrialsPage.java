package sluice.report;

import static sluice.report.Svg.Anchor.END;
import static sluice.report.Svg.Anchor.MIDDLE;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import sluice.metric.Direction;
import sluice.metric.Metric;
import sluice.report.Html.Row;
import sluice.report.Html.Table;
import sluice.report.Picture.Layout;
import sluice.report.Svg.Size;
import sluice.report.TrialsData.Figure;

/** The page of one experiment trained several times: how far its figures spread. */
public final class TrialsPage {
  /** Name of the page. */
  public static final String PAGE = SearchPage.PAGE;

  private static final int ROW = 34;
  private static final int FOOT = 30; // for the labels of the level axis
  private static final double FAR_OFF = 4; // times the network's mean error: drawn at the edge

  private final TrialsData data;
  private final Html html = new Html();

  private TrialsPage(TrialsData data) {
    this.data = data;
  }

  /**
   * The text of every file by its name under the folder, the page last.
   *
   * @param data what to say
   * @param numbers the figures as CSV
   */
  public static SequencedMap<String, String> files(TrialsData data, String numbers) {
    SequencedMap<String, String> files = new LinkedHashMap<>();
    files.put(Report.FOLDER + "/figures.csv", numbers);
    TrialsPage page = new TrialsPage(data);
    for (Picture picture : page.pictures()) {
      files.put(Report.FOLDER + "/" + picture.name() + ".svg", picture.file(Report.CHART_STYLES));
    }
    files.put(PAGE, page.whole());
    return files;
  }

  private String whole() {
    html.opening(data.title(), Report.CHART_STYLES + Report.PAGE_STYLES);
    html.raw("<header>\n<p class=\"verdict undecided\"><span>");
    html.raw(Markup.escape(sentence()) + "</span></p>\n");
    html.element("h1", "", data.title());
    html.element("p", "class=\"subtitle\"", data.subtitle()).raw("</header>\n");
    html.section("spread", "How far the figures spread").pictures(pictures());
    for (String part : parts()) {
      html.table(table(part));
    }
    return html.closeSection().ending();
  }

  private List<String> parts() {
    return data.figures().stream().map(Figure::part).distinct().toList();
  }

  /** The part that is told of first: the test, where there is one. */
  private String part() {
    List<String> parts = parts();
    return parts.contains(ReportData.TEST) || parts.isEmpty() ? ReportData.TEST : parts.getFirst();
  }

  private String sentence() {
    return data.figures().stream()
        .filter(figure -> figure.part().equals(part()) && !figure.baseline())
        .findFirst()
        .map(figure ->
            figure.name()
                + " has "
                + figure.metric().label()
                + " "
                + Figures.of(figure.metric(), figure.mean())
                + " ± "
                + Figures.of(figure.metric(), figure.deviation())
                + " on the "
                + figure.part()
                + " part, over "
                + data.trials().size()
                + " trainings.")
        .orElse("Nothing was measured: there is no validation and no test part.");
  }

  /** One a metric, on the part that is told of first. */
  private List<Picture> pictures() {
    List<Figure> all =
        data.figures().stream()
            .filter(figure -> figure.part().equals(part()))
            .filter(figure -> figure.metric().unit() != Metric.Unit.TARGET_SQUARED)
            .toList();
    var pictures = new ArrayList<Picture>();
    for (Metric metric : all.stream().map(Figure::metric).distinct().toList()) {
      List<Figure> rows =
          all.stream()
              .filter(figure -> figure.metric().equals(metric))
              .filter(figure -> Double.isFinite(figure.mean()))
              .sorted(Comparator.comparing(Figure::baseline))
              .toList();
      if (!rows.isEmpty()) {
        pictures.add(
            new Picture(
                "spread-" + metric.key(),
                Captions.sentence(metric.label()) + " on the " + part() + " part",
                caption(metric),
                pictures.isEmpty() ? Layout.FULL : Layout.HALF,
                "figures.csv",
                size -> dots(size, rows)));
      }
    }
    return pictures;
  }

  private static String caption(Metric metric) {
    return (metric.direction() == Direction.LOWER_IS_BETTER ? "Left is better" : "Right is better")
        + ". A dot is a training, the upright mark their mean, the bar a standard deviation to both"
        + " sides.";
  }

  private static Svg dots(Size size, List<Figure> rows) {
    var svg = new Svg(size.height(rows.size() * ROW + FOOT + 8));
    double names = rows.stream().mapToDouble(row -> Svg.width(row.name(), 13)).max().orElse(0);
    double left = Math.min(size.width() * 0.36, names + 14);
    double right = size.width() - 18;
    Axis axis = axis(size, rows);
    double foot = rows.size() * ROW + 6;
    for (Ticks.Tick tick : axis.ticks()) {
      double x = left + axis.at(tick.at()) * (right - left);
      svg.line("grid", x, 4, x, foot);
      svg.text("tick", x, foot + 18, MIDDLE, tick.text());
    }
    svg.line("axis", left, foot, right, foot);
    for (int i = 0; i < rows.size(); i++) {
      Figure row = rows.get(i);
      String style = row.baseline() ? "base" : "model";
      double y = i * ROW + ROW / 2.0 + 4;
      svg.text(
          "name " + style + "-text",
          left - 10,
          y + 4,
          END,
          Markup.shortened(row.name(), (int) (left / 7.4)));
      double low = place(axis, row.mean() - spread(row), left, right);
      double high = place(axis, row.mean() + spread(row), left, right);
      svg.rectangle("belt", low, y - 9, high - low, 18, "");
      for (int t = 0; t < row.values().size(); t++) {
        double value = row.values().get(t);
        if (Double.isFinite(value)) {
          svg.circle(
              row.baseline() ? "base-fill" : "dot",
              place(axis, value, left, right),
              y,
              row.baseline() ? 2.5 : 4.5,
              Figures.of(row.metric(), value));
        }
      }
      double mean = place(axis, row.mean(), left, right);
      svg.line("line " + (row.baseline() ? "base" : "model"), mean, y - 11, mean, y + 11);
    }
    return svg;
  }

  private static double spread(Figure row) {
    return Double.isFinite(row.deviation()) ? row.deviation() : 0;
  }

  private static double place(Axis axis, double value, double left, double right) {
    return left + Math.clamp(axis.at(value), 0, 1) * (right - left);
  }

  /** Wide enough for all but baselines that are far off. */
  private static Axis axis(Size size, List<Figure> rows) {
    Figure first = rows.getFirst();
    boolean error = first.metric().direction() == Direction.LOWER_IS_BETTER;
    Axis.Range range = Axis.Range.NONE;
    for (Figure row : rows) {
      for (double value : row.values()) {
        if (!row.baseline() || !error || value <= FAR_OFF * first.mean()) {
          range = range.with(value);
        }
      }
    }
    return Axis.numbers("", range.wide(), false, Plot.ticksAcross(size, 90));
  }

  private Table table(String part) {
    var rows = new ArrayList<Row>();
    for (Figure figure : data.figures()) {
      if (figure.part().equals(part) && Double.isFinite(figure.mean())) {
        double[] known =
            figure.values().stream()
                .filter(Double::isFinite)
                .mapToDouble(Double::doubleValue)
                .sorted()
                .toArray();
        rows.add(
            new Row(
                figure.baseline() ? "" : "network",
                List.of(
                    Markup.escape(figure.name()),
                    Markup.escape(figure.metric().label()),
                    Figures.of(figure.metric(), figure.mean()),
                    Figures.of(figure.metric(), figure.deviation()),
                    Figures.of(figure.metric(), known[0]),
                    Figures.of(figure.metric(), known[known.length - 1]))));
      }
    }
    return new Table(
        "On the " + part + " part, over " + data.trials().size() + " trainings",
        List.of("", "metric", "mean", "deviation", "least", "most"),
        2,
        rows);
  }
}
