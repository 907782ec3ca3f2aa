package sluice.bench.signs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import sluice.inspect.SelfTest;

/**
 * Flips each sign that a backward pass can reach, one at a time, and asks whether {@link SelfTest}
 * notices: {@code Signs [--list] [--again] [--seconds N] [--results FILE] [WORD…]}. A word is a
 * part of the name of a source, to do less. With {@code --seconds} it stops after so long; the next
 * run goes on where it stopped. With {@code --again} what survived before is tried once more. Ends
 * with status 1 where less than 99 % of the flips are caught, or not all are tried.
 */
public final class Signs {
  private static final double ASKED = 0.99;
  private static final long LIMIT = 120; // seconds for one self-test

  private final List<Flip> flips;
  private final Trials trials;
  private final Ledger ledger;
  private final Consumer<String> out;

  Signs(List<Flip> flips, Trials trials, Ledger ledger, Consumer<String> out) {
    this.flips = flips;
    this.trials = trials;
    this.ledger = ledger;
    this.out = out;
  }

  /** Words choose sources; all without. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(List.of(arguments));
    boolean list = words.remove("--list");
    boolean again = words.remove("--again");
    long seconds = Long.parseLong(option(words, "--seconds").orElse("1000000"));
    Path results = Path.of(option(words, "--results").orElse("bench/target/signs.tsv"));
    Path sources = Path.of(option(words, "--sources").orElse("core/src/main/java"));
    String classPath = System.getProperty("java.class.path");
    List<Flip> flips =
        Scope.flips(new Attributed(sources, classPath)).stream()
            .filter(flip -> words.isEmpty() || words.stream().anyMatch(flip.file()::contains))
            .toList();
    if (flips.isEmpty()) {
      System.err.println("no source with a sign is called " + words);
      System.exit(2);
    }
    if (list) {
      flips.forEach(System.out::println);
      return;
    }
    Trials trials = new Trials(sources, classPath, SelfTest.parts(), LIMIT);
    List<String> failed = trials.control();
    if (!failed.isEmpty()) {
      System.err.println("without any flip the self-test fails: " + String.join(": ", failed));
      System.exit(1);
    }
    Signs signs = new Signs(flips, trials, new Ledger(results), System.out::println);
    signs.run(seconds, again);
    System.exit(signs.summary() ? 0 : 1);
  }

  private static Optional<String> option(List<String> words, String name) {
    int at = words.indexOf(name);
    if (at < 0 || at + 1 >= words.size()) {
      return Optional.empty();
    }
    words.remove(at);
    return Optional.of(words.remove(at));
  }

  /** Tries flips that have no verdict yet. */
  void run(long seconds, boolean again) throws IOException, InterruptedException {
    long end = System.nanoTime() + seconds * 1_000_000_000L;
    for (Flip flip : flips) {
      if (System.nanoTime() >= end) {
        return;
      }
      String source = trials.source(flip);
      Optional<Verdict> before = ledger.of(flip, source);
      boolean due = before.isEmpty() || again && before.get().kind() == Verdict.Kind.SURVIVED;
      if (due) {
        Verdict verdict = trials.of(flip);
        ledger.add(flip, source, verdict);
        if (verdict.kind() != Verdict.Kind.CAUGHT) {
          out.accept(words(verdict.kind()) + "  " + flip);
        }
      }
    }
  }

  private static String words(Verdict.Kind kind) {
    return kind == Verdict.Kind.SURVIVED ? "SURVIVED" : "does not compile";
  }

  /** A table by source, then what survived; whether enough was caught. */
  boolean summary() {
    Map<String, int[]> rows = new LinkedHashMap<>();
    int[] all = new int[3];
    List<Flip> survivors = new ArrayList<>();
    int waiting = 0;
    for (Flip flip : flips) {
      Optional<Verdict> verdict = ledger.of(flip, trials.source(flip));
      if (verdict.isEmpty()) {
        waiting++;
        continue;
      }
      int kind = verdict.get().kind().ordinal();
      rows.computeIfAbsent(flip.file(), file -> new int[3])[kind]++;
      all[kind]++;
      if (verdict.get().kind() == Verdict.Kind.SURVIVED) {
        survivors.add(flip);
      }
    }
    out.accept(String.format(Locale.ROOT, "%7s %7s  %s", "flips", "caught", "source"));
    rows.forEach((file, row) -> out.accept(row(row, file)));
    survivors.forEach(flip -> out.accept("SURVIVED  " + flip));
    double share = all[0] / (double) Math.max(1, all[0] + all[1]);
    out.accept(row(all, String.format(Locale.ROOT, "all: %.2f %% are caught", 100 * share)));
    if (waiting > 0) {
      out.accept(waiting + " are yet to be tried: run it again to go on");
    }
    return waiting == 0 && share >= ASKED;
  }

  private static String row(int[] counts, String name) {
    return String.format(Locale.ROOT, "%7d %7d  %s", counts[0] + counts[1], counts[0], name);
  }
}
