package sluice.model;

import java.util.Arrays;
import java.util.List;
import sluice.loss.Combination;

/** How members of an ensemble answer together, as it stands in a model file. */
final class CombinationJson {
  private static final String TYPE = "type";
  private static final String MEAN = "mean";
  private static final String VOTE = "vote";
  private static final String SUM = "sum";

  private CombinationJson() {}

  static JsonObject write(Combination combination) {
    JsonObject json = JsonObject.empty();
    return switch (combination) {
      case Combination.Mean() -> json.put(TYPE, MEAN);
      case Combination.Vote(List<Double> weights) ->
          json.put(TYPE, VOTE)
              .putNumbers("weights", weights.stream().mapToDouble(weight -> weight).toArray());
      case Combination.Sum(double start, double rate) ->
          json.put(TYPE, SUM).put("start", start).put("rate", rate);
    };
  }

  static Combination read(JsonObject json) {
    try {
      return switch (json.text(TYPE)) {
        case MEAN -> {
          json.onlyKeys(TYPE);
          yield new Combination.Mean();
        }
        case VOTE -> {
          json.onlyKeys(TYPE, "weights");
          yield new Combination.Vote(Arrays.stream(json.numbers("weights")).boxed().toList());
        }
        case SUM -> {
          json.onlyKeys(TYPE, "start", "rate");
          yield new Combination.Sum(json.number("start"), json.number("rate"));
        }
        default ->
            throw json.wrong("a combination must be mean, vote or sum, was " + json.text(TYPE));
      };
    } catch (IllegalArgumentException e) {
      throw json.wrong(String.valueOf(e.getMessage()));
    }
  }
}
