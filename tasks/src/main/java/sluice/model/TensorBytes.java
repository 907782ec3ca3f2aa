package sluice.model;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** The numbers of a tensor as little-endian bytes and back, a piece at a time. */
final class TensorBytes {
  /** Size of a piece; a multiple of every type's size. */
  static final int PIECE = 1 << 16;

  /** The longest array that every Java can make. */
  private static final int MOST = Integer.MAX_VALUE - 8;

  private TensorBytes() {}

  /** Takes one piece: everything between position and limit. */
  @FunctionalInterface
  interface Sink<E extends Exception> {
    void take(ByteBuffer piece) throws E;
  }

  /** Fills one piece from position to limit, or throws. */
  @FunctionalInterface
  interface Source<E extends Exception> {
    void fill(ByteBuffer piece) throws E;
  }

  /** The product of the sizes, or -1 where one is negative or no array can hold so many. */
  static int count(List<Integer> shape) {
    long product = 1;
    for (int size : shape) {
      product *= size;
      if (product < 0 || product > MOST) {
        return -1;
      }
    }
    return (int) product;
  }

  /** Hands the bytes of {@code tensor} to {@code sink}, in order. */
  static <E extends Exception> void each(Tensor tensor, Sink<E> sink) throws E {
    ByteBuffer piece = piece();
    int inPiece = PIECE / tensor.type().bytes();
    int count;
    for (int from = 0; from < tensor.length(); from += count) {
      count = Math.min(inPiece, tensor.length() - from);
      piece.clear();
      switch (tensor) {
        case Tensor.Floats floats -> piece.asFloatBuffer().put(floats.values(), from, count);
        case Tensor.Doubles doubles -> piece.asDoubleBuffer().put(doubles.values(), from, count);
        case Tensor.Ints ints -> piece.asIntBuffer().put(ints.values(), from, count);
        case Tensor.Longs longs -> piece.asLongBuffer().put(longs.values(), from, count);
        case Tensor.Bytes bytes -> piece.put(0, bytes.values(), from, count);
      }
      piece.limit(count * tensor.type().bytes());
      sink.take(piece);
    }
  }

  /** A tensor of {@code length} numbers, the product of {@code shape}, out of {@code source}. */
  static <E extends Exception> Tensor read(
      Tensor.Type type, List<Integer> shape, int length, Source<E> source) throws E {
    Tensor tensor = zeros(type, shape, length);
    ByteBuffer piece = piece();
    int inPiece = PIECE / type.bytes();
    int count;
    for (int from = 0; from < length; from += count) {
      count = Math.min(inPiece, length - from);
      piece.clear().limit(count * type.bytes());
      source.fill(piece);
      piece.flip();
      switch (tensor) {
        case Tensor.Floats floats -> piece.asFloatBuffer().get(floats.values(), from, count);
        case Tensor.Doubles doubles -> piece.asDoubleBuffer().get(doubles.values(), from, count);
        case Tensor.Ints ints -> piece.asIntBuffer().get(ints.values(), from, count);
        case Tensor.Longs longs -> piece.asLongBuffer().get(longs.values(), from, count);
        case Tensor.Bytes bytes -> piece.get(bytes.values(), from, count);
      }
    }
    return tensor;
  }

  private static Tensor zeros(Tensor.Type type, List<Integer> shape, int length) {
    return switch (type) {
      case F32 -> new Tensor.Floats(shape, new float[length]);
      case F64 -> new Tensor.Doubles(shape, new double[length]);
      case I32 -> new Tensor.Ints(shape, new int[length]);
      case I64 -> new Tensor.Longs(shape, new long[length]);
      case U8 -> new Tensor.Bytes(shape, new byte[length]);
    };
  }

  private static ByteBuffer piece() {
    return ByteBuffer.allocate(PIECE).order(ByteOrder.LITTLE_ENDIAN);
  }
}
