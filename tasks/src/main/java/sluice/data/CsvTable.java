package sluice.data;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Reads one CSV source into a {@link Table}, cell by cell, without keeping its text.
 *
 * <p>Columns of numbers take one pass. A column in which text follows numbers is gathered once
 * more, as text, in a second pass over the source.
 */
final class CsvTable {
  /** Characters looked at to find the delimiter. */
  private static final int SAMPLE = 1 << 16;

  private final CsvSource source;
  private final CsvSettings settings;
  private final char point;
  private final char[][] missing;

  CsvTable(CsvSource source, CsvSettings settings) {
    this.source = source;
    this.settings = settings;
    point = settings.decimalComma() ? ',' : '.';
    missing = settings.missing().stream().map(String::toCharArray).toArray(char[][]::new);
  }

  Table read() {
    try {
      char delimiter = delimiter();
      Pass first = new Pass(List.of());
      first.run(delimiter);
      List<ColumnBuilder> builders = first.builders;
      if (builders.stream().anyMatch(ColumnBuilder::lost)) {
        Pass second = new Pass(builders);
        second.run(delimiter);
        builders = second.builders;
      }
      List<Column> columns = builders.stream().map(ColumnBuilder::build).toList();
      return new Table(source.name(), columns, new Lines(first.lines.take(), null));
    } catch (IOException e) {
      throw unreadable(e);
    } catch (UncheckedIOException e) {
      throw unreadable(Objects.requireNonNullElse(e.getCause(), new IOException(e)));
    }
  }

  private char delimiter() throws IOException {
    return switch (settings.delimiter()) {
      case "tab", "blanks" -> '\t';
      case "auto" -> {
        var sample = new char[SAMPLE];
        try (Reader reader = reader()) {
          int length = 0;
          for (int n = 0; n >= 0 && length < SAMPLE; length += Math.max(n, 0)) {
            n = reader.read(sample, length, SAMPLE - length);
          }
          String text = new String(sample, 0, length);
          yield Delimiters.detect(text, settings.quote(), settings.decimalComma());
        }
      }
      default -> settings.delimiter().charAt(0);
    };
  }

  /** Malformed UTF-8 fails instead of turning into question marks. */
  private Reader reader() throws IOException {
    Reader reader = new InputStreamReader(source.open(), StandardCharsets.UTF_8.newDecoder());
    return settings.delimiter().equals("blanks") ? new BlanksReader(reader) : reader;
  }

  /** One pass over the source. */
  private final class Pass extends AbstractBaseCsvCallbackHandler<Boolean> {
    private final List<ColumnBuilder> before;
    private final List<ColumnBuilder> builders = new ArrayList<>();
    private final List<String> header = new ArrayList<>();
    private boolean inHeader = settings.header();
    private final Ints.Builder lines = new Ints.Builder();
    private int rows;
    private long line = 1;

    /** A second pass is given the builders of the first. */
    Pass(List<ColumnBuilder> before) {
      this.before = before;
    }

    void run(char delimiter) throws IOException {
      var csv =
          CsvReader.builder()
              .fieldSeparator(delimiter)
              .quoteCharacter(settings.quote())
              .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
              .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
              .allowUnclosedQuote(false)
              .skipEmptyLines(true);
      try (CsvReader<Boolean> reader = csv.build(this, reader());
          CloseableIterator<Boolean> records = reader.iterator()) {
        while (records.hasNext()) {
          records.next();
          finishRecord();
        }
      } catch (CsvParseException e) {
        throw broken(e);
      }
      if (builders.isEmpty()) {
        throw BadData.because("the file is empty")
            .file(source.name())
            .expected(settings.header() ? "a header line and rows below it" : "rows")
            .error();
      }
      if (rows == 0) {
        throw BadData.because("there are no rows below the header")
            .file(source.name())
            .expected("at least one row of " + header.size() + " fields")
            .error();
      }
    }

    @Override
    protected void handleBegin(long startingLine) {
      line = startingLine;
    }

    @Override
    protected void handleField(int index, char[] chars, int at, int length, boolean quoted) {
      int start = at;
      int end = at + length;
      while (start < end && chars[start] <= ' ') {
        start++;
      }
      while (end > start && chars[end - 1] <= ' ') {
        end--;
      }
      if (inHeader) {
        header.add(new String(chars, start, end - start));
        return;
      }
      if (rows == 0 && builders.size() == index) {
        addColumn(index);
      }
      if (index < builders.size()) {
        ColumnBuilder builder = builders.get(index);
        if (missing(chars, start, end)) {
          builder.addMissing();
        } else {
          builder.add(chars, start, end - start, point);
        }
      }
    }

