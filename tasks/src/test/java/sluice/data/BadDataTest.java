package sluice.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BadDataTest {
  @Test
  void saysWhatWhereExpectedFoundAndNext() {
    BadData error =
        BadData.because("not a number")
            .file("a.csv")
            .row(17)
            .column("births")
            .expected("a number")
            .found(BadData.quote("12a"))
            .next("Correct it.")
            .error();
    assertThat(error)
        .hasMessage(
            "a.csv, row 17, column \"births\": not a number. Expected a number, found \"12a\". "
                + "Correct it.");
    assertThat(error.file()).contains("a.csv");
    assertThat(error.row()).hasValue(17);
    assertThat(error.column()).contains("births");
  }

  @Test
  void leavesOutWhatDoesNotApply() {
    BadData error = BadData.because("nothing").error();
    assertThat(error).hasMessage("nothing.");
    assertThat(error.file()).isEmpty();
    assertThat(error.row()).isEmpty();
    assertThat(error.column()).isEmpty();
    assertThat(BadData.because("x").found("y").error()).hasMessage("x. Found y.");
    assertThat(BadData.because("x").row(2).error()).hasMessage("row 2: x.");
  }

  @Test
  void quotesAreShortAndPlain() {
    assertThat(BadData.quote("a\tb\n\r\u0007")).isEqualTo("\"a\\tb\\n\\r\\u0007\"");
    assertThat(BadData.quote("x".repeat(100))).isEqualTo("\"" + "x".repeat(60) + "…\"");
  }
}
