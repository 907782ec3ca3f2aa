package sluice.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** Tiny data and experiments in a folder: a run takes a fraction of a second. */
record Samples(Path folder) {
  static final int ROWS = 90;
  private static final int WEEK = 7;

  /** The settings that keep a run tiny. */
  private static final String TINY =
      """
      model: {layers: [lstm: 4]}
      training: {epochs: 2}
      """;

  /** Writes a text file. */
  Path file(String name, String text) {
    try {
      return Files.writeString(folder.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A path in the folder, as an argument. */
  String at(String name) {
    return folder.resolve(name).toString();
  }

  /** Daily sales with a week's wave: a header and {@link #ROWS} lines. */
  static List<String> sales() {
    List<String> lines = new ArrayList<>(List.of("date,sales"));
    for (int day = 0; day < ROWS; day++) {
      lines.add(date(day) + "," + sold(day));
    }
    return lines;
  }

  /** The weather of {@link #ROWS} days: a label and a number. */
  static List<String> weather() {
    List<String> lines = new ArrayList<>(List.of("date,weather,temp"));
    for (int day = 0; day < ROWS; day++) {
      lines.add(date(day) + (day % WEEK < 3 ? ",sun," : ",rain,") + sold(day));
    }
    return lines;
  }

  static LocalDate date(int day) {
    return LocalDate.of(2020, 1, 1).plusDays(day);
  }

  /** Whole numbers without a pattern behind the week's. */
  private static int sold(int day) {
    return 100 + 7 * (day % WEEK) + day * day % 11;
  }

  /** {@code lines} with one line, counted from 1 as in the file, in another's place. */
  static List<String> with(List<String> lines, int number, String line) {
    List<String> changed = new ArrayList<>(lines);
    changed.set(number - 1, line);
    return changed;
  }

  static String text(List<String> lines) {
    return String.join("\n", lines) + "\n";
  }

  /** A forecast of the sales in {@code sales.csv}. */
  String forecast() {
    file("sales.csv", text(sales()));
    return file(
            "sales.yaml",
            """
            task: forecast
            data: {file: sales.csv, time: date, target: sales}
            window: {history: 14, horizon: 3}
            """
                + TINY)
        .toString();
  }

  /** A forecast of other rows. */
  String forecastOf(List<String> lines) {
    String experiment = forecast();
    file("sales.csv", text(lines));
    return experiment;
  }

  /** Tomorrow's weather from {@code weather.csv}. */
  String classify() {
    file("weather.csv", text(weather()));
    return file(
            "weather.yaml",
            """
            task: classify
            data: {file: weather.csv, time: date, target: weather, past: [temp]}
            window: {history: 7}
            """
                + TINY)
        .toString();
  }

  /** Tomorrow's temperature from {@code weather.csv}. */
  String regress() {
    file("weather.csv", text(weather()));
    return file(
            "temp.yaml",
            """
            task: regress
            data: {file: weather.csv, time: date, target: temp, past: [temp]}
            window: {history: 7}
            """
                + TINY)
        .toString();
  }
}
