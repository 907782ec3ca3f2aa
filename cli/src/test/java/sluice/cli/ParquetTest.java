package sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sluice.data.Column;
import sluice.data.CsvSettings;
import sluice.data.FileTables;
import sluice.data.Table;

/**
 * Answers as Parquet where the module duckdb is there ({@code -Dduckdb}), and a sentence where not.
 */
class ParquetTest {
  private static final boolean THERE = FileTables.find().isPresent();

  @TempDir private Path folder;
  private Samples samples;

  @BeforeEach
  void samples() {
    samples = new Samples(folder);
  }

  @Test
  void answersAsParquetAreThoseOfCsv() {
    assumeTrue(THERE, "without the module duckdb: ./build verify has it");
    Outcome.of("train", samples.classify(), "--out", samples.at("weather"));
    Outcome.of("train", samples.forecast(), "--out", samples.at("sales"));
    String data = samples.at("weather.csv");
    String[][] commands = {
      {"predict", samples.at("weather/model.sluice"), "--data", data},
      {"features", samples.at("weather/model.sluice"), "--data", data, "--layer", "last"},
      {"forecast", samples.at("sales/model.sluice")},
    };
    for (String[] command : commands) {
      Table csv = table(command, "out.csv");
      Table parquet = table(command, "out.parquet");
      assertThat(parquet.names()).isEqualTo(csv.names());
      assertThat(parquet.rows()).isEqualTo(csv.rows()).isPositive();
      for (String name : csv.names()) {
        assertThat(parquet.column(name).type()).as(name).isEqualTo(csv.column(name).type());
        for (int row = 0; row < csv.rows(); row++) {
          assertThat(parquet.column(name).text(row)).isEqualTo(csv.column(name).text(row));
        }
      }
      assertThat(csv.columns()).anyMatch(column -> column.type() == Column.Type.NUMBER);
    }
  }

  private Table table(String[] command, String out) {
    List<String> words = new ArrayList<>(List.of(command));
    words.addAll(List.of("--out", samples.at(out)));
    Outcome outcome = Outcome.of(words.toArray(String[]::new));
    assertThat(outcome.code()).as(outcome.err()).isZero();
    return Table.read(folder.resolve(out), CsvSettings.DEFAULT);
  }

  @Test
  void aFolderThatIsNotThereIsNamed() {
    assumeTrue(THERE, "without the module duckdb: ./build verify has it");
    Outcome.of("train", samples.forecast(), "--out", samples.at("sales"));
    Outcome outcome =
        Outcome.of(
            "forecast", samples.at("sales/model.sluice"), "--out", samples.at("none/x.parquet"));
    assertThat(outcome.code()).isEqualTo(Failures.OUTPUT);
    assertThat(outcome.told()).contains("there is no folder");
  }

  @Test
  void withoutTheModuleASentenceSaysHowToGetIt() throws IOException {
    assumeTrue(!THERE, "with the module duckdb");
    Outcome.of("train", samples.forecast(), "--out", samples.at("sales"));
    Outcome out =
        Outcome.of("forecast", samples.at("sales/model.sluice"), "--out", samples.at("x.parquet"));
    assertThat(out.code()).isEqualTo(Failures.USAGE);
    assertThat(out.told()).endsWith("x.parquet: " + FileTables.MISSING + ".");
    samples.file("sales.parquet", "");
    Outcome in =
        Outcome.of(
            "train", samples.at("sales.yaml"), "--dry-run", "--set", "data.file=sales.parquet");
    assertThat(in.code()).isEqualTo(Failures.DATA);
    assertThat(in.told()).contains("sales.parquet: ").endsWith(FileTables.MISSING + ".");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).noneMatch(file -> file.endsWith("x.parquet"));
    }
  }
}
