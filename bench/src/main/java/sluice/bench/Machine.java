package sluice.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What Linux says of the processors' time and of this process's memory.
 *
 * <p>Elsewhere nothing of it is known, and a figure is then neither called valid nor invalid.
 */
final class Machine {
  private static final Path ALL = Path.of("/proc/stat");
  private static final Path OWN = Path.of("/proc/self/stat");
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final double TICKS_A_SECOND = 100; // USER_HZ, the same on every Linux we know

  private Machine() {}

  /**
   * Processor time since the machine started, in seconds.
   *
   * @param nanos when it was read
   * @param busy of all processes and the kernel
   * @param steal taken by other guests of the host
   * @param own of this process, its kernel time included
   */
  record Reading(long nanos, double busy, double steal, double own) {
    /** What others took between two readings. */
    Disturbance until(Reading end) {
      double seconds = (end.nanos - nanos) / 1e9;
      double others = end.busy - busy - (end.own - own);
      return new Disturbance(Math.max(0, others) / seconds, (end.steal - steal) / seconds);
    }
  }

  /**
   * What others took, in cores.
   *
   * @param others other processes' work
   * @param steal time that the host gave to other guests
   */
  record Disturbance(double others, double steal) {}

  /** Reads the clocks; empty where there is no such file. */
  static Optional<Reading> read() {
    if (!Files.isReadable(ALL) || !Files.isReadable(OWN)) {
      return Optional.empty();
    }
    // cpu user nice system idle iowait irq softirq steal …
    String[] all = lines(ALL).getFirst().trim().split("\\s+", -1);
    double busy = ticks(all[1]) + ticks(all[2]) + ticks(all[3]) + ticks(all[6]) + ticks(all[7]);
    // Behind "pid (name)", which may hold blanks: utime and stime are the 12th and 13th.
    String line = lines(OWN).getFirst();
    String[] own = line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
    return Optional.of(
        new Reading(System.nanoTime(), busy, ticks(all[8]), ticks(own[11]) + ticks(own[12])));
  }

  /** The most memory that this process ever had resident, in bytes; 0 where nobody knows. */
  static long peakBytes() {
    if (!Files.isReadable(STATUS)) {
      return 0;
    }
    return lines(STATUS).stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElse(0);
  }

  private static double ticks(String text) {
    return Long.parseLong(text) / TICKS_A_SECOND;
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
