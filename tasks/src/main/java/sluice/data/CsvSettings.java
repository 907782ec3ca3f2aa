package sluice.data;

import java.util.List;

/**
 * How a CSV file is written.
 *
 * @param delimiter what stands between fields: {@code auto} finds it among comma, semicolon, tab
 *     and bar; else one character, {@code tab}, or {@code blanks}: any number of blanks and tabs
 * @param quote the character around fields that hold the delimiter or line ends
 * @param decimalComma whether numbers are written 3,14; then a comma never is the found delimiter
 * @param header whether the first line names the columns; without one {@code names} does
 * @param names of the columns of a file without a header, from left to right; without any they are
 *     called column1, column2, …
 * @param missing the texts that mean "no value", compared as they stand after spaces are trimmed
 * @param text columns that stay text although they look like numbers, such as codes with leading
 *     zeros
 */
public record CsvSettings(
    String delimiter,
    char quote,
    boolean decimalComma,
    boolean header,
    List<String> names,
    List<String> missing,
    List<String> text) {
  /** Delimiter found, double quotes, decimal point, a header; empty, NA, N/A and null missing. */
  public static final CsvSettings DEFAULT =
      new CsvSettings(
          "auto", '"', false, true, List.of(), List.of("", "NA", "N/A", "null"), List.of());

  /** Checks the delimiter and copies the lists. */
  public CsvSettings {
    boolean known = List.of("auto", "tab", "blanks").contains(delimiter) || delimiter.length() == 1;
    if (!known) {
      throw new IllegalArgumentException(
          "delimiter must be auto, tab, blanks or one character, was " + BadData.quote(delimiter));
    }
    if (delimiter.length() == 1 && delimiter.charAt(0) == quote) {
      throw new IllegalArgumentException(
          "delimiter and quote must differ, both are " + BadData.quote(delimiter));
    }
    if (decimalComma && delimiter.equals(",")) {
      throw new IllegalArgumentException(
          "delimiter must not be a comma where decimalComma is true; such files use ; or tab");
    }
    if (header && !names.isEmpty()) {
      throw new IllegalArgumentException("a file with a header names its columns itself");
    }
    names = List.copyOf(names);
    missing = List.copyOf(missing);
    text = List.copyOf(text);
  }

  /** A copy with another delimiter. */
  public CsvSettings delimiter(String value) {
    return new CsvSettings(value, quote, decimalComma, header, names, missing, text);
  }

  /** A copy with another quote. */
  public CsvSettings quote(char value) {
    return new CsvSettings(delimiter, value, decimalComma, header, names, missing, text);
  }

  /** A copy with decimal commas or points. */
  public CsvSettings decimalComma(boolean value) {
    return new CsvSettings(delimiter, quote, value, header, names, missing, text);
  }

  /** A copy with or without a header line. */
  public CsvSettings header(boolean value) {
    return new CsvSettings(delimiter, quote, decimalComma, value, List.of(), missing, text);
  }

  /** A copy for a file without a header, with names for its columns. */
  public CsvSettings names(List<String> value) {
    return new CsvSettings(delimiter, quote, decimalComma, false, value, missing, text);
  }

  /** A copy with other texts for missing values. */
  public CsvSettings missing(List<String> value) {
    return new CsvSettings(delimiter, quote, decimalComma, header, names, value, text);
  }

  /** A copy with other columns kept as text. */
  public CsvSettings text(List<String> value) {
    return new CsvSettings(delimiter, quote, decimalComma, header, names, missing, value);
  }
}
