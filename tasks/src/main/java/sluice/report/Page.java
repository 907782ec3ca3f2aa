package sluice.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import sluice.inspect.Finding;
import sluice.inspect.Notice;
import sluice.metric.Metric;
import sluice.metric.Score;
import sluice.report.Detail.Classes;
import sluice.report.Detail.Forecasts;
import sluice.report.Detail.LabelSets;
import sluice.report.Detail.Language;
import sluice.report.Detail.Reconstruction;
import sluice.report.Detail.Regression;
import sluice.report.Picture.Layout;
import sluice.report.ReportData.Result;

/**
 * The report as one page that needs nothing from outside: no script, styles and pictures inside.
 */
final class Page {
  private final ReportData data;
  private final Html html = new Html();

  private Page(ReportData data) {
    this.data = data;
  }

  /** The whole page. */
  static String of(ReportData data, String styles) {
    return new Page(data).whole(styles);
  }

  /** Every picture of the report, in the order of the page. */
  static List<Picture> pictures(ReportData data) {
    var pictures = new ArrayList<Picture>(ResultPictures.bars(data));
    pictures.addAll(detailPictures(data));
    pictures.addAll(ImportancePictures.of(data.importance()));
    pictures.addAll(TrainingPictures.of(data.training()));
    pictures.addAll(FlowSection.of(data.flow()));
    return pictures;
  }

  private static List<Picture> detailPictures(ReportData data) {
    var pictures = new ArrayList<Picture>();
    switch (data.detail()) {
      case Forecasts forecasts -> {
        pictures.addAll(ResultPictures.horizon(forecasts));
        pictures.addAll(ForecastPictures.of(forecasts));
        pictures.addAll(ResidualPictures.of(forecasts, forecasts.residuals()));
      }
      case Regression regression -> {
        pictures.addAll(ResidualPictures.of(regression, regression.residuals()));
        pictures.addAll(ResidualPictures.scatter(regression));
        // The scatter and the histogram stand side by side.
        pictures.sort((a, b) -> Boolean.compare(isScatterOrHistogram(b), isScatterOrHistogram(a)));
      }
      case Reconstruction _ -> {} // a table says it
      case Language language -> pictures.addAll(PerplexityPictures.of(language.epochs()));
      case LabelSets sets -> pictures.addAll(CurvePictures.of(sets.curves(), sets.part()));
      case Classes classes -> {
        pictures.addAll(ClassPictures.of(classes));
        pictures.addAll(CurvePictures.of(classes.curves(), classes.part()));
      }
    }
    return pictures;
  }

  private static boolean isScatterOrHistogram(Picture picture) {
    return picture.name().equals("answers") || picture.name().equals("residuals-histogram");
  }

  private String whole(String styles) {
    html.opening(data.title(), styles);
    header();
    scores();
    advice();
    detail();
    importance();
    training();
    data();
    origin();
    return html.ending();
  }

  private void header() {
    Verdict verdict = Verdict.of(data);
    String sign =
        switch (verdict.outcome()) {
          case WINS -> "M4 10.5l4 4 8-9";
          case LOSES -> "M5 5l10 10M15 5L5 15";
          case TIES -> "M4 8h12M4 13h12";
          case UNDECIDED -> "M4 10h12";
        };
    html.raw("<header>\n<p class=\"verdict ");
    html.raw(verdict.outcome().name().toLowerCase(java.util.Locale.ROOT));
    html.raw("\"><svg class=\"sign\" viewBox=\"0 0 20 20\" aria-hidden=\"true\">");
    html.raw("<path d=\"" + sign + "\"/></svg><span>");
    html.raw(Markup.escape(verdict.sentence()) + "</span></p>\n");
    html.element("h1", "", data.title());
    html.element("p", "class=\"subtitle\"", subtitle());
    tiles();
    html.raw("</header>\n");
  }

  private String subtitle() {
    var words = new ArrayList<String>(List.of(data.task(), data.network().name()));
    words.add(Captions.withUnit(data.detail().target(), data.detail().unit()));
    words.add(data.data().source());
    words.removeIf(String::isEmpty);
    return String.join(" · ", words);
  }

