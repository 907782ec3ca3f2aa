package sluice.text;

import java.util.Arrays;

/**
 * Different tokens, each with its number: 0 for the first that was added, and so on. None is made a
 * {@link String} to be looked up.
 */
final class TokenTable {
  private static final int NONE = -1;

  private final int[] ofOneChar = new int[1 << 16]; // number + 1 of a token of one char
  private char[] text = new char[1 << 12]; // of all tokens, one behind the other
  private int[] ends = new int[1 << 8]; // by number
  private int[] slots = new int[1 << 9]; // number + 1; free at 0
  private int size;

  /** How many there are. */
  int size() {
    return size;
  }

  /** The number of a token, or −1. */
  int find(char[] chars, int from, int to) {
    return to - from == 1
        ? ofOneChar[chars[from]] - 1
        : slots[slot(chars, from, to, hash(chars, from, to))] - 1;
  }

  /** The number of a token, which is added if it is new. */
  int add(char[] chars, int from, int to) {
    int found = find(chars, from, to);
    if (found != NONE) {
      return found;
    }
    int length = to - from;
    int begin = begin(size);
    if (length > text.length - begin) {
      text = Arrays.copyOf(text, Math.max(2 * text.length, Math.addExact(begin, length)));
    }
    System.arraycopy(chars, from, text, begin, length);
    if (size == ends.length) {
      ends = Arrays.copyOf(ends, 2 * size);
    }
    ends[size] = begin + length;
    size++;
    if (length == 1) {
      ofOneChar[chars[from]] = size;
    } else {
      if (2 * size > slots.length) {
        grow();
      }
      slots[slot(chars, from, to, hash(chars, from, to))] = size;
    }
    return size - 1;
  }

  /** The token of a number. */
  String token(int number) {
    int begin = begin(number);
    return new String(text, begin, ends[number] - begin);
  }

  private int begin(int number) {
    return number == 0 ? 0 : ends[number - 1];
  }

  private int slot(char[] chars, int from, int to, int hash) {
    int mask = slots.length - 1;
    int slot = hash & mask;
    while (slots[slot] != 0 && !is(slots[slot] - 1, chars, from, to)) {
      slot = slot + 1 & mask;
    }
    return slot;
  }

  private boolean is(int number, char[] chars, int from, int to) {
    return Arrays.equals(text, begin(number), ends[number], chars, from, to);
  }

  private static int hash(char[] chars, int from, int to) {
    int hash = 0;
    for (int i = from; i < to; i++) {
      hash = 31 * hash + chars[i];
    }
    return hash * 0x9E3779B1 >>> 7 ^ hash;
  }

  private void grow() {
    slots = new int[2 * slots.length];
    for (int number = 0; number < size - 1; number++) { // the last one is not in it yet
      int begin = begin(number);
      int end = ends[number];
      if (end - begin > 1) {
        slots[slot(text, begin, end, hash(text, begin, end))] = number + 1;
      }
    }
  }
}
