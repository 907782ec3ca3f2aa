package sluice.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TableTest {
  @TempDir Path folder;

  static Table csv(String text) {
    return csv(text, CsvSettings.DEFAULT);
  }

  static Table csv(String text, CsvSettings settings) {
    try {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      return Table.readCsv(new ByteArrayInputStream(bytes), "test.csv", settings);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void columnsOfNumbersAndText() {
    Table table = csv("a,b,c\n1,x,\n2.5,y,7\nNA,,8\n");
    assertThat(table.rows()).isEqualTo(3);
    assertThat(table.names()).containsExactly("a", "b", "c");
    assertThat(table.numbers("a")).containsExactly(1, 2.5, Double.NaN);
    assertThat(table.column("b").type()).isEqualTo(Column.Type.TEXT);
    assertThat(table.column("b").text(1)).isEqualTo("y");
    assertThat(table.column("b").missing(2)).isTrue();
    assertThat(table.column("c").missingCount()).isEqualTo(1);
    assertThat(table.line(2)).isEqualTo(4);
  }

  @ParameterizedTest
  @ValueSource(strings = {",", ";", "\t", "|"})
  void findsTheDelimiter(String delimiter) {
    String text = "d a,b|c\n1 3,2|4\n5 7,6|8\n".replace(",", "@").replace("|", "#");
    String written = text.replace(" ", delimiter).replace("@", ".").replace("#", ".");
    assertThat(csv(written).names()).hasSize(2);
  }

  @Test
  void theDelimiterThatCutsAllLinesAlikeWins() {
    Table table = csv("name;x\nSmith, J.;1\n\"a;b\";2\nDoe, A., B.;3\n");
    assertThat(table.names()).containsExactly("name", "x");
    assertThat(table.column("name").text(1)).isEqualTo("a;b");
  }

  @Test
  void oneColumnNeedsNoDelimiter() {
    assertThat(csv("\"Y\"\n22262\n21756\n").numbers("Y")).containsExactly(22262, 21756);
  }

  @Test
  void quotesLineEndsAndMarks() {
    Table table = csv("\uFEFFa,\"b \"\"q\"\"\"\r\n1,\"two\nlines\"\r\n\r\n2, z \r\n");
    assertThat(table.names()).containsExactly("a", "b \"q\"");
    assertThat(table.column("b \"q\"").text(0)).isEqualTo("two\nlines");
    assertThat(table.column("b \"q\"").text(1)).isEqualTo("z");
    assertThat(table.line(1)).as("the line in the file").isEqualTo(5);
  }

  @Test
  void decimalCommas() {
    Table table = csv("a;b\n1,5;2\n-0,25;3\n", CsvSettings.DEFAULT.decimalComma(true));
    assertThat(table.numbers("a")).containsExactly(1.5, -0.25);
    assertThatThrownBy(() -> csv("a;b\n1,5;2\n").numbers("a"))
        .isInstanceOf(BadData.class)
        .hasMessageContaining("set csv.decimal to comma");
  }

  @Test
  void textAfterNumbersKeepsWhatWasWritten() {
    Table table = csv("zip,n\n007,1\n1.50,2\nA1,3\n");
    assertThat(table.column("zip").text(0)).isEqualTo("007");
    assertThat(table.column("zip").text(1)).isEqualTo("1.50");
    assertThat(table.numbers("n")).containsExactly(1, 2, 3);
  }

  @Test
  void columnsStayTextOnRequest() {
    CsvSettings settings = CsvSettings.DEFAULT.text(List.of("zip"));
    Table table = csv("zip\n007\n010\n", settings);
    assertThat(table.column("zip").text(0)).isEqualTo("007");
    assertThat(table.numbers("zip")).containsExactly(7, 10);
  }

  @Test
  void withoutAHeaderColumnsAreNumbered() {
    Table table = csv("1,2\n3,4\n", CsvSettings.DEFAULT.header(false));
    assertThat(table.names()).containsExactly("column1", "column2");
    assertThat(table.numbers("column2")).containsExactly(2, 4);
    assertThat(table.line(0)).isEqualTo(1);
  }

  @Test
  void packedFilesAreUnpacked() throws IOException {
    Path file = folder.resolve("x.csv.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write("a\n1\n2\n".getBytes(StandardCharsets.UTF_8));
    }
    assertThat(Table.readCsv(file, CsvSettings.DEFAULT).numbers("a")).containsExactly(1, 2);
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length - 9));
    assertThatThrownBy(() -> Table.readCsv(file, CsvSettings.DEFAULT))
        .isInstanceOf(BadData.class)
        .hasMessageContaining("x.csv.gz: the file cannot be read: ")
        .hasMessageContaining("that it is whole");
  }

  @Test
  void theDigestIsThatOfTheContent() {
    String digest = csv("a,b\n1,x\n2,\n").digest();
    assertThat(digest).hasSize(64).isEqualTo(csv("\"a\";\"b\"\r\n1.0;x\r\n2;NA\r\n").digest());
    assertThat(digest).isNotEqualTo(csv("a,b\n1,x\n3,\n").digest());
    assertThat(digest).isNotEqualTo(csv("a,c\n1,x\n2,\n").digest());
  }

  @Test
  void longColumnsGrow() {
    StringBuilder text = new StringBuilder("a,b\n");
    for (int i = 0; i < 3000; i++) {
      text.append(i).append(",w").append(i % 7).append('\n');
    }
    Table table = csv(text.toString());
    assertThat(table.rows()).isEqualTo(3000);
    assertThat(table.numbers("a")[2999]).isEqualTo(2999);
    assertThat(table.column("b").text(2999)).isEqualTo("w3");
    assertThat(table.line(2999)).isEqualTo(3001);
  }

  @Test
  void tablesMadeInMemory() {
    Table table = Table.of("memory", Column.numbers("a", 1, Double.NaN), Column.text("b", "x", ""));
    assertThat(table.column("a").missing(1)).isTrue();
    assertThat(table.column("b").missing(1)).isTrue();
    assertThat(table.line(1)).isEqualTo(2);
    assertThatThrownBy(() -> Table.of("memory", Column.numbers("a", 1), Column.numbers("b", 1, 2)))
        .hasMessage("columns must be equally long: a has 1 cells, b has 2");
    assertThatThrownBy(() -> Table.of("memory", Column.numbers("a", 1), Column.numbers("a", 1)))
        .hasMessageContaining("two columns are called a");
    assertThatThrownBy(() -> Column.numbers("a", Double.POSITIVE_INFINITY))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void settingsAreChecked() {
    assertThatThrownBy(() -> CsvSettings.DEFAULT.delimiter("::"))
        .hasMessage("delimiter must be auto, tab, blanks or one character, was \"::\"");
    assertThatThrownBy(() -> CsvSettings.DEFAULT.delimiter("\"")).hasMessageContaining("differ");
    assertThatThrownBy(() -> CsvSettings.DEFAULT.delimiter(",").decimalComma(true))
        .hasMessageContaining("decimalComma");
    assertThat(csv("a\tb\n1\t2\n", CsvSettings.DEFAULT.delimiter("tab")).names()).hasSize(2);
    assertThat(csv("a:b\n'1:1':2\n", CsvSettings.DEFAULT.delimiter(":").quote('\'')).rows())
        .isEqualTo(1);
    assertThat(csv("a\n?\n1\n", CsvSettings.DEFAULT.missing(List.of("?"))).numbers("a"))
        .containsExactly(Double.NaN, 1);
  }
}
