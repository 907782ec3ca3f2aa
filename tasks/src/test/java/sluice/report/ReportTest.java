package sluice.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class ReportTest {
  private static final Pattern LINK = Pattern.compile("(?:href|src)=\"([^\"]*)\"");

  @TempDir private Path folder;

  private static ReportData sample(String task) {
    return switch (task) {
      case "forecast" -> SampleReports.forecast(150);
      case "losing forecast" -> SampleReports.forecast(900);
      case "classification" -> SampleReports.weather();
      case "regression" -> SampleReports.regression();
      case "nothing" -> SampleReports.nothing();
      case "hostile" -> SampleReports.hostile();
      case "large" -> SampleReports.large();
      default -> throw new IllegalArgumentException(task);
    };
  }

  private static Document parsed(String text) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(text)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "forecast",
        "losing forecast",
        "classification",
        "regression",
        "nothing",
        "hostile",
        "large"
      })
  void thePageIsWellFormedAndNeedsNothingFromOutside(String task) throws Exception {
    Map<String, String> files = Report.files(sample(task));
    String page = files.get(Report.PAGE);
    Document document = parsed(page);
    assertThat(document.getElementsByTagName("script").getLength()).isZero();
    assertThat(page).doesNotContain("http:", "https:", "@import", "url(", "NaN", "Infinity");
    Matcher link = LINK.matcher(page);
    while (link.find()) {
      assertThat(files).containsKey(link.group(1));
    }
    assertThat(ids(document)).doesNotHaveDuplicates();
    // the page itself is the last to be written
    assertThat(List.copyOf(files.keySet()).getLast()).isEqualTo(Report.PAGE);
  }

  private static List<String> ids(Document document) {
    var ids = new ArrayList<String>();
    NodeList all = document.getElementsByTagName("*");
    for (int i = 0; i < all.getLength(); i++) {
      if (all.item(i).getAttributes().getNamedItem("id") != null) {
        ids.add(all.item(i).getAttributes().getNamedItem("id").getNodeValue());
      }
    }
    return ids;
  }

  @ParameterizedTest
  @ValueSource(strings = {"forecast", "classification", "regression", "hostile", "large"})
  void everyPictureStandsAloneAndIsDescribed(String task) throws Exception {
    ReportData data = sample(task);
    int pictures = 0;
    for (Map.Entry<String, String> file : Report.files(data).entrySet()) {
      if (file.getKey().endsWith(".svg")) {
        pictures++;
        Document picture = parsed(file.getValue());
        assertThat(picture.getDocumentElement().getTagName()).isEqualTo("svg");
        assertThat(picture.getElementsByTagName("title").item(0).getTextContent()).isNotBlank();
        assertThat(picture.getElementsByTagName("desc").item(0).getTextContent()).isNotBlank();
        assertThat(file.getValue())
            .doesNotContain("NaN", "Infinity")
            .contains("prefers-color-scheme: dark");
        assertThat(file.getValue().length()).isLessThan(400_000);
      }
    }
    assertThat(pictures).isEqualTo(Page.pictures(data).size()).isPositive();
  }

  @Test
  void theFirstLineIsTheVerdict() throws Exception {
    for (String task : List.of("forecast", "losing forecast", "classification", "nothing")) {
      ReportData data = sample(task);
      String text =
          parsed(Report.html(data)).getElementsByTagName("body").item(0).getTextContent().strip();
      assertThat(text).startsWith(Verdict.of(data).sentence());
    }
    assertThat(Report.html(sample("losing forecast"))).contains("class=\"verdict loses\"");
    assertThat(Report.html(sample("forecast"))).contains("class=\"verdict wins\"");
  }

  @Test
  void everyTableSaysOnWhichPartItWasMeasured() {
    String page = Report.html(sample("forecast"));
    assertThat(page)
        .contains("Scores on the test part, 717 examples")
        .contains("Scores on the validation part, 351 examples")
        .contains("MAE at each step of the horizon, test part")
        .contains("Residuals against time, 1 day ahead, test part");
    assertThat(page.indexOf("Scores on the test part"))
        .isLessThan(page.indexOf("Scores on the validation part"));
  }

  @Test
  void whatIsUndefinedHasItsReasonOnThePage() {
    assertThat(Report.html(sample("regression")))
        .contains("No MAPE on the test part: the truth is 0 in 31 of 400 values (LSTM 16).");
    assertThat(Report.html(sample("classification")))
        .contains(
            "No log loss on the test part: 290 of 290 answers came without probabilities"
                + " (majority class, same as today).");
  }

  @Test
  void baselinesFarOffAreNamedInsteadOfDrawn() {
    assertThat(Report.html(sample("forecast"))).contains("too far off to draw: last value, drift.");
  }

  @Test
  void hostileTextsAreOnlyText() throws Exception {
    String page = Report.html(sample("hostile"));
    assertThat(page).doesNotContain("<script>", "<b>", "\u0007").contains("&lt;script&gt;");
    assertThat(parsed(page).getElementsByTagName("h1").item(0).getTextContent())
        .isEqualTo(SampleReports.HOSTILE.replace("\u0007", "\uFFFD").replace("\uD800", "\uFFFD"));
  }

  @Test
  void equalDataGivesEqualFiles() {
    assertThat(Report.files(sample("forecast"))).isEqualTo(Report.files(sample("forecast")));
  }

  @Test
  void aFolderHoldsThePageAndTheFilesBesideIt() throws IOException {
    Path run = folder.resolve("a run, with spaces/again");
    Path page = Report.write(sample("forecast"), run);
    assertThat(page).isEqualTo(run.resolve("report.html")).exists();
    try (var files = Files.list(run.resolve("report"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .contains(
              "report.json",
              "metrics.csv",
              "training.csv",
              "horizon.csv",
              "forecasts.csv",
              "residuals.csv",
              "residuals-histogram.csv",
              "residuals-autocorrelation.csv",
              "baselines.svg",
              "loss.svg",
              "gradient.svg",
              "clipped.svg",
              "rate.svg",
              "horizon.svg",
              "forecast-1.svg",
              "residuals.svg",
              "residuals-histogram.svg",
              "residuals-autocorrelation.svg")
          .noneMatch(name -> name.endsWith(".tmp"));
    }
    assertThat(Files.readString(page)).isEqualTo(Report.html(sample("forecast")));
  }

  @Test
  void aFileInTheWayOfTheFolderIsNamed() throws IOException {
    Path inTheWay = Files.writeString(folder.resolve("report"), "mine");
    assertThatThrownBy(() -> Report.write(sample("nothing"), folder))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage(
            "cannot make the folder "
                + inTheWay
                + ": a file is in its place; choose another place");
    assertThat(inTheWay).hasContent("mine");
  }

  @Test
  void aReportThatCannotBeWrittenWholeLeavesTheOlderPage() throws IOException {
    Path page = Report.write(sample("forecast"), folder);
    String older = Files.readString(page);
    Path loss = folder.resolve("report/loss.svg");
    Files.delete(loss);
    Files.createDirectory(loss);
    assertThatThrownBy(() -> Report.write(sample("losing forecast"), folder))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageStartingWith("cannot write " + loss);
    assertThat(page).hasContent(older);
  }
}
