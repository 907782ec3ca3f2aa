package sluice.bench;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * All that one run of the command found.
 *
 * @param machine on which
 * @param comparisons speed, engine by engine
 * @param starts how long a first result takes
 * @param memories most memory resident
 */
record Results(
    Place machine, List<Comparison> comparisons, List<Start> starts, List<Memory> memories) {

  /**
   * Where it ran.
   *
   * @param processor as the system names it
   * @param processors how many Java sees
   * @param system name and version
   * @param java version of the JDK
   */
  record Place(String processor, int processors, String system, String java) {
    static Place here() {
      return new Place(
          model(),
          Runtime.getRuntime().availableProcessors(),
          System.getProperty("os.name") + " " + System.getProperty("os.version"),
          Runtime.version().toString());
    }

    private static String model() {
      Path file = Path.of("/proc/cpuinfo");
      if (!Files.isReadable(file)) {
        return System.getProperty("os.arch");
      }
      try {
        return Files.readAllLines(file).stream()
            .filter(line -> line.startsWith("model name"))
            .map(line -> line.substring(line.indexOf(':') + 1).trim())
            .findFirst()
            .orElse(System.getProperty("os.arch"));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /**
   * From the start of a process to its first result of I1; the model is made in it or read.
   *
   * @param what the engine, or the command
   * @param flags of its JVM
   * @param milliseconds of each try
   */
  record Start(String what, String flags, List<Double> milliseconds) {
    /** Median of the tries. */
    @JsonProperty
    double median() {
      return Comparison.median(milliseconds.stream());
    }
  }

  /**
   * The most memory that a process had resident.
   *
   * @param what the engine
   * @param workload that it did
   * @param threads of the engine
   * @param flags of its JVM
   * @param bytes resident at most
   */
  record Memory(String what, Workload workload, int threads, String flags, long bytes) {}

  /** Whether every comparison is. */
  @JsonProperty
  boolean valid() {
    return comparisons.stream().allMatch(Comparison::valid);
  }

  /** Bytes that Sluice's steps allocated, the most of all processes. */
  @JsonProperty
  double mostAllocated() {
    return comparisons.stream()
        .flatMap(comparison -> comparison.pairs().stream())
        .mapToDouble(pair -> pair.sluice().allocatedBytes())
        .max()
        .orElse(0);
  }

  /** What computed. */
  Stream<String> versions() {
    return comparisons.stream()
        .flatMap(comparison -> comparison.pairs().stream())
        .flatMap(pair -> Stream.of(pair.sluice().version(), pair.peer().version()))
        .distinct();
  }
}
