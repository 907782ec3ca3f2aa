package sluice.experiment;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import sluice.metric.Direction;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * One trial of a search: settings that were drawn, and what came of them.
 *
 * @param number from 1
 * @param values by key, as they would be written in a file
 * @param outcomes one a rung that it was trained in, the last one counting
 */
public record SearchTrial(int number, SequencedMap<String, String> values, List<Outcome> outcomes) {

  /**
   * What a training came to.
   *
   * @param rung in which, from 1
   * @param epochs that it was given
   * @param value the metric on the validation part; NaN if it failed
   * @param reason why it failed; empty if it did not
   * @param done epochs that were trained
   * @param bestEpoch whose weights were measured
   * @param seconds of the training, resumed parts not counted
   * @param weightsSha256 digest of the weights
   */
  public record Outcome(
      int rung,
      int epochs,
      double value,
      String reason,
      int done,
      int bestEpoch,
      double seconds,
      String weightsSha256) {

    static Outcome of(int rung, int epochs, double value, RunResult result) {
      return new Outcome(
          rung,
          epochs,
          value,
          "",
          result.training().epochs().size(),
          result.training().bestEpoch(),
          result.seconds(),
          result.weightsSha256());
    }

    static Outcome failed(int rung, int epochs, String reason) {
      return new Outcome(rung, epochs, Double.NaN, reason, 0, 0, 0, "");
    }

    /** Whether there is no figure. */
    public boolean failed() {
      return !reason.isEmpty();
    }

    ObjectNode json() {
      ObjectNode json = JsonNodeFactory.instance.objectNode();
      json.put("rung", rung);
      json.put("epochs", epochs);
      if (failed()) {
        json.putNull("value");
        return json.put("reason", reason);
      }
      json.put("value", value);
      json.put("epochs_done", done);
      json.put("best_epoch", bestEpoch);
      json.put("seconds", seconds);
      return json.put("weights_sha256", weightsSha256);
    }

    static Outcome read(String text) {
      JsonNode json = JsonMapper.shared().readTree(text);
      int rung = json.get("rung").asInt();
      int epochs = json.get("epochs").asInt();
      if (json.has("reason")) {
        return failed(rung, epochs, json.get("reason").asString());
      }
      return new Outcome(
          rung,
          epochs,
          json.get("value").asDouble(),
          "",
          json.get("epochs_done").asInt(),
          json.get("best_epoch").asInt(),
          json.get("seconds").asDouble(),
          json.get("weights_sha256").asString());
    }
  }

  /** Copies map and list. */
  public SearchTrial {
    values = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(values));
    outcomes = List.copyOf(outcomes);
  }

  /** What tells it from the others, such as {@code trial-007}. */
  public String name() {
    return name(number);
  }

  static String name(int number) {
    return String.format(Locale.ROOT, "trial-%03d", number);
  }

  /** What it came to in the last rung that it reached. */
  public Outcome last() {
    return outcomes.getLast();
  }

  SearchTrial and(Outcome outcome) {
    List<Outcome> all = new ArrayList<>(outcomes);
    all.add(outcome);
    return new SearchTrial(number, values, all);
  }

  /**
   * Whether it comes before another: farther, then better, then drawn earlier; failed ones last.
   */
  boolean before(SearchTrial other, Direction direction) {
    Outcome mine = last();
    Outcome its = other.last();
    if (mine.failed() != its.failed()) {
      return its.failed();
    }
    if (mine.rung() != its.rung()) {
      return mine.rung() > its.rung();
    }
    boolean equal = mine.failed() || mine.value() == its.value();
    return equal ? number < other.number : direction.better(mine.value(), its.value());
  }

  /** The trials, the best one first. */
  static List<SearchTrial> ranked(List<SearchTrial> trials, Direction direction) {
    List<SearchTrial> ranked = new ArrayList<>(trials);
    ranked.sort((a, b) -> a.equals(b) ? 0 : a.before(b, direction) ? -1 : 1);
    return ranked;
  }
}
