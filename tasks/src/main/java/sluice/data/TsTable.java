package sluice.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/**
 * Reads the format {@code .ts} of the UCR and UEA archives (Bagnall et al. 2018), as aeon and
 * sktime read it, into a {@link Table} with a row a step.
 *
 * <p>Lines of {@code #} are remarks; {@code @problemName}, {@code @classLabel} and others describe
 * the data, which begin behind {@code @data}: a line a sequence, a colon between its dimensions and
 * before its label, a comma between the values of a dimension, {@code ?} for a missing one.
 * Sequences may be unequally long; the dimensions of one sequence must not be. Times at values are
 * not read.
 */
public final class TsTable {
  /** The column that numbers the sequences, from 1. */
  public static final String KEY = "sequence";

  /** The column of the label, the same in all rows of a sequence. */
  public static final String LABEL = "class";

  private final CsvSource source;
  private final TreeMap<String, String> header = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private final List<ColumnBuilder> dimensions = new ArrayList<>();
  private final ColumnBuilder keys = new ColumnBuilder(KEY, true);
  private ColumnBuilder labels = new ColumnBuilder(LABEL, true);
  private int[] lines = new int[1024];
  private int rows;
  private int sequences;
  private boolean labelled;

  TsTable(CsvSource source) {
    this.source = source;
  }

  Table read() {
    int line = 0;
    boolean data = false;
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(source.open(), StandardCharsets.UTF_8.newDecoder()))) {
      for (String text = reader.readLine(); text != null; text = reader.readLine()) {
        line++;
        String own = text.strip();
        if (own.isEmpty() || own.startsWith("#")) {
          continue;
        }
        if (data) {
          sequence(own, line);
        } else if (own.equalsIgnoreCase("@data")) {
          data = true;
          begin(line);
        } else {
          describe(own, line);
        }
      }
    } catch (CharacterCodingException e) {
      throw bad("bytes that are not UTF-8", line + 1).next("Save the file as UTF-8.").error();
    } catch (IOException e) {
      throw bad("the file cannot be read: " + e.getMessage(), line).error();
    }
    if (sequences == 0) {
      throw bad("there is no sequence behind @data", line)
          .next("Check that the file is whole, and a .ts file of the UCR and UEA archives.")
          .error();
    }
    List<Column> columns = new ArrayList<>(List.of(keys.build()));
    dimensions.forEach(dimension -> columns.add(dimension.build()));
    if (labelled) {
      columns.add(labels.build());
    }
    return new Table(source.name(), columns, Lines.of(Arrays.copyOf(lines, rows)));
  }

  private void describe(String text, int line) {
    String[] words = text.split("\\s+", 2);
    if (!text.startsWith("@")) {
      throw bad("no header line and no remark", line)
          .expected("@data before the first sequence")
          .found(BadData.quote(text.substring(0, Math.min(30, text.length()))))
          .error();
    }
    header.put(words[0].substring(1), words.length == 1 ? "" : words[1].strip());
  }

  private void begin(int line) {
    if (is("timestamps")) {
      throw bad("values with times are not read", line)
          .next("Write the values alone, at equal steps, and @timeStamps false.")
          .error();
    }
    boolean number = is("targetlabel");
    labelled = is("classLabel") || number;
    labels = new ColumnBuilder(LABEL, !number);
  }

  private boolean is(String key) {
    return header.getOrDefault(key, "").toLowerCase(Locale.ROOT).startsWith("true");
  }

  private void sequence(String text, int line) {
    String[] parts = text.split(":", -1);
    int count = parts.length - (labelled ? 1 : 0);
    if (sequences == 0) {
      for (int d = 0; d < count; d++) {
        dimensions.add(new ColumnBuilder("x" + (d + 1), false));
      }
    }
    if (count < 1 || count != dimensions.size()) {
      throw bad("a sequence with another number of dimensions", line)
          .expected(dimensions.size() + (labelled ? " and a label behind a colon" : ""))
          .found(Integer.toString(count))
          .error();
    }
    sequences++;
    int steps = 0;
    for (int d = 0; d < count; d++) {
      String[] values = parts[d].split(",", -1);
      if (d > 0 && values.length != steps) {
        throw bad("dimensions of unequal lengths in one sequence", line)
            .column("x" + (d + 1))
            .expected(steps + " values, as x1 has")
            .found(Integer.toString(values.length))
            .error();
      }
      steps = values.length;
      for (String value : values) {
        value(dimensions.get(d), value.strip(), line);
      }
    }
    String key = Integer.toString(sequences);
    for (int t = 0; t < steps; t++) {
      keys.addText(key);
      if (labelled) {
        label(parts[count].strip());
      }
      if (rows == lines.length) {
        lines = Arrays.copyOf(lines, 2 * rows);
      }
      lines[rows++] = line;
    }
  }

  private void label(String text) {
    if (text.isEmpty() || text.equals("?")) {
      labels.addMissing();
    } else {
      labels.add(text.toCharArray(), 0, text.length(), '.');
    }
  }

  private void value(ColumnBuilder column, String text, int line) {
    if (text.isEmpty() || text.equals("?") || text.equalsIgnoreCase("nan")) {
      column.addMissing();
      return;
    }
    double number = NumberText.parse(text, '.');
    if (Double.isNaN(number)) {
      throw bad("not a finite number", line)
          .expected("a number, or ? where it is missing")
          .found(BadData.quote(text))
          .error();
    }
    column.addNumber(number);
  }

  private BadData.Builder bad(String what, int line) {
    return BadData.because(what).file(source.name()).row(line);
  }
}
