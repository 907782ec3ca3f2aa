package sluice.experiment;

import java.io.IOException;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import sluice.data.BadData;
import sluice.data.Column;
import sluice.data.Deal;
import sluice.data.Part;
import sluice.data.Parts;
import sluice.data.Series;
import sluice.data.SeriesSettings;
import sluice.data.Split;
import sluice.data.Table;

/**
 * The series of a table and the part of each of their steps.
 *
 * <p>Single rows are one series that is put in order: training rows first, then validation, then
 * test, each in the order of the file. A test file's series come last.
 *
 * @param series all of them
 * @param parts of each
 */
record Arrangement(List<Series> series, List<Parts> parts) {

  /** Reads the series of a table and splits them as an experiment says. */
  static Arrangement of(Experiment experiment, Table table, SeriesSettings settings) {
    return switch (experiment.window().per()) {
      case WINDOW -> windows(experiment, Series.read(table, settings));
      case SEQUENCE -> sequences(experiment, table, Series.read(table, settings));
      case ROW -> rows(experiment, table, settings);
    };
  }

  /** With the series of another table behind, all of them for the test. */
  Arrangement withTest(List<Series> test) {
    List<Series> all = new ArrayList<>(series);
    List<Parts> own = new ArrayList<>(parts);
    for (Series one : test) {
      all.add(one);
      own.add(Parts.whole(Part.TEST, one.observed()));
    }
    return new Arrangement(List.copyOf(all), List.copyOf(own));
  }

  private static Arrangement windows(Experiment experiment, List<Series> series) {
    return new Arrangement(series, split(experiment).of(series, fold(experiment)));
  }

  private static Arrangement sequences(Experiment experiment, Table table, List<Series> series) {
    String label = label(experiment);
    List<String> labels = new ArrayList<>();
    for (Series one : series) {
      labels.add(
          !label.isEmpty() && one.has(label) ? one.column(label).text(one.length() - 1) : "");
    }
    List<String> groups =
        experiment
            .split()
            .group()
            .map(g -> groupsOfKeys(experiment, table, g, series))
            .orElse(List.of());
    List<Part> dealt = deal(experiment, table.source(), labels, groups);
    List<Parts> parts = new ArrayList<>();
    for (int i = 0; i < series.size(); i++) {
      parts.add(Parts.whole(dealt.get(i), series.get(i).length()));
    }
    return new Arrangement(series, List.copyOf(parts));
  }

  /** The column whose values are shared out; empty where there is none. */
  private static String label(Experiment experiment) {
    boolean none = experiment.task() == Task.AUTOENCODE;
    return none ? "" : experiment.data().target().getFirst();
  }

  private static List<String> groupsOfKeys(
      Experiment experiment, Table table, String group, List<Series> series) {
    Column groups = table.column(group);
    Column keys = table.column(DataSet.key(experiment));
    Map<String, String> of = new LinkedHashMap<>();
    for (int row = 0; row < table.rows(); row++) {
      of.putIfAbsent(keys.text(row), groups.text(row));
    }
    return series.stream().map(one -> of.getOrDefault(one.key(), "")).toList();
  }

  private static Arrangement rows(Experiment experiment, Table table, SeriesSettings settings) {
    List<String> labels =
        label(experiment).isEmpty()
            ? Collections.nCopies(table.rows(), "")
            : texts(table.column(label(experiment)));
    List<String> groups =
        experiment.split().group().map(g -> texts(table.column(g))).orElse(List.of());
    List<Part> dealt = deal(experiment, table.source(), labels, groups);
    int[] order = new int[table.rows()];
    int[] ends = new int[Part.values().length];
    int at = 0;
    for (Part part : Part.values()) {
      for (int row = 0; row < order.length; row++) {
        if (dealt.get(row) == part) {
          order[at++] = row;
        }
      }
      ends[part.ordinal()] = at;
    }
    List<Series> series = Series.read(table.pick(order), settings);
    return new Arrangement(series, List.of(new Parts(ends[0], ends[1], ends[2])));
  }

  /** A view: of millions of numbers no text is kept. */
  private static List<String> texts(Column column) {
    return new AbstractList<>() {
      @Override
      public String get(int row) {
        return column.text(row);
      }

      @Override
      public int size() {
        return column.size();
      }
    };
  }