    @Override
    protected Boolean buildRecord() {
      return inHeader;
    }

    private void addColumn(int index) {
      if (header.size() == index && !settings.header()) {
        List<String> names = settings.names();
        header.add(index < names.size() ? names.get(index) : "column" + (index + 1));
      }
      if (index < header.size()) {
        String name = header.get(index);
        boolean again = !before.isEmpty() && before.get(index).lost();
        builders.add(new ColumnBuilder(name, again || settings.text().contains(name)));
      }
    }

    private void finishRecord() {
      if (inHeader) {
        checkHeader();
        for (int i = 0; i < header.size(); i++) {
          addColumn(i);
        }
        inHeader = false;
        return;
      }
      if (getFieldCount() != builders.size()) {
        throw ragged();
      }
      if (rows == 0 && !settings.names().isEmpty()) {
        checkNames();
      }
      lines.add(Math.toIntExact(line));
      rows++;
    }

    /** Names that are given must be as many as the columns. */
    private void checkNames() {
      if (settings.names().size() != builders.size()) {
        throw BadData.because("the file has another number of columns than csv.names")
            .file(source.name())
            .row(line)
            .expected(settings.names().size() + " fields")
            .found(Integer.toString(builders.size()))
            .next("Name every column, from left to right.")
            .error();
      }
    }

    private void checkHeader() {
      for (int i = 0; i < header.size(); i++) {
        if (header.get(i).isEmpty()) {
          header.set(i, "column" + (i + 1));
        }
        int first = header.indexOf(header.get(i));
        if (first < i) {
          String next =
              Double.isNaN(NumberText.parse(header.get(i), point))
                  ? "Rename one of them in the header."
                  : "The first line must name the columns: add one if the file has none.";
          throw BadData.because(
                  "two columns have the same name, number " + (first + 1) + " and " + (i + 1))
              .file(source.name())
              .row(line)
              .column(header.get(i))
              .next(next)
              .error();
        }
      }
    }

    private BadData ragged() {
      String next =
          builders.size() == 1
              ? "The delimiter may be another one: set csv.delimiter."
              : "Look for a delimiter inside a text without quotes, or a line that was cut off.";
      return BadData.because("a row of the wrong length")
          .file(source.name())
          .row(line)
          .expected(builders.size() + " fields")
          .found(Integer.toString(getFieldCount()))
          .next(next)
          .error();
    }

    /** Turns the parser's failure into ours; what lies below it decides which. */
    private BadData broken(CsvParseException e) throws IOException {
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        if (cause instanceof IOException io) {
          throw io;
        }
      }
      return BadData.because("this cannot be read as CSV: " + e.getMessage())
          .file(source.name())
          .row(line)
          .next("Look for a quote that is opened and never closed, from this row on.")
          .error();
    }
  }

  private boolean missing(char[] chars, int start, int end) {
    for (char[] text : missing) {
      if (Arrays.equals(text, 0, text.length, chars, start, end)) {
        return true;
      }
    }
    return false;
  }

  private BadData unreadable(IOException e) {
    if (e instanceof CharacterCodingException) {
      return malformed();
    }
    String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    return BadData.because("the file cannot be read: " + reason)
        .file(source.name())
        .next("Check its permissions, and that it is whole.")
        .error();
  }

  /** Reads again, line by line, to say where the bytes stop being UTF-8. */
  private BadData malformed() {
    long line = 1;
    try (InputStream in = source.open()) {
      byte[] bytes = in.readAllBytes();
      int start = 0;
      for (int i = 0; i <= bytes.length; i++) {
        if (i == bytes.length || bytes[i] == '\n') {
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, start, i - start));
          start = i + 1;
          line++;
        }
      }
    } catch (CharacterCodingException e) {
      return BadData.because("bytes that are not UTF-8")
          .file(source.name())
          .row(line)
          .next("Save the file as UTF-8 (it may be Latin-1, Windows-1252 or UTF-16).")
          .error();
    } catch (IOException e) {
      return unreadable(e);
    }
    return BadData.because("bytes that are not UTF-8").file(source.name()).error();
  }
}
