package sluice.data;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Cuts a table into series and puts each on its timeline. */
final class SeriesReader {
  /** A timeline with this many times more steps than rows has the wrong step, not gaps. */
  private static final int MOST_FILLED = 20;

  private final Table table;
  private final SeriesSettings settings;
  private final TimeSettings time;
  private final TimeReader times;
  private ZoneId zone = ZoneOffset.UTC;
  private boolean zoned;

  SeriesReader(Table table, SeriesSettings settings) {
    this.table = table;
    this.settings = settings;
    time = settings.time();
    times = new TimeReader(table, time);
  }

  List<Series> read() {
    List<Column> columns = columns();
    Map<String, int[]> groups = groups();
    if (time.columns().isEmpty()) {
      List<Series> series = new ArrayList<>();
      groups.forEach((key, rows) ->
          series.add(series(key, Timeline.rows(rows.length), rows, columns, settings)));
      return List.copyOf(series);
    }
    Moment[] moments = times.read();
    setZone(moments);
    List<long[]> epochs = new ArrayList<>();
    groups.replaceAll((key, rows) -> ordered(key, rows, moments, epochs));
    Step step = time.givenStep().orElseGet(() -> new StepFinder(epochs, zone).find());
    SeriesSettings resolved = settings.time(time.step(step));
    List<Series> series = new ArrayList<>();
    int index = 0;
    for (Map.Entry<String, int[]> group : groups.entrySet()) {
      series.add(
          onTimeline(
              group.getKey(), group.getValue(), epochs.get(index++), step, columns, resolved));
    }
    return List.copyOf(series);
  }

  /** The columns that the settings name, checked; the label only if it is there. */
  private List<Column> columns() {
    List<Column> columns = new ArrayList<>();
    for (String name : settings.inputs()) {
      Column column = table.column(name);
      boolean names = settings.categories().contains(name);
      if (column.type() != Column.Type.NUMBER && !names) {
        column = Column.ofNumbers(name, table.numbers(name));
      }
      if (column.missingCount() == column.size() && !names) { // names may be unknown
        throw BadData.because("no row has a value").file(table.source()).column(name).error();
      }
      columns.add(column);
    }
    String label = settings.label();
    if (!settings.inputs().contains(label) && table.has(label)) {
      columns.add(table.column(label));
    }
    for (String name : settings.carried()) {
      if (columns.stream().noneMatch(c -> c.name().equals(name)) && table.has(name)) {
        columns.add(table.column(name));
      }
    }
    return columns;
  }

  /** The rows of each series, by key in order of appearance. */
  private Map<String, int[]> groups() {
    if (settings.key().isEmpty()) {
      Map<String, int[]> one = new LinkedHashMap<>();
      one.put("", IntStream.range(0, table.rows()).toArray());
      return one;
    }
    Column keys = table.column(settings.key());
    Map<String, IntStream.Builder> rows = new LinkedHashMap<>();
    for (int row = 0; row < table.rows(); row++) {
      if (keys.missing(row)) {
        throw BadData.because("a row without a key")
            .file(table.source())
            .row(table.line(row))
            .column(keys.name())
            .next("Fill it in, or remove the row.")
            .error();
      }
      rows.computeIfAbsent(keys.text(row), k -> IntStream.builder()).add(row);
    }
    Map<String, int[]> groups = new LinkedHashMap<>();
    rows.forEach((key, list) -> groups.put(key, list.build().toArray()));
    return groups;
  }

  /** A zone that is set; else the one offset that all times have, or UTC if they have several. */
  private void setZone(Moment[] moments) {
    Optional<ZoneId> set = time.zoneRules();
    Optional<ZoneOffset> offset = moments[0].offset();
    zoned = set.isPresent() || offset.isPresent();
    boolean same = Arrays.stream(moments).allMatch(m -> m.offset().equals(offset));
    zone = set.orElse(same && offset.isPresent() ? offset.get() : ZoneOffset.UTC);
  }

  /** The rows in rising order of time; their times are added to {@code epochs}. */
  private int[] ordered(String key, int[] rows, Moment[] moments, List<long[]> epochs) {
    long[] resolved = resolve(rows, moments);
    Integer[] order = IntStream.range(0, rows.length).boxed().toArray(Integer[]::new);
    if (time.sort()) {
      Arrays.sort(order, Comparator.comparingLong(i -> resolved[i]));
    }
    var sortedRows = new int[rows.length];
    var sorted = new long[rows.length];
    for (int i = 0; i < rows.length; i++) {
      sortedRows[i] = rows[order[i]];
      sorted[i] = resolved[order[i]];
      if (i > 0 && sorted[i] <= sorted[i - 1]) {
        throw misplaced(key, sortedRows[i - 1], sortedRows[i], sorted[i] == sorted[i - 1]);
      }
    }
    epochs.add(sorted);
    return sortedRows;
  }

