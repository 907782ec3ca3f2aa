package sluice.data;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user reads when a file cannot be used. */
class BadTableTest {
  @TempDir Path folder;

  private static AbstractThrowableAssert<?, ? extends Throwable> fails(ThrowingCallable code) {
    return assertThatThrownBy(code).isInstanceOf(BadData.class);
  }

  private Table read(Path file) {
    return Table.readCsv(file, CsvSettings.DEFAULT);
  }

  @Test
  void noFile() throws IOException {
    Path file = folder.resolve("brths.csv");
    fails(() -> read(file)).hasMessage(file + ": there is no such file. Check the path.");
    Files.createFile(folder.resolve("births.csv"));
    fails(() -> read(file))
        .hasMessage(file + ": there is no such file. Did you mean \"births.csv\"?");
    Path lost = folder.resolve("no/where.csv");
    fails(() -> read(lost)).hasMessageContaining("its folder is not there either");
  }

  @Test
  void aDirectory() {
    fails(() -> read(folder))
        .hasMessage(
            folder + ": this is a directory. Expected a file of data. Name the file in it.");
  }

  @Test
  void filesOfOtherKinds() throws IOException {
    Path statement = Files.writeString(folder.resolve("rows.sql"), "select 1");
    fails(() -> read(statement))
        .hasMessage(
            statement
                + ": this is no table of text. Expected CSV, Parquet or JSON, found a file that"
                + " ends in .sql. Write the statement itself: data.sql asks files, data.jdbc.query"
                + " a database.");
    Path sheet = Files.writeString(folder.resolve("rows.XLSX"), "x");
    fails(() -> read(sheet)).hasMessageEndingWith(" Save the sheet as CSV.");
  }

  @Test
  void emptyFile() {
    fails(() -> TableTest.csv(""))
        .hasMessage("test.csv: the file is empty. Expected a header line and rows below it.");
    fails(() -> TableTest.csv("\n\n")).hasMessageContaining("the file is empty");
    fails(() -> TableTest.csv("", CsvSettings.DEFAULT.header(false)))
        .hasMessage("test.csv: the file is empty. Expected rows.");
  }

  @Test
  void headerOnly() {
    fails(() -> TableTest.csv("a,b\n"))
        .hasMessage(
            "test.csv: there are no rows below the header. Expected at least one row of 2 "
                + "fields.");
  }

  @Test
  void aColumnThatIsNotThere() {
    fails(() -> TableTest.csv("year,births\n1,2\n").column("birth"))
        .hasMessage("test.csv: there is no column \"birth\". Did you mean \"births\"?");
    fails(() -> TableTest.csv("year,births\n1,2\n").numbers("temperature"))
        .hasMessage("test.csv: there is no column \"temperature\". Known: year, births.");
  }

  @Test
  void textInANumberColumn() {
    fails(() -> TableTest.csv("a,b\n1,1\n2,12a\n3,3\n").numbers("b"))
        .hasMessage(
            "test.csv, row 3, column \"b\": not a finite number, the only such cell. Expected a "
                + "number, found \"12a\". Correct the cell, add its text to "
                + "csv.missing_tokens, or the column to categories.");
    fails(() -> TableTest.csv("b\nx\ny\n").numbers("b"))
        .hasMessageContaining("row 2")
        .hasMessageContaining("the first of 2 such cells");
  }

  @Test
  void notANumberAndInfinity() {
    for (String word : new String[] {"NaN", "Infinity", "-inf", "1e999"}) {
      fails(() -> TableTest.csv("a,b\n1,1\n2," + word + "\n").numbers("b"))
          .hasMessageContaining("test.csv, row 3, column \"b\": not a finite number")
          .hasMessageContaining("found \"" + word + "\"");
    }
  }

  @Test
  void raggedRows() {
    fails(() -> TableTest.csv("a,b\n1,2\n\"3\n3\",4\n5\n"))
        .hasMessage(
            "test.csv, row 5: a row of the wrong length. Expected 2 fields, found 1. Look for a "
                + "delimiter inside a text without quotes, or a line that was cut off.");
    fails(() -> TableTest.csv("a,b\n1,2,3\n")).hasMessageContaining("row 2");
    fails(() -> TableTest.csv("a\n1:2\n1;2\n", CsvSettings.DEFAULT.delimiter(";")))
        .hasMessageContaining("The delimiter may be another one");
  }

  @Test
  void doubledHeaders() {
    fails(() -> TableTest.csv("a,b,a\n1,2,3\n"))
        .hasMessage(
            "test.csv, row 1, column \"a\": two columns have the same name, number 1 and 3. "
                + "Rename one of them in the header.");
    fails(() -> TableTest.csv("1,2,1\n1,2,3\n"))
        .hasMessageContaining(
            "The first line must name the columns: add one if the file has none.");
  }

  @Test
  void anUnclosedQuote() {
    fails(() -> TableTest.csv("a,b\n1,2\n3,\"4\n5,6\n"))
        .hasMessageContaining("test.csv, row 3: this cannot be read as CSV")
        .hasMessageContaining("a quote that is opened and never closed");
  }

  @Test
  void bytesThatAreNotUtf8() throws IOException {
    Path file = folder.resolve("latin.csv");
    Files.write(file, "a,b\n1,x\n2,gr\u00fcn\n".getBytes(StandardCharsets.ISO_8859_1));
    fails(() -> read(file))
        .hasMessage(
            file
                + ", row 3: bytes that are not UTF-8. Save the file as UTF-8 (it may be Latin-1, "
                + "Windows-1252 or UTF-16).");
    Files.write(file, "a\n1\n".getBytes(StandardCharsets.UTF_16));
    fails(() -> read(file)).hasMessageContaining("row 1: bytes that are not UTF-8");
    Path late = folder.resolve("late.csv");
    Files.write(
        late, ("a\n" + "1\n".repeat(100_000) + "\u00e9\n").getBytes(StandardCharsets.ISO_8859_1));
    fails(() -> read(late)).hasMessageContaining("row 100002: bytes that are not UTF-8");
  }
}
