package sluice.bench;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Writes a workload's LSTM layers as an ONNX model: just enough of protobuf's wire format for it.
 *
 * <p>Field numbers are those of {@code onnx.proto}, IR version 8, operator set 17. The input is
 * {@code x} [T, B, I]; the output {@code y} [T, 1, B, H] of the top layer. A workload that advances
 * has {@code h} and {@code c} [1, B, H] as inputs and {@code hNext}, {@code cNext} as outputs too.
 */
final class OnnxModel {
  private static final int IR_VERSION = 8;
  private static final int OPERATOR_SET = 17;
  private static final int FLOAT = 1; // TensorProto.DataType
  private static final int INT64 = 7;
  private static final int ATTRIBUTE_INT = 2; // AttributeProto.AttributeType

  /** Where ONNX's gates i o f c stand in ours, i f g o. */
  private static final int[] IOFC = {0, 3, 1, 2};

  private OnnxModel() {}

  /** The bytes of the model. */
  static byte[] of(Workload work) {
    Message graph = new Message();
    boolean advances = work.job() instanceof Workload.Job.Advance;
    int hidden = work.stack().hidden();
    String x = "x";
    int layer = 0;
    if (work.stack().layers() > 1) {
      graph.message(5, tensor("axis1", INT64, new byte[] {1, 0, 0, 0, 0, 0, 0, 0}, 1));
    }
    for (Data.Lstm weights : new Data(work).layers()) {
      boolean top = ++layer == work.stack().layers();
      int width = weights.wx().length / (4 * hidden);
      String y = top ? "y" : "y" + layer;
      graph.message(
          5, tensor("w" + layer, gates(weights.wx(), width, hidden), 1, 4 * hidden, width));
      graph.message(
          5, tensor("r" + layer, gates(weights.wh(), hidden, hidden), 1, 4 * hidden, hidden));
      graph.message(5, tensor("b" + layer, biases(weights.b(), hidden), 1, 8 * hidden));
      String[] inputs =
          advances
              ? new String[] {x, "w" + layer, "r" + layer, "b" + layer, "", "h", "c"}
              : new String[] {x, "w" + layer, "r" + layer, "b" + layer};
      String[] outputs = advances ? new String[] {y, "hNext", "cNext"} : new String[] {y};
      graph.message(1, node("LSTM", inputs, outputs).message(5, attribute("hidden_size", hidden)));
      if (!top) {
        x = "x" + layer;
        graph.message(1, node("Squeeze", new String[] {y, "axis1"}, new String[] {x}));
      }
    }
    int steps = work.batch().steps();
    int sequences = work.batch().sequences();
    graph.text(2, "lstm");
    graph.message(11, value("x", steps, sequences, work.inputs().width()));
    graph.message(12, value("y", steps, 1, sequences, hidden));
    if (advances) {
      graph.message(11, value("h", 1, sequences, hidden));
      graph.message(11, value("c", 1, sequences, hidden));
      graph.message(12, value("hNext", 1, sequences, hidden));
      graph.message(12, value("cNext", 1, sequences, hidden));
    }
    return new Message()
        .number(1, IR_VERSION)
        .message(7, graph)
        .message(8, new Message().text(1, "").number(2, OPERATOR_SET))
        .bytes();
  }

  /** Weights [rows, 4H] in ONNX's form, [4H, rows], gates in its order. */
  private static float[] gates(float[] weights, int rows, int hidden) {
    float[] turned = new float[weights.length];
    for (int gate = 0; gate < 4; gate++) {
      for (int j = 0; j < hidden; j++) {
        for (int r = 0; r < rows; r++) {
          turned[(gate * hidden + j) * rows + r] =
              weights[r * 4 * hidden + IOFC[gate] * hidden + j];
        }
      }
    }
    return turned;
  }

  /** Biases of input and recurrence; the second half stays zero. */
  private static float[] biases(float[] b, int hidden) {
    float[] turned = new float[8 * hidden];
    System.arraycopy(gates(b, 1, hidden), 0, turned, 0, 4 * hidden);
    return turned;
  }

  private static Message node(String type, String[] inputs, String[] outputs) {
    Message node = new Message();
    for (String input : inputs) {
      node.text(1, input);
    }
    for (String output : outputs) {
      node.text(2, output);
    }
    return node.text(4, type);
  }

  private static Message attribute(String name, long value) {
    return new Message().text(1, name).number(3, value).number(20, ATTRIBUTE_INT);
  }

  private static Message tensor(String name, float[] values, long... sizes) {
    ByteBuffer raw =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    raw.asFloatBuffer().put(values);
    return tensor(name, FLOAT, raw.array(), sizes);
  }

  private static Message tensor(String name, int type, byte[] raw, long... sizes) {
    Message tensor = new Message();
    for (long size : sizes) {
      tensor.number(1, size);
    }
    return tensor.number(2, type).text(8, name).bytes(9, raw);
  }

  private static Message value(String name, long... sizes) {
    Message shape = new Message();
    for (long size : sizes) {
      shape.message(1, new Message().number(1, size));
    }
    Message tensor = new Message().number(1, FLOAT).message(2, shape);
    return new Message().text(1, name).message(2, new Message().message(1, tensor));
  }

  /** A protobuf message under construction: fields one after the other. */
  private static final class Message {
    private static final int VARINT = 0; // wire types
    private static final int LENGTH = 2;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    Message number(int field, long value) {
      varint((long) field << 3 | VARINT);
      varint(value);
      return this;
    }

    Message bytes(int field, byte[] value) {
      varint((long) field << 3 | LENGTH);
      varint(value.length);
      out.writeBytes(value);
      return this;
    }

    Message text(int field, String value) {
      return bytes(field, value.getBytes(StandardCharsets.UTF_8));
    }

    Message message(int field, Message value) {
      return bytes(field, value.bytes());
    }

    byte[] bytes() {
      return out.toByteArray();
    }

    private void varint(long value) {
      long rest = value;
      while ((rest & ~0x7fL) != 0) {
        out.write((int) (rest & 0x7f | 0x80));
        rest >>>= 7;
      }
      out.write((int) rest);
    }
  }
}
