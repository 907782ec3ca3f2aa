package sluice.bench;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Sluice and a peer on one workload, measured in turn.
 *
 * @param workload what they did
 * @param threads of each
 * @param peer the other one
 * @param pairs in the order they were measured; empty if a process failed
 * @param failure why there are no pairs
 */
record Comparison(
    Workload workload, int threads, Peer peer, List<Pair> pairs, Optional<String> failure) {

  /** One after the other. */
  record Pair(Figures sluice, Figures peer) {
    /** How many times faster Sluice was. */
    double ratio() {
      return peer.medianMs() / sluice.medianMs();
    }
  }

  /** Median of Sluice's medians, in milliseconds. */
  @JsonProperty
  double sluiceMs() {
    return median(pairs.stream().map(pair -> pair.sluice().medianMs()));
  }

  /** Median of the peer's medians, in milliseconds. */
  @JsonProperty
  double peerMs() {
    return median(pairs.stream().map(pair -> pair.peer().medianMs()));
  }

  /** Median of the ratios, pair by pair, so that a machine whose speed drifts does not bend it. */
  @JsonProperty
  double ratio() {
    return median(ratios());
  }

  /** The least of them. */
  @JsonProperty
  double leastRatio() {
    return ratios().min(Double::compare).orElse(Double.NaN);
  }

  /** The most. */
  @JsonProperty
  double mostRatio() {
    return ratios().max(Double::compare).orElse(Double.NaN);
  }

  /** Whether both had the machine to themselves all the time. */
  @JsonProperty
  boolean valid() {
    return failure.isEmpty() && figures().allMatch(Figures::quiet);
  }

  /** Why it is not valid; empty if it is. */
  String complaint() {
    return failure.orElseGet(() ->
        figures().map(Figures::disturbance).filter(text -> !text.isEmpty()).findFirst().orElse(""));
  }

  /** Bytes that a main class had resident at most, if this comparison is of that work. */
  Stream<Long> peak(String main, Workload of, int on) {
    if (workload != of || threads != on) {
      return Stream.empty();
    }
    if (main.equals(Peer.SLUICE)) {
      return pairs.stream().map(pair -> pair.sluice().peakBytes());
    }
    return main.equals(peer.main())
        ? pairs.stream().map(pair -> pair.peer().peakBytes())
        : Stream.empty();
  }

  private Stream<Double> ratios() {
    return pairs.stream().map(Pair::ratio);
  }

  private Stream<Figures> figures() {
    return pairs.stream().flatMap(pair -> Stream.of(pair.sluice(), pair.peer()));
  }

  static double median(Stream<Double> values) {
    List<Double> sorted = values.sorted().toList();
    int half = sorted.size() / 2;
    if (sorted.isEmpty()) {
      return Double.NaN;
    }
    return sorted.size() % 2 == 1
        ? sorted.get(half)
        : (sorted.get(half - 1) + sorted.get(half)) / 2;
  }
}
