package sluice.data;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Reads the time of every row of a table, as it is written there. */
final class TimeReader {
  private static final Pattern THREE_NUMBERS =
      Pattern.compile("[0-9]{1,2}([/.-])[0-9]{1,2}\\1[0-9]{2}(?:[0-9]{2})?(?:[ T].*)?");

  private enum Part {
    YEAR,
    QUARTER,
    MONTH,
    DAY,
    HOUR,
    MINUTE,
    SECOND
  }

  private static final Map<String, Part> PARTS =
      Map.ofEntries(
          Map.entry("year", Part.YEAR),
          Map.entry("quarter", Part.QUARTER),
          Map.entry("month", Part.MONTH),
          Map.entry("day", Part.DAY),
          Map.entry("date_of_month", Part.DAY),
          Map.entry("day_of_month", Part.DAY),
          Map.entry("hour", Part.HOUR),
          Map.entry("minute", Part.MINUTE),
          Map.entry("second", Part.SECOND));

  private final Table table;
  private final TimeSettings settings;

  TimeReader(Table table, TimeSettings settings) {
    this.table = table;
    this.settings = settings;
  }

  /** The time of each row. */
  Moment[] read() {
    Optional<Map<Part, String>> parts = parts();
    Moment[] moments = parts.isPresent() ? fromParts(parts.get()) : fromText();
    boolean offsets = moments[0].offset().isPresent();
    for (int row = 0; row < moments.length; row++) {
      if (moments[row].offset().isPresent() != offsets) {
        throw at(row, "some times have an offset from UTC, others have none")
            .next("Write all of them one way.")
            .error();
      }
      if (moments[row].local().getNano() != 0) {
        throw at(row, "a time with a fraction of a second")
            .expected("whole seconds")
            .found(BadData.quote(text(row)))
            .next("Leave out the time columns to go by the order of the rows.")
            .error();
      }
    }
    return moments;
  }

  /** The columns' names as they stand in messages. */
  String label() {
    return String.join(" ", settings.columns());
  }

  /** The time of a row as it is written. */
  String text(int row) {
    return String.join(" ", settings.columns().stream().map(c -> cell(c, row)).toList());
  }

  private String cell(String column, int row) {
    return table.column(column.substring(column.indexOf('=') + 1)).text(row);
  }

  /** The columns by part, if every one of them is a part. */
  private Optional<Map<Part, String>> parts() {
    Map<Part, String> parts = new EnumMap<>(Part.class);
    for (String entry : settings.columns()) {
      int equals = entry.indexOf('=');
      String word = (equals < 0 ? entry : entry.substring(0, equals)).strip();
      Part part = PARTS.get(word.toLowerCase(Locale.ROOT));
      if (part == null && equals >= 0) {
        throw new IllegalArgumentException(
            "there is no part of a time called "
                + BadData.quote(word)
                + ". "
                + Nearest.hint(word, PARTS.keySet().stream().sorted().toList()));
      }
      if (part == null) {
        return Optional.empty();
      }
      parts.put(part, entry.substring(equals + 1).strip());
    }
    // A lone column called day or month holds dates; a lone year is ISO text as well.
    return settings.columns().size() > 1 && parts.containsKey(Part.YEAR)
        ? Optional.of(parts)
        : Optional.empty();
  }

  private Moment[] fromParts(Map<Part, String> parts) {
    Map<Part, double[]> numbers = new EnumMap<>(Part.class);
    parts.forEach((part, column) -> numbers.put(part, table.numbers(column)));
    var moments = new Moment[table.rows()];
    for (int row = 0; row < moments.length; row++) {
      int at = row;
      Function<Part, Integer> part =
          p -> {
            double value = numbers.containsKey(p) ? numbers.get(p)[at] : 0;
            if (value != Math.rint(value)) { // NaN as well
              throw at(at, "not a whole number in a column of times")
                  .column(parts.getOrDefault(p, ""))
                  .found(BadData.quote(cell(parts.getOrDefault(p, ""), at)))
                  .error();
            }
            return (int) value;
          };
      int month = numbers.containsKey(Part.QUARTER) ? 3 * part.apply(Part.QUARTER) - 2 : 1;
      month = numbers.containsKey(Part.MONTH) ? part.apply(Part.MONTH) : month;
      int day = numbers.containsKey(Part.DAY) ? part.apply(Part.DAY) : 1;
      try {
        LocalDateTime local =
            LocalDateTime.of(
                part.apply(Part.YEAR),
                month,
                day,
                part.apply(Part.HOUR),
                part.apply(Part.MINUTE),
                part.apply(Part.SECOND));
        moments[row] = new Moment(local, Optional.empty());
      } catch (DateTimeException e) {
        throw at(row, "no such time: " + e.getMessage())
            .found(BadData.quote(text(row)))
            .next("Correct the row.")
            .error();
      }
    }
    return moments;
  }

