package sluice.model;

import java.util.Arrays;
import java.util.List;

/**
 * Numbers of one type in a shape, row by row (the last size runs fastest), as they stand in a file.
 *
 * <p>The array is not copied, neither in nor out. A shape without sizes is a single number; a size
 * of 0 is legal.
 */
public sealed interface Tensor {
  /** What the numbers are, by the names of the safetensors layout. */
  enum Type {
    /** Unsigned bytes. */
    U8(1),
    /** Signed 32-bit integers. */
    I32(4),
    /** Signed 64-bit integers. */
    I64(8),
    /** IEEE 754 single precision. */
    F32(4),
    /** IEEE 754 double precision. */
    F64(8);

    private final int bytes;

    Type(int bytes) {
      this.bytes = bytes;
    }

    /** Bytes of one number. */
    public int bytes() {
      return bytes;
    }
  }

  /** The sizes, outermost first. */
  List<Integer> shape();

  /** What the numbers are. */
  Type type();

  /** How many numbers there are. */
  int length();

  /** Single-precision numbers; the shape is {@code [values.length]} where no sizes are given. */
  static Floats of(float[] values, int... sizes) {
    return new Floats(shape(values.length, sizes), values);
  }

  /** Double-precision numbers; the shape is {@code [values.length]} where no sizes are given. */
  static Doubles of(double[] values, int... sizes) {
    return new Doubles(shape(values.length, sizes), values);
  }

  /** 32-bit integers; the shape is {@code [values.length]} where no sizes are given. */
  static Ints of(int[] values, int... sizes) {
    return new Ints(shape(values.length, sizes), values);
  }

  /** 64-bit integers; the shape is {@code [values.length]} where no sizes are given. */
  static Longs of(long[] values, int... sizes) {
    return new Longs(shape(values.length, sizes), values);
  }

  /** Unsigned bytes; the shape is {@code [values.length]} where no sizes are given. */
  static Bytes of(byte[] values, int... sizes) {
    return new Bytes(shape(values.length, sizes), values);
  }

  /** Single-precision numbers. */
  record Floats(List<Integer> shape, float[] values) implements Tensor {
    public Floats {
      shape = checked(shape, values.length);
    }

    @Override
    public Type type() {
      return Type.F32;
    }

    @Override
    public int length() {
      return values.length;
    }
  }

  /** Double-precision numbers. */
  record Doubles(List<Integer> shape, double[] values) implements Tensor {
    public Doubles {
      shape = checked(shape, values.length);
    }

    @Override
    public Type type() {
      return Type.F64;
    }

    @Override
    public int length() {
      return values.length;
    }
  }

  /** 32-bit integers. */
  record Ints(List<Integer> shape, int[] values) implements Tensor {
    public Ints {
      shape = checked(shape, values.length);
    }

    @Override
    public Type type() {
      return Type.I32;
    }

    @Override
    public int length() {
      return values.length;
    }
  }

  /** 64-bit integers. */
  record Longs(List<Integer> shape, long[] values) implements Tensor {
    public Longs {
      shape = checked(shape, values.length);
    }

    @Override
    public Type type() {
      return Type.I64;
    }

    @Override
    public int length() {
      return values.length;
    }
  }

  /** Unsigned bytes. */
  record Bytes(List<Integer> shape, byte[] values) implements Tensor {
    public Bytes {
      shape = checked(shape, values.length);
    }

    @Override
    public Type type() {
      return Type.U8;
    }

    @Override
    public int length() {
      return values.length;
    }
  }

  private static List<Integer> shape(int length, int[] sizes) {
    return sizes.length == 0 ? List.of(length) : Arrays.stream(sizes).boxed().toList();
  }

  private static List<Integer> checked(List<Integer> shape, int length) {
    if (TensorBytes.count(shape) != length) {
      throw new IllegalArgumentException(
          "shape and values do not fit: " + shape + " against " + length + " values");
    }
    return List.copyOf(shape);
  }
}
