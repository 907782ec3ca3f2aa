package sluice.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sluice.model.SavedModel;

/** What lies in the test part changes no bit of what was trained before it. */
class NoFutureRunTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "model.decoder=sequence",
        "model.decoder=direct data.target=[sales, returns]",
        "data.scale.target=robust data.scale.inputs=min-max data.scale.difference=7",
        "data.lags=[7] data.calendar={trend: true, holidays: US}",
        "data.missing=interpolate",
      })
  void ofAForecast(String changes) {
    String[] set = changes.split(" (?=[a-z.]+=)");
    List<String> rows = SmallRuns.salesRows(SmallRuns.DAYS);
    if (changes.contains("interpolate")) {
      rows.replaceAll(row -> row.replaceFirst("^(2024-0[1-4]-(03|09|10)),[^,]*", "$1,"));
    }
    String before = weights(SmallRuns.SALES, "sales.csv", rows, "before", set);
    for (int row = 101; row < rows.size(); row++) { // the last 20 days
      rows.set(row, altered(rows.get(row), row));
    }
    assertThat(weights(SmallRuns.SALES, "sales.csv", rows, "after", set)).isEqualTo(before);
    // and a day earlier lies in validation, which chooses the weights
    rows.set(84, altered(rows.get(84), 84));
    assertThat(weights(SmallRuns.SALES, "sales.csv", rows, "earlier", set)).isNotEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"window.ahead=1", "window.ahead=0", "data.label=direction"})
  void ofAClassification(String change) {
    String yaml =
        SmallRuns.SALES
            .replace("task: forecast", "task: classify")
            .replace("horizon: 3", "ahead: 1")
            .replace("known: [price]", "past: [returns]")
            .replace("target: sales", "target: price");
    List<String> rows = SmallRuns.salesRows(SmallRuns.DAYS);
    String before = weights(yaml, "sales.csv", rows, "before", change);
    for (int row = 101; row < rows.size(); row++) {
      String[] cells = rows.get(row).split(",");
      cells[2] = String.format(Locale.ROOT, "%.1f", 7.0 * row);
      cells[3] = rows.get(row % 50 + 1).split(",")[3]; // a label that training has
      rows.set(row, String.join(",", cells));
    }
    assertThat(weights(yaml, "sales.csv", rows, "after", change)).isEqualTo(before);
  }

  private static String altered(String row, int by) {
    String[] cells = row.split(",");
    cells[1] = String.format(Locale.ROOT, "%.1f", 1000.0 + 13 * by);
    cells[2] = String.format(Locale.ROOT, "%.1f", -9.0 * by);
    cells[3] = "99";
    return String.join(",", cells);
  }

  private String weights(
      String yaml, String file, List<String> rows, String run, String... changes) {
    SmallRuns.write(folder.resolve(file), rows);
    RunResult result =
        SmallRuns.train(SmallRuns.experiment(folder, yaml, changes), folder.resolve(run));
    SavedModel saved = SavedModel.read(result.model());
    if (!run.equals("before")) {
      assertThat(saved.provenance().dataSha256())
          .isNotEqualTo(
              SavedModel.read(folder.resolve("before").resolve("model.sluice"))
                  .provenance()
                  .dataSha256());
    }
    return saved.weightsSha256();
  }
}
