package sluice.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sluice.data.BadData;
import sluice.data.CsvSettings;
import sluice.data.FileTables;
import sluice.data.Table;

class DuckTablesTest {
  @TempDir private Path folder;

  /** Writes what a query gives; the file is read by the code under test. */
  private Path parquet(String name, String sql) throws SQLException {
    Path file = folder.resolve(name);
    try (Duck duck = Duck.open(folder)) {
      duck.run("copy (" + sql + ") to " + Duck.quoted(file) + " (format parquet)");
    }
    return file;
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private static Table read(Path file) {
    return Table.read(file, CsvSettings.DEFAULT);
  }

  private static List<String> texts(Table table, String column) {
    return Stream.iterate(0, i -> i < table.rows(), i -> i + 1)
        .map(i -> table.column(column).text(i))
        .toList();
  }

  @Test
  void isFoundAsAService() {
    assertThat(FileTables.find()).containsInstanceOf(DuckTables.class);
  }

  @Test
  void typesOfParquetBecomeNumbersAndTextWhateverTheZoneOfThisMachine() throws SQLException {
    Path file =
        parquet(
            "it's.parquet",
            "select 1::tinyint as a, 3::ubigint as u, 1.5::decimal(5,2) as dc, 0.1::float as f,"
                + " timestamp '2024-03-31 02:30' as t, timestamptz '2024-03-31 02:30+02' as z,"
                + " date '2024-01-01' as d, true as b, 'x' as s, [1, 2] as l union all by name"
                + " select 2 as a, timestamp_ns '2024-03-31 03:00:00' as t");
    Table table = read(file);
    assertThat(table.numbers("a")).containsExactly(1, 2);
    assertThat(table.numbers("u")).containsExactly(3, Double.NaN);
    assertThat(table.numbers("dc")).containsExactly(1.5, Double.NaN);
    assertThat(table.numbers("f")).containsExactly(0.1f, Double.NaN);
    assertThat(texts(table, "t")).containsExactly("2024-03-31T02:30", "2024-03-31T03:00");
    assertThat(texts(table, "z")).containsExactly("2024-03-31T00:30Z", "");
    assertThat(texts(table, "d")).containsExactly("2024-01-01", "");
    assertThat(texts(table, "b")).containsExactly("true", "");
    assertThat(texts(table, "s")).containsExactly("x", "");
    assertThat(texts(table, "l")).containsExactly("[1, 2]", "");
    assertThat(table.source()).isEqualTo(file.toString());
  }

  @Test
  void jsonIsRowsOfAnArrayOrOfLines() throws IOException {
    Table array = read(file("a.json", "[{\"x\": 1, \"w\": \"rain\"}, {\"x\": 2.5}]"));
    assertThat(array.numbers("x")).containsExactly(1, 2.5);
    assertThat(texts(array, "w")).containsExactly("rain", "");
    assertThat(read(file("l.jsonl", "{\"x\": 1}\n{\"x\": 2}\n")).numbers("x"))
        .containsExactly(1, 2);
  }

  @Test
  void rowsKeepTheirOrder() throws SQLException {
    Table table = read(parquet("many.parquet", "select i from range(300_000) as r(i)"));
    double[] numbers = table.numbers("i");
    assertThat(numbers).hasSize(300_000).isSorted();
  }

  @Test
  void sqlJoinsFilesOfAnyKind() throws Exception {
    parquet("a.parquet", "select i as id, i * 0.5 as x from range(4) as r(i)");
    file("b.csv", "id,name\n1,one\n3,three\n");
    file("c.json", "[{\"id\": 3, \"n\": 7}, {\"id\": 1, \"n\": 8}]");
    Table table =
        Table.query(
            folder,
            "select name, x, n from 'a.parquet' join 'b.csv' using (id) join 'c.json' using (id)"
                + " order by id");
    assertThat(texts(table, "name")).containsExactly("one", "three");
    assertThat(table.numbers("x")).containsExactly(0.5, 1.5);
    assertThat(table.numbers("n")).containsExactly(8, 7);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "copy (select 1) to 'out.csv'",
        "select 1; copy (select 1) to 'out.csv'",
        "create table t as select 1",
        "attach 'out.csv'",
        "install httpfs",
        "load httpfs",
        "set enable_external_access = true",
        "pragma database_list",
      })
  void whatDoesMoreThanReadIsRefused(String sql) throws IOException {
    assertThatThrownBy(() -> Table.query(folder, sql))
        .isInstanceOf(BadData.class)
        .hasMessageStartingWith(
            "sql: this is not one statement that only reads. Expected one select");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).as("nothing written").isEmpty();
    }
  }

  /** A server of this machine hears nothing. */
  @Test
  void noConnectionIsOpened() throws IOException {
    var asked = new AtomicInteger();
    try (var server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> hear(server, asked));
      refused("http://127.0.0.1:" + server.getLocalPort() + "/x.");
    }
    assertThat(asked).hasValue(0);
  }

  private static void hear(ServerSocket server, AtomicInteger asked) {
    try {
      while (true) {
        server.accept().close();
        asked.incrementAndGet();
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }

  private void refused(String address) {
    for (String sql :
        List.of(
            "select * from '" + address + "csv'",
            "select * from read_parquet('" + address + "parquet')",
            "select * from read_json('" + address + "json')",
            "select * from read_text('" + address + "txt')",
            "select * from read_parquet('s3://b/x.parquet')")) {
      assertThatThrownBy(() -> Table.query(folder, sql))
          .isInstanceOf(BadData.class)
          .hasMessageContaining("Cannot access file");
    }
  }

  @Test
  void whatCannotBeReadIsSaidInASentence() throws Exception {
    Path broken = file("broken.parquet", "id,x\n1,2\n");
    assertThatThrownBy(() -> read(broken))
        .isInstanceOf(BadData.class)
        .hasMessageContaining("broken.parquet: the file cannot be read: ")
        .hasMessageEndingWith("Check that it is whole, and that its ending names what it is.");
    parquet("near.parquet", "select 1 as x");
    assertThatThrownBy(() -> read(folder.resolve("naer.parquet")))
        .hasMessageContaining("there is no such file. Did you mean \"near.parquet\"?");
    assertThatThrownBy(() -> read(parquet("none.parquet", "select 1 as x where false")))
        .hasMessageContaining("no rows");
    for (String[] one :
        new String[][] {
          {"selec 1", "sql: the query failed: syntax error at or near \"selec\""},
          {"select y from 'near.parquet'", "Referenced column \"y\" not found"},
          {"select * from 'far.parquet'", "far.parquet"},
          {"select 'NaN'::double as x", "row 1, column \"x\": not a finite number"},
        }) {
      assertThatThrownBy(() -> Table.query(folder, one[0]))
          .isInstanceOf(BadData.class)
          .hasMessageContaining(one[1])
          .message()
          .doesNotContain("\n");
    }
  }

  @Test
  void whatIsWrittenReadsBack() throws IOException {
    Path file = folder.resolve("out.parquet");
    try (FileTables.Rows rows =
        new DuckTables().parquet(file, List.of("id", "p(a \"b\")", "say"), Set.of("p(a \"b\")"))) {
      rows.add(List.of("007", "0.1", "he said \"a,b\"\nand 'c'"));
      rows.add(List.of("1", "1.0E-5", ""));
      rows.add(List.of("", "", "ä"));
      rows.finish();
    }
    Table table = read(file);
    assertThat(table.names()).containsExactly("id", "p(a \"b\")", "say");
    assertThat(texts(table, "id")).containsExactly("007", "1", "");
    assertThat(table.numbers("p(a \"b\")")).containsExactly(0.1, 1e-5, Double.NaN);
    assertThat(texts(table, "say")).containsExactly("he said \"a,b\"\nand 'c'", "", "ä");
  }

  @Test
  void whatIsNotFinishedLeavesNoFile() throws IOException {
    Path file = folder.resolve("out.parquet");
    try (FileTables.Rows rows = new DuckTables().parquet(file, List.of("x"), Set.of("x"))) {
      rows.add(List.of("1"));
    }
    assertThat(file).doesNotExist();
    assertThatThrownBy(() -> new DuckTables().parquet(file, List.of("x", "x"), Set.of()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("two columns have the same name");
  }
}
