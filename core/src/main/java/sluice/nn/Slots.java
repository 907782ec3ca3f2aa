package sluice.nn;

import java.util.Arrays;
import java.util.Locale;

/**
 * Checks the slots of a step before anything is touched: each in the slab, none twice. A hash table
 * that is never cleared: an entry counts only with the number of the check that wrote it.
 */
final class Slots {
  private static final int SPREAD = 0x9e3779b9; // 2³² over the golden ratio

  private final int stateLength;
  private final long[] table; // number of the check, then slot
  private final int shift;
  private int check;

  /** For up to {@code most} slots at once of states of this length. */
  Slots(int most, int stateLength) {
    this.stateLength = stateLength;
    int bits = 33 - Integer.numberOfLeadingZeros(most); // at most half full
    table = new long[1 << bits];
    shift = 32 - bits;
  }

  /** Throws unless the first {@code count} slots are different ones of the slab. */
  void check(int[] slots, int count, float[] slab) {
    if (slots.length < count) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "the input has %d rows, but there are %d slots", count, slots.length));
    }
    if (++check == 0) { // after 2³² checks old entries would count again
      Arrays.fill(table, 0);
      check = 1;
    }
    int room = stateLength == 0 ? Integer.MAX_VALUE : slab.length / stateLength;
    for (int r = 0; r < count; r++) {
      int slot = slots[r];
      if (slot < 0 || slot >= room) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "slots[%d] is %d, the slab of %d floats has slots 0 to %d of %d floats",
                r,
                slot,
                slab.length,
                room - 1,
                stateLength));
      }
      if (!add(slot)) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "slot %d stands twice, in slots[%d] and slots[%d]; one step advances a key once",
                slot,
                first(slots, slot),
                r));
      }
    }
  }

  /** Whether the slot is new in this check. */
  private boolean add(int slot) {
    long entry = (long) check << Integer.SIZE | slot;
    int at = slot * SPREAD >>> shift;
    while (table[at] >>> Integer.SIZE == (check & 0xffffffffL)) {
      if (table[at] == entry) {
        return false;
      }
      at = at + 1 & table.length - 1;
    }
    table[at] = entry;
    return true;
  }

  private static int first(int[] slots, int slot) {
    int at = 0;
    while (slots[at] != slot) {
      at++;
    }
    return at;
  }
}