  private Moment[] fromText() {
    Function<String, Optional<Moment>> reader =
        switch (settings.format()) {
          case "auto" -> Moment::iso;
          case "seconds" -> text -> Moment.since1970(text, 1);
          case "milliseconds" -> text -> Moment.since1970(text, 1000);
          default -> {
            DateTimeFormatter formatter = TimeSettings.formatter(settings.format());
            yield text -> Moment.formatted(text, formatter);
          }
        };
    Map<String, Moment> known = new HashMap<>();
    var moments = new Moment[table.rows()];
    for (int row = 0; row < moments.length; row++) {
      String text = text(row);
      Moment moment = known.get(text);
      if (moment == null) {
        Optional<Moment> read = reader.apply(text);
        if (read.isEmpty()) {
          throw unreadable(row, text);
        }
        moment = read.get();
        known.put(text, moment);
      }
      moments[row] = moment;
    }
    return moments;
  }

  private BadData unreadable(int row, String text) {
    if (text.isBlank()) {
      return at(row, "a row without a time").next("Fill it in, or remove the row.").error();
    }
    if (settings.format().equals("auto")) {
      if (THREE_NUMBERS.matcher(text).matches()) {
        return ambiguous(row, text);
      }
      return at(row, "not a time in ISO form")
          .expected("a form such as 2024-03-01 or 2024-03-01 13:00")
          .found(BadData.quote(text))
          .next("Set time.format to its pattern, such as \"d MMM yyyy\", or correct the cell.")
          .error();
    }
    return at(row, "not a time in the format " + BadData.quote(settings.format()))
        .found(BadData.quote(text))
        .next("Correct the cell or time.format.")
        .error();
  }

  /** Day or month first? Both readings, or the only one that reads every row. */
  private BadData ambiguous(int row, String text) {
    char separator = text.charAt(text.replaceAll("^([0-9]+).*", "$1").length());
    String year = text.replaceAll("^[0-9]+.[0-9]+.([0-9]+).*", "$1").length() == 2 ? "yy" : "yyyy";
    String time = timePattern(text);
    List<String> fitting = new ArrayList<>();
    List<String> readings = new ArrayList<>();
    for (String order : List.of("d#M#", "M#d#")) {
      String pattern = order.replace('#', separator) + year + time;
      DateTimeFormatter formatter = TimeSettings.formatter(pattern);
      if (readsAll(formatter)) {
        fitting.add(pattern);
        Moment.formatted(text, formatter)
            .ifPresent(m -> readings.add(m.local().toLocalDate() + " by " + pattern));
      }
    }
    if (fitting.size() == 2) {
      return at(row, "an ambiguous date")
          .found(BadData.quote(text) + ", which is " + String.join(" or ", readings))
          .next("Set time.format to the right one of the two.")
          .error();
    }
    String next =
        fitting.isEmpty()
            ? "Set time.format to its pattern."
            : "Set time.format to " + fitting.getFirst() + ", which reads every row.";
    return at(row, "not a time in ISO form").found(BadData.quote(text)).next(next).error();
  }

  private boolean readsAll(DateTimeFormatter formatter) {
    for (int row = 0; row < table.rows(); row++) {
      if (Moment.formatted(text(row), formatter).isEmpty()) {
        return false;
      }
    }
    return true;
  }

  private static String timePattern(String text) {
    int space = Math.max(text.indexOf(' '), text.indexOf('T'));
    if (space < 0) {
      return "";
    }
    long colons = text.chars().filter(c -> c == ':').count();
    String between = text.charAt(space) == 'T' ? "'T'" : " ";
    return between + (colons == 0 ? "H" : colons == 1 ? "H:mm" : "H:mm:ss");
  }

  private BadData.Builder at(int row, String what) {
    return BadData.because(what).file(table.source()).row(table.line(row)).column(label());
  }
}
