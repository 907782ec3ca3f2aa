package sluice.language;

/** How often each of many keys was seen: one array, no objects. Not thread-safe. */
final class CountTable {
  private static final int START = 1 << 10;

  private long[] keys = new long[START];
  private int[] counts = new int[START]; // 0 where a place is free
  private int size;

  /** One more of a key. */
  void add(long key) {
    int place = place(key);
    if (counts[place] == 0) {
      keys[place] = key;
      size++;
    }
    counts[place]++;
    if (2 * size > keys.length) {
      grow();
    }
  }

  /** How often a key was seen. */
  int get(long key) {
    return counts[place(key)];
  }

  private int place(long key) {
    int mask = keys.length - 1;
    long mixed = key * 0x9E3779B97F4A7C15L;
    int place = (int) (mixed >>> 32) & mask;
    while (counts[place] != 0 && keys[place] != key) {
      place = place + 1 & mask;
    }
    return place;
  }

  private void grow() {
    long[] oldKeys = keys;
    int[] oldCounts = counts;
    keys = new long[2 * oldKeys.length];
    counts = new int[keys.length];
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldCounts[i] != 0) {
        int place = place(oldKeys[i]);
        keys[place] = oldKeys[i];
        counts[place] = oldCounts[i];
      }
    }
  }
}
