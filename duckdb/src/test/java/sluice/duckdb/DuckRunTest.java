package sluice.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sluice.experiment.DataSource;
import sluice.experiment.Experiment;
import sluice.experiment.RowSink;
import sluice.experiment.Run;
import sluice.experiment.RunResult;
import sluice.experiment.TrainedModel;

/** Equal rows give equal weights, from whatever kind of file. */
class DuckRunTest {
  private static final int ROWS = 60;

  @TempDir private Path folder;

  @BeforeEach
  void write() throws Exception {
    List<String> lines = new ArrayList<>(List.of("id,x,y,kind"));
    for (int row = 0; row < ROWS; row++) {
      int kind = row * 7 % 3;
      lines.add(row + "," + (kind + row % 5 * 0.125) + "," + (row % 4 - kind) + "," + kind);
    }
    Files.writeString(folder.resolve("rows.csv"), String.join("\n", lines) + "\n");
    Files.writeString(
        folder.resolve("rows.yaml"),
        """
        task: classify
        data: {file: rows.csv, target: kind, inputs: [x, y]}
        window: {per: row}
        split: {validation: 0.2, test: 0.2}
        model: {layers: [dense: {units: 4, activation: tanh}]}
        training: {epochs: 3, batch: 8}
        """);
    try (Duck duck = Duck.open(folder)) {
      for (String kind : List.of("parquet", "json")) {
        duck.run(
            "copy (select * from 'rows.csv') to "
                + Duck.quoted(folder.resolve("rows." + kind))
                + " (format "
                + kind
                + ")");
      }
    }
  }

  private RunResult train(String name, String... changes) {
    Experiment experiment = Experiment.read(folder.resolve("rows.yaml"), List.of(changes));
    return Run.train(experiment, Run.Options.fresh().out(folder.resolve(name)));
  }

  @Test
  void trainsFromParquetJsonAndSqlAsFromCsv() throws IOException {
    RunResult csv = train("csv");
    for (String file : List.of("rows.parquet", "rows.json")) {
      assertThat(train("of-" + file, "data.file=" + folder.resolve(file)).weightsSha256())
          .as(file)
          .isEqualTo(csv.weightsSha256());
    }
    Files.writeString(
        folder.resolve("rows.yaml"),
        Files.readString(folder.resolve("rows.yaml"))
            .replace("file: rows.csv", "sql: select * from 'rows.parquet' order by id"));
    RunResult query = train("sql");
    assertThat(query.weightsSha256()).isEqualTo(csv.weightsSha256());
    // The resolved file stands in another folder, and finds the rows all the same.
    Experiment again = Experiment.read(folder.resolve("sql/experiment.yaml"), List.of());
    assertThat(Run.train(again, Run.Options.fresh().out(folder.resolve("again"))).weightsSha256())
        .isEqualTo(csv.weightsSha256());
    assertThat(Files.mismatch(folder.resolve("again/model.sluice"), query.model())).isEqualTo(-1);
  }

  @Test
  void predictsTheRowsOfAnyKindOfFile() {
    TrainedModel model = TrainedModel.read(train("csv").model());
    List<List<String>> of = predicted(model, "rows.csv");
    assertThat(of).hasSize(ROWS + 1);
    assertThat(predicted(model, "rows.parquet")).isEqualTo(of);
    assertThat(predicted(model, "rows.json")).isEqualTo(of);
  }

  private List<List<String>> predicted(TrainedModel model, String file) {
    List<List<String>> rows = new ArrayList<>();
    model.predict(
        new DataSource.File(folder.resolve(file)),
        new RowSink() {
          @Override
          public void header(List<String> names) {
            rows.add(names);
          }

          @Override
          public void row(List<String> values) {
            rows.add(values);
          }
        });
    return rows;
  }
}
