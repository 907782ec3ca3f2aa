package sluice.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What part of a machine's peak each kernel reached, by the bits of the vectors.
 *
 * <p>As text a line each: {@code product 16x256x1024,512,0.700}.
 */
final class Ratios {
  private static final String HEADING = "kernel,bits,ratio";

  private record Key(String kernel, int bits) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      int order = Integer.compare(other.bits, bits);
      return order != 0 ? order : kernel.compareTo(other.kernel);
    }
  }

  private final Map<Key, Double> ratios = new TreeMap<>();

  private Ratios() {}

  /** Those in a file; none if there is no such file. */
  static Ratios read(Path file) throws IOException {
    Ratios ratios = new Ratios();
    if (Files.exists(file)) {
      for (String line : Files.readAllLines(file)) {
        if (!line.equals(HEADING)) {
          String[] cells = line.split(",", -1);
          Key key = new Key(cells[0], Integer.parseInt(cells[1]));
          ratios.ratios.put(key, Double.parseDouble(cells[2]));
        }
      }
    }
    return ratios;
  }

  /** The ratio of a kernel, if it is stored. */
  Optional<Double> of(int bits, String kernel) {
    return Optional.ofNullable(ratios.get(new Key(kernel, bits)));
  }

  /** Those of the measured ratios that are less than such a share of what is stored. */
  Map<String, Double> below(int bits, Map<String, Double> measured, double share) {
    Map<String, Double> low = new TreeMap<>(measured);
    low.entrySet().removeIf(e -> e.getValue() >= of(bits, e.getKey()).orElse(0.0) * share);
    return low;
  }

  /** These, with all of one width replaced. */
  Ratios with(int bits, Map<String, Double> measured) {
    Ratios result = new Ratios();
    result.ratios.putAll(ratios);
    result.ratios.keySet().removeIf(key -> key.bits == bits);
    measured.forEach((kernel, ratio) -> result.ratios.put(new Key(kernel, bits), ratio));
    return result;
  }

  /** All of them as text. */
  String text() {
    StringBuilder text = new StringBuilder(HEADING).append('\n');
    ratios.forEach((key, ratio) ->
        text.append(String.format(Locale.ROOT, "%s,%d,%.3f\n", key.kernel, key.bits, ratio)));
    return text.toString();
  }
}
