package sluice.text;

import java.util.Arrays;

/** Pairs of numbers, each with a number of its own. */
final class PairTable {
  /** Stands for a pair that is not there. */
  static final int NONE = -1;

  private static final long FREE = -1;

  private long[] keys = new long[1 << 10];
  private int[] values = new int[1 << 10];
  private int size;

  PairTable() {
    Arrays.fill(keys, FREE);
  }

  int get(int left, int right) {
    long key = key(left, right);
    int slot = slot(key);
    return keys[slot] == key ? values[slot] : NONE;
  }

  void put(int left, int right, int value) {
    long key = key(left, right);
    int slot = slot(key);
    if (keys[slot] == FREE) {
      keys[slot] = key;
      size++;
    }
    values[slot] = value;
    if (2 * size > keys.length) {
      grow();
    }
  }

  private void grow() {
    long[] oldKeys = keys;
    int[] oldValues = values;
    keys = new long[2 * oldKeys.length];
    values = new int[keys.length];
    Arrays.fill(keys, FREE);
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldKeys[i] != FREE) {
        int slot = slot(oldKeys[i]);
        keys[slot] = oldKeys[i];
        values[slot] = oldValues[i];
      }
    }
  }

  private int slot(long key) {
    int mask = keys.length - 1;
    int slot = (int) (key * 0x9E3779B97F4A7C15L >>> 32) & mask;
    while (keys[slot] != FREE && keys[slot] != key) {
      slot = slot + 1 & mask;
    }
    return slot;
  }

  static long key(int left, int right) {
    return (long) left << 32 | right;
  }
}
