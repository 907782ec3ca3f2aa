package sluice.report;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import sluice.metric.Metric;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The numbers as JSON and CSV. */
class NumbersBehindTest {
  private static List<NamedCsvRecord> rows(ReportData data, String name) {
    Map<String, String> files = Csv.files(data);
    assertThat(files.get(name)).doesNotContain("\r", "NaN", "Infinity").endsWith("\n");
    return CsvReader.builder().ofNamedCsvRecord(files.get(name)).stream().toList();
  }

  private static JsonNode json(ReportData data) {
    return JsonMapper.shared().readTree(Report.json(data));
  }

  @Test
  void jsonBeginsWithTheVerdict() {
    ReportData data = SampleReports.forecast(900);
    JsonNode root = json(data);
    assertThat(root.propertyNames().iterator().next()).isEqualTo("verdict");
    assertThat(root.at("/verdict/outcome").asString()).isEqualTo("loses");
    assertThat(root.at("/verdict/sentence").asString()).isEqualTo(Verdict.of(data).sentence());
    assertThat(Report.json(data)).doesNotContain("\r").endsWith("}\n");
  }

  @Test
  void jsonHoldsTheFiguresToTheLastBit() {
    ReportData data = SampleReports.forecast(150);
    JsonNode root = json(data);
    double mae =
        data.results().of("test").getFirst().score(Metric.MAE).orElseThrow().value().orElseThrow();
    assertThat(root.at("/results/list/1/scores/mae/value").asDouble()).isEqualTo(mae);
    assertThat(root.at("/results/list/1/part").asString()).isEqualTo("test");
    assertThat(root.at("/results/metrics/mae/direction").asString()).isEqualTo("lower_is_better");
    assertThat(root.at("/training/epochs").size()).isEqualTo(25);
    assertThat(root.at("/training/epochs/0/training_loss").asDouble())
        .isEqualTo(data.training().fit().epochs().getFirst().trainingLoss());
    assertThat(root.at("/detail/horizon/lines/0/steps").size()).isEqualTo(14);
    assertThat(root.at("/detail/examples/0/forecast").size()).isEqualTo(14);
    assertThat(root.at("/provenance/seed").asLong()).isEqualTo(42);
  }

  @Test
  void jsonSaysNullAndWhyForWhatIsUndefined() {
    JsonNode mape = json(SampleReports.regression()).at("/results/list/0/scores/mape");
    assertThat(mape.get("value").isNull()).isTrue();
    assertThat(mape.get("reason").asString()).isEqualTo("the truth is 0 in 31 of 400 values");
    JsonNode hostile = json(SampleReports.hostile());
    JsonNode epoch = hostile.at("/training/epochs/0");
    assertThat(epoch.get("validation_loss").isNull()).isTrue();
    assertThat(epoch.get("validation_loss_reason").asString()).isEqualTo("not measured");
    assertThat(epoch.get("gradient_norm_reason").asString()).isEqualTo("infinite");
    assertThat(hostile.at("/detail/examples/0/truth/0").isNull()).isTrue();
    assertThat(hostile.get("title").asString()).startsWith("<script>");
  }

  @Test
  void csvHoldsTheFiguresToTheLastBit() {
    ReportData data = SampleReports.forecast(150);
    NamedCsvRecord first = rows(data, "training.csv").getFirst();
    assertThat(Double.parseDouble(first.getField("training_loss")))
        .isEqualTo(data.training().fit().epochs().getFirst().trainingLoss());
    assertThat(rows(data, "horizon.csv")).hasSize(5 * 14);
    assertThat(rows(data, "forecasts.csv")).hasSize(5 * (56 + 14));
    assertThat(rows(data, "residuals.csv")).hasSize(717);
    assertThat(rows(data, "metrics.csv")).hasSize(2 * 5 * 7);
    NamedCsvRecord residual = rows(data, "residuals.csv").get(3);
    assertThat(Double.parseDouble(residual.getField("residual")))
        .isEqualTo(
            Double.parseDouble(residual.getField("truth"))
                - Double.parseDouble(residual.getField("answer")));
    long counted =
        rows(data, "residuals-histogram.csv").stream()
            .mapToLong(row -> Long.parseLong(row.getField("count")))
            .sum();
    assertThat(counted).isEqualTo(717);
  }

  @Test
  void csvLeavesFieldsEmptyAndQuotesWhatNeedsIt() {
    ReportData data = SampleReports.hostile();
    assertThat(rows(data, "training.csv").getFirst().getField("validation_loss")).isEmpty();
    assertThat(rows(data, "metrics.csv").getFirst().getField("name"))
        .isEqualTo(SampleReports.HOSTILE);
    ReportData regression = SampleReports.regression();
    NamedCsvRecord mape = rows(regression, "metrics.csv").get(3);
    assertThat(mape.getField("value")).isEmpty();
    assertThat(mape.getField("reason")).isEqualTo("the truth is 0 in 31 of 400 values");
  }

  @Test
  void theConfusionMatrixHasTheClassesInItsHeader() {
    List<NamedCsvRecord> rows = rows(SampleReports.weather(), "confusion.csv");
    assertThat(rows.getFirst().getHeader())
        .containsExactly("truth", "drizzle", "fog", "rain", "snow", "sun");
    long all =
        rows.stream()
            .flatMap(row -> row.getFields().stream().skip(1))
            .mapToLong(Long::parseLong)
            .sum();
    assertThat(all).isEqualTo(290);
    assertThat(rows(SampleReports.weather(), "classes.csv")).hasSize(5);
  }
}