  private void tiles() {
    html.raw("<dl class=\"tiles\">\n");
    Metric metric = data.results().primary();
    if (!data.results().list().isEmpty()) {
      String part = Verdict.part(data.results());
      for (Result result : data.results().of(part)) {
        if (!result.baseline()) {
          Optional<Score> score = result.score(metric);
          String figure =
              score
                  .flatMap(s -> s.value().stream().boxed().findFirst())
                  .map(value -> Figures.of(metric, value))
                  .orElse("–");
          String unit = metric.unit() == Metric.Unit.TARGET ? data.detail().unit() : "";
          tile(Captions.withUnit(metric.label() + " on the " + part + " part", unit), figure);
        }
      }
    }
    sluice.train.Training fit = data.training().fit();
    boolean several = !data.results().members().isEmpty();
    tile(
        several ? "best epoch of the first member" : "best epoch",
        fit.bestEpoch() == 0 ? "–" : fit.bestEpoch() + " of " + fit.epochs().size());
    if (data.detail() instanceof Language language && Double.isFinite(language.speed())) {
      tile("tokens a second in training", Figures.count(Math.round(language.speed())));
    }
    tile("parameters", Figures.count(data.network().parameters()));
    tile("whole run", Figures.seconds(data.training().seconds()));
    html.raw("</dl>\n");
  }

  private void tile(String name, String figure) {
    html.tile(name, figure);
  }

  private void scores() {
    html.section("scores", "How good it is");
    html.pictures(ResultPictures.bars(data));
    for (String part : data.results().parts()) {
      html.table(Tables.scores(data, part));
      if (part.equals(ReportData.VALIDATION)) {
        html.raw("<p class=\"note\">The best epoch was chosen on this part, so its figures are ");
        html.raw("kinder than those of the test part.</p>\n");
      }
    }
    for (String reason : Tables.reasons(data)) {
      html.element("p", "class=\"note\"", reason);
    }
    members();
    html.raw("<details><summary>How each figure is computed</summary>\n");
    html.table(Tables.metrics(data)).raw("</details>\n").closeSection();
  }

  /** What an ensemble is made of, so that it can be seen what it gains. */
  private void members() {
    if (data.results().members().isEmpty()) {
      return;
    }
    html.raw("<details><summary>Each member of the ensemble</summary>\n");
    for (String part : data.results().parts()) {
      html.table(Tables.members(data, part));
    }
    html.raw("</details>\n");
    if (!data.results().note().isEmpty()) {
      html.element("p", "class=\"note\"", data.results().note());
    }
  }

  private void advice() {
    html.section("advice", "What stands out, and what to try");
    List<Finding> findings = data.training().advice();
    if (findings.isEmpty()) {
      html.paragraph(
          "Nothing: no sign of under- or over-fitting, of a learning rate too high or too low, of"
              + " gradients that vanish or explode, of units or gates that stand still, of too few"
              + " rows or a column that gives the target away.");
    }
    findings.forEach(finding -> finding(finding, finding.kind().label()));
    List<Notice> notices = data.training().notices();
    if (!notices.isEmpty()) {
      html.element("h3", "", "Said while it trained");
    }
    for (Notice notice : notices) {
      String heading = notice.finding().kind().label() + ", at step " + notice.step();
      finding(notice.finding(), heading);
    }
    html.closeSection();
  }

  private void finding(Finding finding, String heading) {
    boolean serious = finding.severity() == Finding.Severity.SERIOUS;
    html.raw("<div class=\"finding" + (serious ? " serious" : "") + "\">\n");
    html.element("h3", "", heading).paragraph(finding.sentence());
    html.raw("<p>What to try:</p>\n<ul>\n");
    finding.remedies().forEach(remedy -> html.element("li", "", remedy));
    html.raw("</ul>\n</div>\n");
  }

