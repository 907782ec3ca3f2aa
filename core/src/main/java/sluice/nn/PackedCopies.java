package sluice.nn;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * The packed copies of one weight that all passes share which only predict: for each form that a
 * product needs, that of the newest version.
 *
 * <p>A pass asks when it first meets a version, then never again; a copy that was handed out is
 * never written to. The lock is held only while one thread packs, as several would need the memory
 * of several copies.
 */
final class PackedCopies {
  /**
   * What of a weight is packed, and how.
   *
   * @param parts into which its columns are cut, each packed alone
   */
  record Form(int firstRow, int rows, boolean transposed, int parts) {}

  private static final float[] NONE = {};

  private record Copy(Form form, long version, float[] packed) {}

  private volatile List<Copy> copies = List.of();

  /** The copy of a version in a form, packed now if nobody has yet. */
  float[] get(Form form, long version, Supplier<float[]> pack) {
    float[] known = find(form, version);
    return known.length > 0 ? known : packOnce(form, version, pack);
  }

  private synchronized float[] packOnce(Form form, long version, Supplier<float[]> pack) {
    float[] known = find(form, version); // another thread may have been first
    if (known.length > 0) {
      return known;
    }
    float[] packed = pack.get();
    List<Copy> all = new ArrayList<>(copies);
    all.removeIf(copy -> copy.form.equals(form)); // of a version that is past
    all.add(new Copy(form, version, packed));
    copies = List.copyOf(all);
    return packed;
  }

  private float[] find(Form form, long version) {
    for (Copy copy : copies) {
      if (copy.version == version && copy.form.equals(form)) {
        return copy.packed;
      }
    }
    return NONE;
  }
}
