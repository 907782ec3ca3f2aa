package sluice.report;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Hidden states of one recurrent layer as points of a plane: their first two principal components.
 *
 * @param title heading of the page
 * @param data which model, layer and sequences, a sentence
 * @param layer name of the layer
 * @param others the recurrent layers, this one too
 * @param units columns of a state
 * @param every whether there is a point for each step, not for the last alone
 * @param shares of the variance that each component has, the largest first
 * @param points in the order of the sequences, then of their steps
 */
public record StateStudy(
    String title,
    String data,
    String layer,
    List<String> others,
    int units,
    boolean every,
    double[] shares,
    List<Point> points) {
  /** Name of the page. */
  public static final String PAGE = "states.html";

  /** Copies the lists. */
  public StateStudy {
    others = List.copyOf(others);
    points = List.copyOf(points);
  }

  /**
   * One state.
   *
   * @param sequence its number, from 1
   * @param key of the series; empty for none
   * @param time of what the sequence tells, as {@code predict} has it
   * @param step within the sequence, from 1
   * @param label the class that is true; empty where it is not known
   * @param x along the first component
   * @param y along the second
   */
  public record Point(
      int sequence, String key, String time, int step, String label, double x, double y) {
    /** The same at a place. */
    public Point at(double first, double second) {
      return new Point(sequence, key, time, step, label, first, second);
    }

    String told() {
      return (key.isEmpty() ? "" : key + ", ")
          + time
          + ", step "
          + step
          + (label.isEmpty() ? "" : ": " + label);
    }
  }

  /** The classes that are there, the most frequent first. */
  public List<String> classes() {
    Map<String, Integer> counts = new TreeMap<>();
    points.stream()
        .filter(point -> !point.label().isEmpty())
        .forEach(point -> counts.merge(point.label(), 1, Integer::sum));
    return counts.entrySet().stream()
        .sorted(Comparator.comparingInt(entry -> -entry.getValue()))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** The figures as one JSON object, documented in {@code docs/inspect.md}. */
  public String json() {
    return StateStudyPage.json(this);
  }

  /**
   * Writes {@code states.html}, and beside it the folder {@code report} with every picture as SVG,
   * the points as {@code states.csv}, the figures as {@code states.json}.
   *
   * @return the page
   */
  public Path write(Path folder) {
    Map<String, String> files = new LinkedHashMap<>();
    files.put("states.csv", StateStudyPage.csv(this));
    files.put("states.json", json() + "\n");
    return Report.study(
        folder,
        PAGE,
        files,
        StateStudyPage.pictures(this),
        StateStudyPage.of(this, Report.styles()));
  }
}
