package sluice.inspect;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import sluice.inspect.Autopsy.Point;
import sluice.inspect.Autopsy.Trail;
import sluice.inspect.Fault.Phase;
import sluice.inspect.Fault.Place;
import sluice.inspect.Fault.Spot;
import sluice.train.Scene;

/** An autopsy in words. */
final class AutopsyText {
  private static final double GROWN = 10; // below it nothing is said of a growth
  private static final double LARGE = 1e4;
  private static final double SMALL = 1e-3;

  private AutopsyText() {}

  /** Where a fault is: operation, gate, layer, step, row. */
  static String place(Fault fault) {
    Place place = fault.place();
    StringBuilder text = new StringBuilder(fault.operation());
    if (!place.gate().isEmpty()) {
      text.append(fault.operation().endsWith("gate") ? " " : " for gate ").append(place.gate());
    }
    if (!place.weight().isEmpty()) {
      text.append(" of ").append(place.weight());
      text.append(String.format(Locale.ROOT, " [%d, %d]", place.row(), place.column()));
    } else if (!place.layer().isEmpty()) {
      text.append(" of ").append(place.layer());
      text.append(place.type().isEmpty() ? "" : " (" + place.type() + ")");
    }
    place.spot().ifPresent(spot -> text.append(spot(spot)));
    if (place.weight().isEmpty() && place.column() >= 0) {
      text.append(fault.phase() == Phase.DATA ? ", column " : ", unit ").append(place.column());
    }
    return text.toString();
  }

  private static String spot(Spot spot) {
    return String.format(
            Locale.ROOT,
            ", step %d of %d of sequence %d",
            spot.step(),
            spot.steps(),
            spot.sequence())
        + (spot.group() > 1 ? " in group " + spot.group() + " of the batch" : "");
  }

  /** What led to the fault. */
  static String story(Autopsy autopsy) {
    List<String> sentences = new ArrayList<>();
    autopsy.fault().ifPresent(fault -> figures(fault, sentences));
    autopsy.trails().forEach(trail -> trail(trail, sentences));
    steps(autopsy.steps(), sentences);
    if (autopsy.largest() > LARGE) {
      sentences.add(
          "The largest weight was "
              + number(autopsy.largest())
              + ", in "
              + autopsy.largestWeight()
              + ".");
    }
    return String.join(" ", sentences);
  }

  private static void figures(Fault fault, List<String> sentences) {
    if (!fault.figures().isEmpty()) {
      List<String> words =
          fault.figures().stream()
              .map(figure -> figure.name() + " " + number(figure.value()))
              .toList();
      sentences.add("There: " + String.join(", ", words) + ".");
    }
  }

  private static void trail(Trail trail, List<String> sentences) {
    List<Point> points =
        trail.points().stream().filter(point -> Double.isFinite(point.value())).toList();
    if (points.size() < 2) {
      return;
    }
    Point first = points.getFirst();
    Point last = points.getLast();
    if (last.value() > GROWN * first.value()) {
      boolean steps = trail.name().startsWith("norm");
      sentences.add(
          String.format(
              Locale.ROOT,
              "The %s grew from %s to %s from %s%s to %s.",
              trail.name(),
              number(first.value()),
              number(last.value()),
              steps ? "step " : "",
              first.at(),
              last.at()));
    }
  }

  /** How loss and norm went in the last steps, where they rose. */
  private static void steps(List<Scene.Step> steps, List<String> sentences) {
    rise("The gradient's norm", steps.stream().mapToDouble(Scene.Step::norm).toArray(), sentences);
    rise("The loss", steps.stream().mapToDouble(Scene.Step::loss).toArray(), sentences);
  }

  /** From the least value of the last rise to its end. */
  private static void rise(String what, double[] values, List<String> sentences) {
    int end = values.length - 1;
    while (end >= 0 && !Double.isFinite(values[end])) {
      end--;
    }
    if (end < 1) {
      return;
    }
    int from = end;
    for (int i = end - 1; i >= 0; i--) {
      from = values[i] < values[from] ? i : from;
    }
    if (values[end] > GROWN * values[from] && from < end) {
      sentences.add(
          String.format(
              Locale.ROOT,
              "%s rose from %s to %s in %d step%s.",
              what,
              number(values[from]),
              number(values[end]),
              end - from,
              end - from == 1 ? "" : "s"));
    }
  }

  /** What to try where a smaller step is of no use. */
  static String remedy(Fault fault) {
    return switch (fault.phase()) {
      case DATA -> "Look at this value where the data come from: fill it, or leave the row out.";
      case WEIGHT ->
          "The weight was broken before this step: begin with other first weights, or with an"
              + " earlier checkpoint.";
      case LOSS ->
          fault.operation().startsWith("the product")
              ? ""
              : "Look at the loss at these outputs and this target: it needs a bound, or the"
                  + " outputs do.";
      case FORWARD, BACKWARD, GRADIENT, UPDATE -> "";
    };
  }

  /** Four digits, and a power of ten where it is far from 1. */
  static String number(double value) {
    if (!Double.isFinite(value) || value == 0) {
      return value == 0 ? "0" : Double.toString(value);
    }
    boolean plain = Math.abs(value) < LARGE && Math.abs(value) >= SMALL;
    return String.format(Locale.ROOT, plain ? "%.4g" : "%.2e", value);
  }
}
