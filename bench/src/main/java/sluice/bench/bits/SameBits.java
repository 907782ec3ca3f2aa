package sluice.bench.bits;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import sluice.math.Rng;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Trains each work in many ways, each in a process of its own, and compares the digests of the
 * weights: {@code SameBits [--json FILE] [WORD…]}, where a word is a part of the name of a work or
 * a way, to do less. Ends with status 1 and names the odd ones unless all of a work are equal.
 */
public final class SameBits {
  private static final int SAVE_SECONDS = 60;
  private static final long SEED = 2;

  private final Path folder;
  private final Consumer<String> out;
  private final List<Outcome> outcomes = new ArrayList<>();

  SameBits(Path folder, Consumer<String> out) {
    this.folder = folder;
    this.out = out;
  }

  /** Works and ways by parts of their names; all without. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(List.of(arguments));
    Optional<Path> json = Optional.empty();
    int option = words.indexOf("--json");
    if (option >= 0 && option + 1 < words.size()) {
      json = Optional.of(Path.of(words.remove(option + 1)));
      words.remove(option);
    }
    Path folder = Files.createTempDirectory("same-bits");
    SameBits check = new SameBits(folder, System.out::println);
    System.out.println(HEADER);
    for (Way way : Way.all()) {
      check.train(way, chosen(way, words));
    }
    if (check.outcomes.isEmpty()) {
      System.err.println("nothing is called " + words);
      System.exit(2);
    }
    if (json.isPresent()) {
      Files.writeString(json.get(), check.json() + "\n");
    }
    delete(folder);
    System.out.println(check.verdict());
    System.exit(check.odd().isEmpty() ? 0 : 1);
  }

  private static final String HEADER =
      String.format(
          Locale.ROOT,
          "%-13s %-28s %-11s %7s  %-12s %8s",
          "work",
          "way",
          "kernels",
          "threads",
          "weights",
          "seconds");

  /** The works of a way: the first way is for both sizes, as the others are compared with it. */
  private static List<String> chosen(Way way, List<String> words) {
    boolean first = way.equals(Way.all().getFirst());
    Stream<String> large = way.small() ? Stream.of() : Work.NAMES.stream();
    Stream<String> small = way.small() || first ? Work.SMALL_NAMES.stream() : Stream.of();
    return Stream.concat(large, small).filter(work -> chosen(way, work, words, first)).toList();
  }

  private static boolean chosen(Way way, String work, List<String> words, boolean first) {
    List<String> works = words.stream().filter(SameBits::isWork).toList();
    List<String> ways = words.stream().filter(word -> !isWork(word)).toList();
    return (works.isEmpty() || works.contains(work))
        && (first || ways.isEmpty() || ways.stream().anyMatch(way.name()::contains));
  }

  private static boolean isWork(String word) {
    return Work.NAMES.contains(word) || Work.SMALL_NAMES.contains(word);
  }

  /** Trains works in one way. */
  void train(Way way, List<String> works) throws IOException, InterruptedException {
    if (way.kills() > 0) {
      for (String work : works) {
        add(killed(way, work));
      }
    } else if (!works.isEmpty()) {
      Path own = Files.createTempDirectory(folder, "way");
      Life life = Life.start(way.options(), own, SAVE_SECONDS, works);
      life.ends();
      works.forEach(work -> add(Outcome.of(work, way, life.lines())));
      delete(own);
    }
  }

  /** Kills the process at random moments, so that each life goes a part of the way. */
  private Outcome killed(Way way, String work) throws IOException, InterruptedException {
    Path own = Files.createTempDirectory(folder, "killed");
    long start = System.nanoTime();
    long key = Rng.key(SEED, Rng.DATA, 0, 0, 0, 0);
    int most = Work.named(work).steps() / (way.kills() + 1);
    for (int kill = 0; kill < way.kills(); kill++) {
      int steps = 1 + Rng.below(key, 2 * kill, most);
      int milliseconds = Rng.below(key, 2 * kill + 1, 20);
      Life.start(way.options(kill), own, 0, List.of(work)).killAfter(steps, milliseconds);
    }
    Life last = Life.start(way.options(way.kills()), own, 0, List.of(work));
    last.ends();
    delete(own);
    return Outcome.of(work, way, last.lines()).seconds((System.nanoTime() - start) / 1e9);
  }

  void add(Outcome outcome) {
    outcomes.add(outcome);
    out.accept(outcome.row());
  }

  /** Those whose digest is not the one that most ways gave, and those that failed. */
  List<Outcome> odd() {
    Map<String, String> expected = new LinkedHashMap<>();
    outcomes.stream()
        .collect(Collectors.groupingBy(Outcome::work, LinkedHashMap::new, Collectors.toList()))
        .forEach((work, all) -> expected.put(work, mostFrequent(all)));
    return outcomes.stream()
        .filter(outcome ->
            outcome.failed()
                || !outcome.digest().isEmpty()
                    && !outcome.digest().equals(expected.get(outcome.work())))
        .toList();
  }

  private static String mostFrequent(List<Outcome> outcomes) {
    Map<String, Long> counts =
        outcomes.stream()
            .map(Outcome::digest)
            .filter(digest -> !digest.isEmpty())
            .collect(Collectors.groupingBy(d -> d, LinkedHashMap::new, Collectors.counting()));
    return counts.entrySet().stream()
        .max(Comparator.comparingLong(Map.Entry::getValue))
        .map(Map.Entry::getKey)
        .orElse("");
  }

  /** One line that says it all, or a line for each odd one. */
  String verdict() {
    List<Outcome> odd = odd();
    if (odd.isEmpty()) {
      long trained = outcomes.stream().filter(outcome -> !outcome.digest().isEmpty()).count();
      return "equal: the weights of " + trained + " trainings, work by work";
    }
    return odd.stream()
        .map(outcome -> "NOT EQUAL: " + outcome.work() + ", " + outcome.way())
        .collect(Collectors.joining("\n"));
  }

  List<Outcome> outcomes() {
    return outcomes;
  }

  String json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("java", Runtime.version().toString());
    json.put("machine", System.getProperty("os.arch"));
    json.put("processors", Runtime.getRuntime().availableProcessors());
    json.put("equal", odd().isEmpty());
    ArrayNode rows = json.putArray("trainings");
    for (Outcome outcome : outcomes) {
      ObjectNode row = rows.addObject();
      row.put("work", outcome.work());
      row.put("way", outcome.way());
      if (outcome.digest().isEmpty()) {
        row.put("note", outcome.note());
        continue;
      }
      row.put("kernels", outcome.kernels());
      row.put("threads", outcome.threads());
      row.put("weights_sha256", outcome.digest());
      row.put("seconds", outcome.seconds());
    }
    return json.toPrettyString();
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