  /** Seconds since 1970 of each row, the doubled hour resolved by order. */
  private long[] resolve(int[] rows, Moment[] moments) {
    var resolved = new long[rows.length];
    Map<LocalDateTime, Integer> doubled = new HashMap<>();
    for (int i = 0; i < rows.length; i++) {
      Moment moment = moments[rows[i]];
      LocalDateTime local = moment.local();
      if (moment.offset().isPresent()) {
        resolved[i] = local.toEpochSecond(moment.offset().get());
        continue;
      }
      List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
      if (offsets.isEmpty()) {
        throw at(rows[i], "a time that does not exist in " + zone + ", where clocks went forward")
            .found(BadData.quote(times.text(rows[i])))
            .next("Correct it, or leave out time.zone for a clock that is never changed.")
            .error();
      }
      resolved[i] = local.toEpochSecond(offsets.getFirst());
      if (offsets.size() == 2) {
        int seen = doubled.merge(local, 1, Integer::sum);
        boolean goesBack = i > 0 && !time.sort() && resolved[i] <= resolved[i - 1];
        if (seen == 2 || goesBack) {
          resolved[i] = local.toEpochSecond(offsets.getLast());
        }
      }
    }
    return resolved;
  }

  private BadData misplaced(String key, int before, int row, boolean doubled) {
    String name = key.isEmpty() ? "" : " of series " + BadData.quote(key);
    if (doubled) {
      String hint =
          settings.key().isEmpty()
              ? "Remove one of them, or name the column that tells several series apart as key"
              : "Remove one of them";
      boolean clocks = !zoned && times.text(row).matches(".*[T ][0-3][0-9]:.*");
      return at(row, "the same time" + name + " as in row " + table.line(before))
          .found(BadData.quote(times.text(row)))
          .next(hint + (clocks ? "; if clocks went back here, set time.zone." : "."))
          .error();
    }
    return at(row, "out of order" + name)
        .expected("a time after " + times.text(before) + " of row " + table.line(before))
        .found(times.text(row))
        .next("Sort the file by time.")
        .error();
  }

  private Series onTimeline(
      String key,
      int[] rows,
      long[] epochs,
      Step step,
      List<Column> columns,
      SeriesSettings resolved) {
    if (step.unit() == Step.Unit.ROW) {
      return series(key, Timeline.irregular(epochs, zone, zoned), rows, columns, resolved);
    }
    int[] slots = slots(key, rows, epochs, step);
    int length = slots[slots.length - 1] + 1;
    Timeline timeline = Timeline.equal(epochs[0], step, zone, zoned, length);
    var rowOf = new int[length];
    Arrays.fill(rowOf, -1);
    for (int i = 0; i < rows.length; i++) {
      rowOf[slots[i]] = rows[i];
    }
    return series(key, timeline, rowOf, columns, resolved);
  }

  /** The step of each row from the first one on. */
  private int[] slots(String key, int[] rows, long[] epochs, Step step) {
    var slots = new int[rows.length];
    int firstGap = 0;
    for (int i = 0; i < rows.length; i++) {
      long slot = step.index(epochs[0], epochs[i], zone);
      if (slot < 0) {
        throw at(rows[i], "a time that is no multiple of one " + step + " after the first")
            .found(BadData.quote(times.text(rows[i])))
            .next("Set time.step to the right one, or to row if rows are not equally spaced.")
            .error();
      }
      if (slot > (long) MOST_FILLED * rows.length + 1000) {
        throw at(
                rows[i],
                slot + " steps of one " + step + " after the first of " + rows.length + " rows")
            .next("Set time.step to the right one, or to row if rows are not equally spaced.")
            .error();
      }
      slots[i] = (int) slot;
      firstGap = firstGap == 0 && i > 0 && slots[i] > slots[i - 1] + 1 ? i : firstGap;
    }
    int missing = slots[rows.length - 1] + 1 - rows.length;
    if (missing > 0 && settings.missing() == MissingPolicy.REFUSE) {
      throw gap(key, rows[firstGap - 1], rows[firstGap], missing, step);
    }
    return slots;
  }

  private BadData gap(String key, int before, int row, int missing, Step step) {
    String name = key.isEmpty() ? "" : " of series " + BadData.quote(key);
    String what = missing == 1 ? "1 step has" : missing + " steps have";
    return at(row, what + " no row" + name + ", the first before this one")
        .expected("one " + step + " after " + times.text(before))
        .found(times.text(row))
        .next(
            "Add the rows, set missing to interpolate, carry or mask, or time.step to row to go by "
                + "the order of the rows.")
        .error();
  }

  /** The cells of the rows in order; −1 stands for a step without a row. */
  private Series series(
      String key, Timeline timeline, int[] rowOf, List<Column> columns, SeriesSettings resolved) {
    List<Column> own = columns.stream().map(c -> c.pick(rowOf)).toList();
    return new Series(table, key, timeline, own, table.lines(rowOf), resolved);
  }

  private BadData.Builder at(int row, String what) {
    return BadData.because(what).file(table.source()).row(table.line(row)).column(times.label());
  }
}
