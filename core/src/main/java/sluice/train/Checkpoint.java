package sluice.train;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Everything a training needs to go on with the same bits, as named arrays of plain numbers:
 * weights, the optimiser's tensors, carried states, counters. Nothing random is in it, only the
 * counters from which randomness follows.
 */
public final class Checkpoint {
  private final Map<String, float[]> floats = new LinkedHashMap<>();
  private final Map<String, double[]> doubles = new LinkedHashMap<>();
  private final Map<String, long[]> longs = new LinkedHashMap<>();

  /** Holds nothing yet. */
  public Checkpoint() {}

  /** Arrays of floats by name, in a fixed order. */
  public Map<String, float[]> floats() {
    return Collections.unmodifiableMap(floats);
  }

  /** Arrays of doubles by name, in a fixed order. */
  public Map<String, double[]> doubles() {
    return Collections.unmodifiableMap(doubles);
  }

  /** Arrays of longs by name, in a fixed order. */
  public Map<String, long[]> longs() {
    return Collections.unmodifiableMap(longs);
  }

  /** Adds an array. Modified. */
  public Checkpoint put(String name, float[] values) {
    floats.put(name, values);
    return this;
  }

  /** Adds an array. Modified. */
  public Checkpoint put(String name, double[] values) {
    doubles.put(name, values);
    return this;
  }

  /** Adds an array. Modified. */
  public Checkpoint put(String name, long[] values) {
    longs.put(name, values);
    return this;
  }

  /** Adds all arrays of another, their names after a prefix. Modified. */
  public Checkpoint putAll(String prefix, Checkpoint other) {
    other.floats.forEach((name, values) -> floats.put(prefix + name, values));
    other.doubles.forEach((name, values) -> doubles.put(prefix + name, values));
    other.longs.forEach((name, values) -> longs.put(prefix + name, values));
    return this;
  }

  /** The arrays whose names begin with a prefix, under the rest of their names. */
  public Checkpoint under(String prefix) {
    Checkpoint part = new Checkpoint();
    put(part.floats, floats, prefix);
    put(part.doubles, doubles, prefix);
    put(part.longs, longs, prefix);
    return part;
  }

  private static <T> void put(Map<String, T> into, Map<String, T> from, String prefix) {
    from.forEach((name, values) -> {
      if (name.startsWith(prefix)) {
        into.put(name.substring(prefix.length()), values);
      }
    });
  }

  float[] floats(String name, int length) {
    float[] found = floats.get(name);
    if (found == null || found.length != length) {
      throw misfit(name, length, found == null ? -1 : found.length);
    }
    return found;
  }

  double[] doubles(String name) {
    double[] found = doubles.get(name);
    if (found == null) {
      throw misfit(name, 0, -1);
    }
    return found;
  }

  long[] longs(String name) {
    long[] found = longs.get(name);
    if (found == null) {
      throw misfit(name, 0, -1);
    }
    return found;
  }

  private static IllegalArgumentException misfit(String name, int length, int found) {
    return new IllegalArgumentException(
        found < 0
            ? "the checkpoint has no '" + name + "': it belongs to another model or another version"
            : String.format(
                Locale.ROOT,
                "'%s' in the checkpoint has %d values, this model needs %d",
                name,
                found,
                length));
  }
}
