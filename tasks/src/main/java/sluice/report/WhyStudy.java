package sluice.report;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What each step and column contributed to one prediction.
 *
 * @param title heading of the page
 * @param data which example of which file, a sentence
 * @param answer the prediction in words, as {@code births of 1988-12-31: 8,921}
 * @param unit of the contributions, as {@code births} or {@code log-odds}
 * @param baseline what they are measured against, in words
 * @param output the explained output, in the unit
 * @param without that of the baseline
 * @param points of the path at which gradients were taken
 * @param steps the time of each step, or its number
 * @param columns the columns of the data, that with the largest contributions first
 * @param fits whether the contributions sum to the difference of the outputs, within a thousandth
 */
public record WhyStudy(
    String title,
    String data,
    String answer,
    String unit,
    String baseline,
    double output,
    double without,
    int points,
    List<String> steps,
    List<Column> columns,
    boolean fits) {
  /** Name of the page. */
  public static final String PAGE = "why.html";

  private static final int TOLD = 5;

  /** Copies the lists. */
  public WhyStudy {
    steps = List.copyOf(steps);
    columns = List.copyOf(columns);
  }

  /**
   * One column of the data, with all inputs that are made of it.
   *
   * @param name the column's, or {@code date: weekday}
   * @param values what it was at each step, in words; empty where that cannot be told
   * @param numbers the same as numbers; NaN where it is none
   * @param integrated integrated gradients, one a step
   * @param gradient gradient × input, one a step
   */
  public record Column(
      String name, List<String> values, double[] numbers, double[] integrated, double[] gradient) {
    /** Copies the list. */
    public Column {
      values = List.copyOf(values);
    }

    /** Σ of the integrated gradients. */
    public double sum() {
      return Arrays.stream(integrated).sum();
    }

    /** Σ of their magnitudes. */
    public double magnitude() {
      return Arrays.stream(integrated).map(Math::abs).sum();
    }
  }

  /**
   * One contribution.
   *
   * @param column which column
   * @param step which step, from 0
   */
  public record Part(Column column, int step) {
    /** What it adds. */
    public double value() {
      return column.integrated()[step];
    }
  }

  /** Σ of all contributions. */
  public double sum() {
    return columns.stream().mapToDouble(Column::sum).sum();
  }

  /** The five largest contributions, the largest first. */
  public List<Part> largest() {
    return columns.stream()
        .flatMap(column -> IntStream.range(0, steps.size()).mapToObj(t -> new Part(column, t)))
        .filter(part -> part.value() != 0)
        .sorted(Comparator.comparingDouble(part -> -Math.abs(part.value())))
        .limit(TOLD)
        .toList();
  }

  /** The five largest contributions in words, one a line. */
  public List<String> told() {
    return largest().stream().map(this::told).toList();
  }

  private String told(Part part) {
    String value = part.column().values().isEmpty() ? "" : part.column().values().get(part.step());
    int back = steps.size() - 1 - part.step();
    String when =
        steps.size() == 1
            ? ""
            : ", "
                + steps.get(part.step())
                + (back == 0 ? " (the last step)" : " (" + back + " before the last)");
    return part.column().name()
        + (value.isEmpty() ? "" : " " + value)
        + when
        + (part.value() > 0 ? ": raises it by " : ": lowers it by ")
        + Figures.of(Math.abs(part.value()));
  }

  /** The figures as one JSON object, documented in {@code docs/inspect.md}. */
  public String json() {
    return WhyJson.of(this);
  }

  /**
   * Writes {@code why.html}, and beside it the folder {@code report} with every picture as SVG, the
   * numbers as {@code why.csv}, the figures as {@code why.json}.
   *
   * @return the page
   */
  public Path write(Path folder) {
    Map<String, String> files = new LinkedHashMap<>();
    files.put(WhyPage.NUMBERS, WhyPage.csv(this));
    files.put("why.json", json() + "\n");
    return Report.study(folder, PAGE, files, WhyPage.pictures(this), WhyPage.of(this));
  }
}