  /** The part of each sequence or row. */
  private static List<Part> deal(
      Experiment experiment, String source, List<String> labels, List<String> groups) {
    SplitSettings settings = experiment.split();
    long seed = settings.seed().orElse(experiment.seed());
    int[] unit = Deal.strata(groups); // none where each is by itself
    int units = groups.isEmpty() ? labels.size() : Arrays.stream(unit).max().orElse(-1) + 1;
    int[] sizes = new int[units];
    if (groups.isEmpty()) {
      Arrays.fill(sizes, 1);
    }
    Arrays.stream(unit).forEach(u -> sizes[u]++);
    int[] order =
        switch (settings.by()) {
          case ORDER -> Deal.inOrder(units);
          case RANDOM -> Deal.random(units, seed);
          case STRATIFIED -> Deal.stratified(strata(experiment, labels), seed);
        };
    List<Part> dealt = split(experiment).deal(order, sizes, fold(experiment), source);
    return groups.isEmpty() ? dealt : Arrays.stream(unit).mapToObj(dealt::get).toList();
  }

  private static int[] strata(Experiment experiment, List<String> labels) {
    return experiment.training().loss().labels()
        ? Deal.strata(labels)
        : Deal.strata(labels.stream().mapToDouble(Arrangement::number).toArray());
  }

  /** The reader of numbers names a cell that is none; here it is as good as missing. */
  private static double number(String text) {
    try {
      return text.isEmpty() ? Double.NaN : Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  private static Split split(Experiment experiment) {
    SplitSettings settings = experiment.split();
    Cut test = experiment.data().testFile().isPresent() ? Cut.BLANK : settings.test();
    return new Split(amount(settings.validation()), amount(test));
  }

  private static Split.Fold fold(Experiment experiment) {
    SplitSettings settings = experiment.split();
    return settings
        .folds()
        .map(folds -> new Split.Fold(settings.fold(), folds))
        .orElse(Split.Fold.ONLY);
  }

  private static Split.Amount amount(Cut cut) {
    return switch (cut) {
      case Cut.Steps(int count) -> new Split.Steps(count);
      case Cut.Share(double share) -> new Split.Share(share);
      case Cut.From(var start) -> new Split.From(start);
    };
  }

  /**
   * Which row or sequence lies in which part, as CSV: file, row (from 1, the header not counted) or
   * key, line, part. Only for rows and sequences: the parts of windows follow one another in time.
   */
  void writeCsv(Experiment experiment, Table table, List<Table> tests, Appendable to)
      throws IOException {
    boolean rows = experiment.window().per() == WindowSettings.Per.ROW;
    to.append(rows ? "file,row,line,part\n" : "file,key,line,part\n");
    List<Table> tables = new ArrayList<>(List.of(table));
    tables.addAll(tests);
    for (Table one : tables) {
      String file = quoted(name(one.source()));
      for (int i = 0; i < series.size(); i++) {
        if (series.get(i).source().equals(one.source())) {
          if (rows) {
            writeRows(one, i, file, to);
          } else {
            to.append(file).append(keyLine(i)).append('\n');
          }
        }
      }
    }
  }

  private static String name(String source) {
    return source.substring(source.replace('\\', '/').lastIndexOf('/') + 1);
  }

  private void writeRows(Table table, int index, String file, Appendable to) throws IOException {
    Part[] of = new Part[table.rows() == 0 ? 0 : table.line(table.rows() - 1) + 1]; // by line
    for (Part part : Part.values()) {
      for (int step = parts.get(index).from(part); step < parts.get(index).to(part); step++) {
        of[series.get(index).line(step)] = part;
      }
    }
    for (int row = 0; row < table.rows(); row++) {
      int line = table.line(row);
      Part part = of[line];
      if (part == null) {
        throw new IllegalStateException("line " + line + " lies in no part");
      }
      to.append(file).append("," + (row + 1) + "," + line + "," + word(part)).append('\n');
    }
  }

  private String keyLine(int index) {
    Series one = series.get(index);
    for (Part part : Part.values()) {
      if (parts.get(index).from(part) < parts.get(index).to(part)) {
        return "," + quoted(one.key()) + "," + one.line(0) + "," + word(part);
      }
    }
    throw BadData.because("a sequence without a row").file(one.source()).error();
  }

  private static String word(Part part) {
    return part.name().toLowerCase(Locale.ROOT);
  }

  private static String quoted(String text) {
    boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? text : "\"" + text.replace("\"", "\"\"") + "\"";
  }
}