  private void detail() {
    List<Picture> pictures = detailPictures(data);
    switch (data.detail()) {
      case Forecasts forecasts -> {
        section("forecasts", "The forecasts", pictures, false);
        section("residuals", "What is left unexplained", pictures, true);
      }
      case Regression regression -> {
        if (!pictures.isEmpty()) {
          html.section("residuals", "What is left unexplained");
          html.pictures(pictures).closeSection();
        }
      }
      case Reconstruction back -> {
        if (!back.columns().isEmpty()) {
          html.section("columns", "What comes back");
          html.table(Tables.columns(back)).closeSection();
        }
      }
      case Language language -> {
        if (!pictures.isEmpty()) {
          html.section("perplexity", "How perplexity fell").pictures(pictures).closeSection();
        }
        html.section("surprise", "What surprises it");
        html.paragraph(
            "The beginning of the text of the "
                + language.part()
                + " part, each token shaded by −log₂ of the probability that the network gave it"
                + " after all before; rest on one for its figures.");
        SurpriseView.write(language.tokens(), html);
        html.closeSection();
        html.section("samples", "What it writes");
        for (Detail.Written written : language.samples()) {
          html.element(
              "h3",
              "",
              "temperature " + Figures.plain(written.temperature()) + ", seed " + written.seed());
          html.element("pre", "class=\"written\" tabindex=\"0\"", written.text());
        }
        html.closeSection();
      }
      case LabelSets sets -> {
        html.section("classes", "The labels");
        html.table(Tables.labels(sets));
        sets.notes().forEach(html::paragraph);
        html.closeSection();
        if (!pictures.isEmpty()) {
          html.section("probabilities", "What the probabilities are worth");
          html.pictures(pictures).closeSection();
        }
      }
      case Classes classes -> {
        html.section("classes", "The classes");
        List<Picture> matrix = pictures.stream().filter(p -> p.name().equals("confusion")).toList();
        boolean beside = matrix.size() == 1 && matrix.getFirst().layout() == Layout.HALF;
        html.raw(beside ? "<div class=\"pair classes\">\n" : "<div>\n");
        matrix.forEach(html::picture);
        html.table(Tables.classes(classes)).raw("</div>\n");
        html.paragraph(Captions.imbalance(classes.matrix()));
        classes.notes().forEach(html::paragraph);
        html.closeSection();
        List<Picture> curves =
            pictures.stream().filter(p -> !p.name().equals("confusion")).toList();
        if (!curves.isEmpty()) {
          html.section("probabilities", "What the probabilities are worth");
          html.pictures(curves).closeSection();
        }
      }
    }
  }

  private void importance() {
    if (!data.importance().isEmpty()) {
      html.section("importance", "Which columns it goes by");
      data.importance().selection().map(Selection::sentence).ifPresent(html::paragraph);
      html.pictures(ImportancePictures.of(data.importance()));
      data.importance().notes().forEach(html::paragraph);
      html.closeSection();
    }
  }

  private void section(String id, String heading, List<Picture> all, boolean residuals) {
    List<Picture> pictures = all.stream().filter(p -> isResidual(p) == residuals).toList();
    if (!pictures.isEmpty()) {
      html.section(id, heading).pictures(pictures).closeSection();
    }
  }

  private static boolean isResidual(Picture picture) {
    return picture.name().startsWith("residuals");
  }

  private void training() {
    html.section("training", "Training");
    List<Picture> pictures = TrainingPictures.of(data.training());
    if (pictures.isEmpty()) {
      html.paragraph("No epoch was finished.");
    }
    html.pictures(pictures);
    if (!data.results().members().isEmpty()) {
      html.paragraph("The pictures show the first member; metrics.jsonl has the epochs of all.");
    }
    html.closeSection();
    List<Picture> flow = FlowSection.of(data.flow());
    if (!flow.isEmpty()) {
      html.section("flow", "How far the gradient reaches");
      html.paragraph(
          "The loss's gradient on its way back through the steps. Where it falls by a hundredfold"
              + " in a few steps, nothing further back can be learned.");
      html.pictures(flow);
      html.table(FlowSection.table(data.flow())).closeSection();
    }
  }

  private void data() {
    html.section("data", "The data");
    String source = data.data().source().isEmpty() ? "" : data.data().source() + ": ";
    html.paragraph(source + Figures.count(data.data().rows()) + " rows were read.");
    if (!data.data().parts().isEmpty()) {
      html.table(Tables.parts(data.data()));
    }
    if (!data.data().columns().isEmpty()) {
      html.table(Tables.columns(data.data()));
    }
    data.data().notes().forEach(html::paragraph);
    html.closeSection();
  }

  private void origin() {
    html.section("origin", "How it was made");
    if (!data.network().layers().isEmpty()) {
      html.table(Tables.layers(data.network()));
    }
    html.raw("<div class=\"pair\">\n");
    html.table(Tables.provenance(data.provenance())).table(Tables.phases(data.training()));
    html.raw("</div>\n<h3>Settings</h3>\n");
    html.raw("<pre tabindex=\"0\" aria-label=\"Settings\"><code>");
    html.raw(Markup.escape(data.provenance().settings()) + "</code></pre>\n").closeSection();
  }
}
