package sluice.bench.bits;

import java.util.List;
import java.util.Locale;

/**
 * What came of one work trained in one way.
 *
 * @param work its name
 * @param way the name of the way
 * @param kernels what computed, with the bits of its vectors
 * @param threads how many computed
 * @param digest of the weights; empty if there are none
 * @param seconds of training, or of all processes together where they were killed
 * @param note why there are no weights; empty if there are
 */
record Outcome(
    String work,
    String way,
    String kernels,
    int threads,
    String digest,
    double seconds,
    String note) {

  /** Reads what a process printed of a work. */
  static Outcome of(String work, Way way, List<String> lines) {
    for (String line : lines) {
      String[] words = line.split(" ", -1);
      if (words.length == 6 && words[0].equals(TrainHere.DONE) && words[1].equals(work)) {
        int threads = Integer.parseInt(words[3]);
        double seconds = Double.parseDouble(words[5]);
        return new Outcome(work, way.name(), words[2], threads, words[4], seconds, "");
      }
    }
    return none(work, way, lines);
  }

  private static Outcome none(String work, Way way, List<String> lines) {
    String all = String.join("\n", lines);
    boolean elsewhere =
        all.contains("is wider than this machine's")
            || all.contains("Unrecognized VM option")
            || all.contains("=vector is not possible here");
    return new Outcome(work, way.name(), "", 0, "", 0, elsewhere ? NOT_HERE : "failed:\n" + all);
  }

  private static final String NOT_HERE = "not possible on this machine";

  /** The same with other seconds. */
  Outcome seconds(double value) {
    return new Outcome(work, way, kernels, threads, digest, value, note);
  }

  /** Whether it should have given weights and did not. */
  boolean failed() {
    return digest.isEmpty() && !note.equals(NOT_HERE);
  }

  /** A row of the table. */
  String row() {
    if (digest.isEmpty()) {
      return String.format(Locale.ROOT, "%-13s %-28s %s", work, way, note);
    }
    return String.format(
        Locale.ROOT,
        "%-13s %-28s %-11s %7d  %s %8.1f",
        work,
        way,
        kernels,
        threads,
        digest.substring(0, 12),
        seconds);
  }
}
