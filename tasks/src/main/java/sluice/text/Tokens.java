package sluice.text;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;

/**
 * Token ids in one row, as many as one likes: one, two or four bytes each, as their number asks.
 * What goes beyond a quarter of the heap lies in temporary files that are mapped into memory and
 * gone with the process.
 */
public final class Tokens {
  private static final int CHUNK_BITS = 20;
  private static final int CHUNK = 1 << CHUNK_BITS; // tokens
  private static final int FIRST = 1 << 10; // room for so many at first

  private final int width; // bytes of a token
  private final List<MemorySegment> chunks;
  private final long count;

  private Tokens(int width, List<MemorySegment> chunks, long count) {
    this.width = width;
    this.chunks = chunks;
    this.count = count;
  }

  /** The given ids, each at least 0. */
  public static Tokens of(int... ids) {
    var builder = new Builder(Integer.MAX_VALUE);
    for (int id : ids) {
      builder.add(id);
    }
    return builder.build();
  }

  /** How many there are. */
  public long count() {
    return count;
  }

  /** The id at a place, from 0. */
  public int at(long place) {
    if (place < 0 || place >= count) {
      throw new IndexOutOfBoundsException("no token " + place + " of " + count);
    }
    MemorySegment chunk = chunks.get((int) (place >>> CHUNK_BITS));
    long index = place & CHUNK - 1;
    return switch (width) {
      case 1 -> chunk.get(ValueLayout.JAVA_BYTE, index) & 0xFF;
      case 2 -> chunk.get(ValueLayout.JAVA_CHAR_UNALIGNED, 2 * index);
      default -> chunk.get(ValueLayout.JAVA_INT_UNALIGNED, 4 * index);
    };
  }

  /** Gathers them. Not thread-safe. */
  static final class Builder {
    private final int width;
    private final long mostInMemory; // bytes
    private final List<MemorySegment> chunks = new ArrayList<>();
    private MemorySegment last;
    private int room = FIRST; // for tokens in the last chunk
    private int used; // of it
    private long count;

    /** For ids below {@code bound}. */
    Builder(int bound) {
      this(bound, Runtime.getRuntime().maxMemory() / 4);
    }

    Builder(int bound, long mostInMemory) {
      width = bound <= 1 << 8 ? 1 : bound <= 1 << 16 ? 2 : 4;
      this.mostInMemory = mostInMemory;
      last = newChunk(FIRST);
    }

    private MemorySegment newChunk(int tokens) {
      return MemorySegment.ofArray(new byte[tokens * width]);
    }

    void add(int id) {
      if (used == room) {
        makeRoom();
      }
      switch (width) {
        case 1 -> last.set(ValueLayout.JAVA_BYTE, used, (byte) id);
        case 2 -> last.set(ValueLayout.JAVA_CHAR_UNALIGNED, 2L * used, (char) id);
        default -> last.set(ValueLayout.JAVA_INT_UNALIGNED, 4L * used, id);
      }
      used++;
      count++;
    }

    long count() {
      return count;
    }

    private void makeRoom() {
      if (room < CHUNK) {
        MemorySegment larger = newChunk(2 * room);
        larger.copyFrom(last);
        last = larger;
        room = 2 * room;
      } else {
        finishChunk();
      }
    }

    private void finishChunk() {
      boolean fits = (chunks.size() + 1L) * CHUNK * width <= mostInMemory;
      chunks.add(fits ? last : TokenFile.mapped(last));
      last = fits ? newChunk(CHUNK) : last;
      used = 0;
    }

    /** All of them; the builder is used up. */
    Tokens build() {
      chunks.add(
          MemorySegment.ofArray(
              last.asSlice(0, (long) used * width).toArray(ValueLayout.JAVA_BYTE)));
      return new Tokens(width, List.copyOf(chunks), count);
    }
  }
}
