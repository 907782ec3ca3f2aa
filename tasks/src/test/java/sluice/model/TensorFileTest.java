package sluice.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TensorFileTest {
  @TempDir Path folder;

  static SequencedMap<String, Tensor> everyType() {
    SequencedMap<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("z.wx", Tensor.of(new float[] {1, -0f, Float.MIN_VALUE, 0.1f, 1e30f, -3}, 2, 3));
    tensors.put("a.moment", Tensor.of(new double[] {Math.PI, Double.MIN_VALUE}, 1, 2));
    tensors.put("counts", Tensor.of(new int[] {-1, Integer.MAX_VALUE}));
    tensors.put("steps", Tensor.of(new long[] {Long.MIN_VALUE, 7, 1L << 53}));
    tensors.put("flags", Tensor.of(new byte[] {0, 1, -1, 127, 5}));
    tensors.put("nothing", Tensor.of(new float[0], 0, 4));
    tensors.put("größe \"ß\" 量", new Tensor.Floats(List.of(), new float[] {2.5f}));
    return tensors;
  }

  static Map<String, String> texts() {
    return Map.of("sluice", "{\"format\":1,\"path\":\"a/b\"}", "note", "Z\n\"zwei\" \u0001 😀");
  }

  private static byte[] bits(Tensor tensor) {
    ByteBuffer bits = ByteBuffer.allocate(tensor.length() * tensor.type().bytes());
    TensorBytes.each(tensor, bits::put);
    return bits.array();
  }

  @Test
  void everythingComesBackBitForBitAndInOrder() {
    Path file = folder.resolve("all.sluice");
    String digits = TensorFile.write(file, everyType(), texts());
    TensorFile read = TensorFile.read(file);
    assertThat(read.sha256()).isEqualTo(digits).hasSize(64);
    assertThat(read.metadata()).isEqualTo(texts());
    assertThat(read.tensors().keySet()).containsExactlyElementsOf(everyType().keySet());
    everyType()
        .forEach((name, tensor) -> {
          Tensor found = read.tensors().get(name);
          assertThat(found.type()).isEqualTo(tensor.type());
          assertThat(found.shape()).isEqualTo(tensor.shape());
          assertThat(bits(found)).isEqualTo(bits(tensor));
        });
  }

  @Test
  void longTensorsComeInPieces() {
    float[] values = new float[100_003];
    for (int i = 0; i < values.length; i++) {
      values[i] = Float.intBitsToFloat(i * 0x9E3779B9);
    }
    SequencedMap<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("long", Tensor.of(values));
    Path file = folder.resolve("long.sluice");
    TensorFile.write(file, tensors, Map.of());
    Tensor back = TensorFile.read(file).tensors().get("long");
    assertThat(bits(back)).isEqualTo(bits(Tensor.of(values)));
  }

  /** The number comes from {@code tensor-file.py} beside this test's resources. */
  @Test
  void equalContentGivesTheBytesOfEveryOtherTime() throws IOException {
    Path file = folder.resolve("golden.sluice");
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      String digits = TensorFile.write(file, everyType(), texts());
      assertThat(digits)
          .isEqualTo("6ac929978140d8c4e359a1b83857a163a92a240036934a194d6bb4947fb085c8");
    } finally {
      Locale.setDefault(before);
    }
    Path again = folder.resolve("again.sluice");
    TensorFile.write(again, everyType(), texts());
    assertThat(again).hasSameBinaryContentAs(file);
  }

  @Test
  void aFileIsTheSafetensorsLayoutWithTheChecksumFirst() throws IOException {
    SequencedMap<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("w", Tensor.of(new float[] {1, 2}, 2, 1));
    Path file = folder.resolve("small.sluice");
    String digits = TensorFile.write(file, tensors, Map.of("a", "b"));
    byte[] bytes = Files.readAllBytes(file);
    String header =
        "{\"__metadata__\":{\"sha256\":\""
            + digits
            + "\",\"a\":\"b\"},\"w\":{\"dtype\":\"F32\",\"shape\":[2,1],\"data_offsets\":[0,8]}}";
    int padded = (header.length() + 7) / 8 * 8;
    assertThat(bytes).startsWith(padded & 255, padded >> 8, 0, 0, 0, 0, 0, 0);
    assertThat(new String(bytes, 8, padded, StandardCharsets.UTF_8))
        .isEqualTo(header + " ".repeat(padded - header.length()));
    assertThat(Arrays.copyOfRange(bytes, 8 + padded, bytes.length))
        .isEqualTo(new byte[] {0, 0, (byte) 0x80, 0x3f, 0, 0, 0, 0x40});
  }

  @Test
  void whatWasReadCannotBeChangedByMistake() {
    Path file = folder.resolve("all.sluice");
    TensorFile.write(file, everyType(), texts());
    TensorFile read = TensorFile.read(file);
    assertThatThrownBy(() -> read.tensors().clear())
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> read.metadata().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void namesAndTextsThatCannotStandInAFileAreRefused() {
    for (String name : List.of("", "__metadata__", "sha256", "a\nb", "x".repeat(1001), "\ud800")) {
      SequencedMap<String, Tensor> tensors = new LinkedHashMap<>();
      tensors.put(name, Tensor.of(new float[1]));
      assertThatThrownBy(() -> TensorFile.write(folder.resolve("no.sluice"), tensors, Map.of()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("1 to 1000 characters");
    }
    assertThatThrownBy(() ->
            TensorFile.write(
                folder.resolve("no.sluice"), new LinkedHashMap<>(), Map.of("a", "\udc00")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("surrogate");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aShapeMustFitItsValues() {
    assertThatThrownBy(() -> Tensor.of(new float[6], 2, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("shape and values do not fit: [2, 2] against 6 values");
    assertThatThrownBy(() -> Tensor.of(new long[1], -1, -1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Tensor.of(new double[0], 65536, 65536))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
