package sluice.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files in which a line is a whole sequence, and tables set in columns. */
class SequenceFilesTest {
  private static final String RAGGED =
      """
      # two sequences of two dimensions, unequally long
      @problemName Small
      @timeStamps false
      @classLabel true up down

      @data
      1,2,3:10,20,30:up
      4,?:40,50:down
      """;

  private static Table ts(String text) throws IOException {
    return Table.readTs(
        new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), "small.ts");
  }

  private static Table csv(String text, CsvSettings settings) throws IOException {
    return Table.readCsv(
        new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), "small.txt", settings);
  }

  @Test
  void aTsFileHasARowAStep() throws IOException {
    Table table = ts(RAGGED);
    assertThat(table.names()).containsExactly("sequence", "x1", "x2", "class");
    assertThat(table.rows()).isEqualTo(5);
    assertThat(table.numbers("x1")).containsExactly(1, 2, 3, 4, Double.NaN);
    assertThat(table.numbers("x2")).containsExactly(10, 20, 30, 40, 50);
    assertThat(table.column("class").text(2)).isEqualTo("up");
    assertThat(table.column("sequence").text(3)).isEqualTo("2");
    assertThat(table.line(0)).isEqualTo(7);
    assertThat(table.line(4)).isEqualTo(8);
  }

  @Test
  void aTsFileMayHaveANumberOrNoLabel() throws IOException {
    assertThat(ts("@targetlabel true\n@data\n1,2:0.5\n3:1.5\n").numbers("class"))
        .containsExactly(0.5, 0.5, 1.5);
    assertThat(ts("@classLabel false\n@data\n1,2:5,6\n").names())
        .containsExactly("sequence", "x1", "x2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "@timestamps true;@data;(0,1)|values with times are not read",
        "1,2:up|no header line",
        "@classLabel true;@data|no sequence",
        "@classLabel true;@data;1,2:3:up|of unequal lengths",
        "@classLabel true;@data;1:2:up;1:up|another number of dimensions",
        "@classLabel true;@data;1,b:up|not a finite number",
      })
  void aTsFileThatDoesNotFitIsRefused(String lines, String message) {
    assertThatThrownBy(() -> ts(lines.replace(';', '\n')))
        .isInstanceOf(BadData.class)
        .hasMessageContaining("small.ts")
        .hasMessageContaining(message);
  }

  @Test
  void aTableSetInColumnsIsReadByItsBlanks() throws IOException {
    CsvSettings blanks = CsvSettings.DEFAULT.delimiter("blanks").names(List.of("a", "b", "c"));
    Table table = csv("  1   2\t3  \n\n4 5 \t 6\r\n", blanks);
    assertThat(table.rows()).isEqualTo(2);
    assertThat(table.numbers("a")).containsExactly(1, 4);
    assertThat(table.numbers("c")).containsExactly(3, 6);
    assertThatThrownBy(() -> csv("1 2\n", blanks))
        .hasMessageContaining("another number of columns than csv.names");
  }

  @Test
  void wideRowsBecomeSteps() throws IOException {
    Table wide = csv("1,10,2,20,one\n3,30,4,40,two\n", CsvSettings.DEFAULT.header(false));
    List<String> others = List.of("column5", "not there");
    Table steps = WideTable.steps(wide, List.of("x", "y"), WideTable.Order.STEPS, others);
    assertThat(steps.names()).containsExactly("sequence", "x", "y", "column5");
    assertThat(steps.numbers("x")).containsExactly(1, 2, 3, 4);
    assertThat(steps.numbers("y")).containsExactly(10, 20, 30, 40);
    assertThat(steps.column("column5").text(3)).isEqualTo("two");
    assertThat(steps.line(3)).isEqualTo(2);
    Table columns = WideTable.steps(wide, List.of("x", "y"), WideTable.Order.COLUMNS, others);
    assertThat(columns.numbers("x")).containsExactly(1, 10, 3, 30);
    assertThatThrownBy(
            () -> WideTable.steps(wide, List.of("x", "y", "z"), WideTable.Order.STEPS, others))
        .hasMessageContaining("no whole number of steps");
  }

  @Test
  void blocksNameRowsByTheirPlace() throws IOException {
    Table table = csv("1\n2\n3\n4\n", CsvSettings.DEFAULT.header(false));
    Table named = table.withBlocks("kind", List.of("low", "high"));
    assertThat(named.column("kind").text(1)).isEqualTo("low");
    assertThat(named.column("kind").text(2)).isEqualTo("high");
    assertThatThrownBy(() -> table.withBlocks("kind", List.of("a", "b", "c")))
        .hasMessageContaining("no equal blocks");
    assertThatThrownBy(() -> table.withBlocks("column1", List.of("a")))
        .hasMessageContaining("in the file already");
  }

  @Test
  void numbersThatMeanNoValueAreMissing() throws IOException {
    Table table = csv("0,0\n-0.0,1\n5,-999\n", CsvSettings.DEFAULT.header(false));
    Table without = table.without(List.of("column1"), List.of(0.0));
    assertThat(without.numbers("column1")).containsExactly(Double.NaN, Double.NaN, 5);
    assertThat(without.numbers("column2")).containsExactly(0, 1, -999);
    assertThatThrownBy(() -> table.without(List.of("colum1"), List.of(0.0)))
        .hasMessageContaining("column1");
  }
}
