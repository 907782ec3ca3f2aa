package sluice.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No file that was cut or changed is ever taken for a whole one, and none does harm. */
final class TensorFileDamageTest {
  @TempDir Path folder;
  private Path file;
  private byte[] whole;

  @BeforeEach
  void writeOne() throws IOException {
    file = folder.resolve("model.sluice");
    TensorFile.write(file, TensorFileTest.everyType(), TensorFileTest.texts());
    whole = Files.readAllBytes(file);
  }

  /** A new file each time: writing over one makes some file systems wait for the disk. */
  private void put(byte[] bytes) throws IOException {
    Files.deleteIfExists(file);
    Files.write(file, bytes);
  }

  @Test
  void aThousandMutationsEachGiveASentence() throws IOException {
    SplittableRandom random = new SplittableRandom(20261121);
    for (int i = 0; i < 1000; i++) {
      byte[] changed = Mutations.one(random, whole);
      assertRefused("mutation " + i, changed);
    }
  }

  @Test
  void everyBitOfTheLengthAndTheChecksumAndEveryCutIsNoticed() throws IOException {
    for (int length = 0; length < whole.length; length++) {
      assertRefused("cut to " + length, Arrays.copyOf(whole, length));
    }
    for (int bit = 0; bit < 8 * (TensorHeader.DIGITS_AT + Sha256.DIGITS + 1); bit++) {
      byte[] changed = whole.clone();
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      assertRefused("bit " + bit, changed);
    }
  }

  private void assertRefused(String what, byte[] bytes) throws IOException {
    put(bytes);
    assertThat(catchThrowable(() -> TensorFile.read(file)))
        .as(what)
        .isExactlyInstanceOf(BadModelFile.class)
        .hasMessageStartingWith(file + ": ")
        .hasMessageMatching("(?s).{20,}; [a-z].+");
  }

  /** Whoever forges a file can forge its checksum too: then the other checks stand alone. */
  @Test
  void aThousandForgedFilesDoNoHarm() throws IOException {
    SplittableRandom random = new SplittableRandom(7);
    int refused = 0;
    for (int i = 0; i < 1000; i++) {
      put(Mutations.sealed(Mutations.one(random, whole)));
      Throwable thrown = catchThrowable(() -> TensorFile.read(file));
      if (thrown != null) {
        assertThat(thrown).as("forgery " + i).isExactlyInstanceOf(BadModelFile.class);
        refused++;
      }
    }
    assertThat(refused).isBetween(500, 999);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 34, 90, -1, Long.MIN_VALUE, Long.MAX_VALUE, 1L << 32, 100_000_001})
  void aForgedHeaderLengthIsComparedWithTheFileFirst(long length) throws IOException {
    byte[] changed = whole.clone();
    ByteBuffer.wrap(changed).order(ByteOrder.LITTLE_ENDIAN).putLong(0, length);
    put(Mutations.sealed(changed));
    assertThatThrownBy(() -> TensorFile.read(file))
        .isInstanceOf(BadModelFile.class)
        .hasMessageContaining("the header claims " + Long.toUnsignedString(length) + " bytes");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "w":{"dtype":"F32","shape":[2147483647,2147483647],"data_offsets":[0,8]} | do not fit
          "w":{"dtype":"F32","shape":[9223372036854775807],"data_offsets":[0,8]}   | none negative
          "w":{"dtype":"F32","shape":[-1,-2],"data_offsets":[0,8]}                 | none negative
          "w":{"dtype":"F32","shape":[2.0],"data_offsets":[0,8]}                   | none negative
          "w":{"dtype":"F32","shape":[1,1,1,1,1,1,1,1,2],"data_offsets":[0,8]}     | at most 8 sizes
          "w":{"dtype":"F32","shape":2,"data_offsets":[0,8]}                       | at most 8 sizes
          "w":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}                     | do not fit
          "w":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}                    | begin at byte 0
          "w":{"dtype":"F32","shape":[2],"data_offsets":[0,8,9]}                   | do not fit
          "w":{"dtype":"F32","shape":[2],"data_offsets":[0,1e1]}                   | do not fit
          "w":{"dtype":"F32","shape":[2],"data_offsets":"0-8"}                     | do not fit
          "w":{"dtype":"F16","shape":[4],"data_offsets":[0,8]}                     | must be one of
          "w":{"dtype":"f32","shape":[2],"data_offsets":[0,8]}                     | must be one of
          "w":{"dtype":"F32","shape":[2]}                                          | nothing more
          "w":{"dtype":"F32","shape":[2],"data_offsets":[0,8],"x":1}               | nothing more
          "w":[]                                                                   | nothing more
          "":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}                      | unusable name
          "a\\u0000":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}              | unusable name
          "w":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"w":{}              | Duplicate
          "__metadata__":{}                                                        | Duplicate
          "w":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}                     | lists 4 bytes
          "w":{"dtype":"F64","shape":[2],"data_offsets":[0,16]}                    | lists 16 bytes
          "w":{"dtype":"F32","shape":[[[[[[2]]]]]],"data_offsets":[0,8]}           | nesting depth
          "w":{"dtype":"F32","shape":[000002],"data_offsets":[0,8]}                | not the JSON
          "w":{"dtype":"F32","shape":[1111111111111111111111],"data_offsets":[]}   | Number value
          """)
  void aForgedEntryIsRefused(String entries, String says) throws IOException {
    forge("{\"__metadata__\":{\"sha256\":\"" + "0".repeat(64) + "\"}," + entries + "}");
    assertThatThrownBy(() -> TensorFile.read(file))
        .isInstanceOf(BadModelFile.class)
        .hasMessageContaining(says);
  }

  @Test
  void forgedMetadataIsRefused() throws IOException {
    for (String more :
        List.of("\"a\":1", "\"a\":null", "\"a\":{}", "\"\":\"b\"", "\"sha256\":\"\"")) {
      forge("{\"__metadata__\":{\"sha256\":\"" + "0".repeat(64) + "\"," + more + "}}");
      assertThatThrownBy(() -> TensorFile.read(file)).isInstanceOf(BadModelFile.class);
    }
  }

  @Test
  void manyTokensOrDeepNestingCostNeitherMemoryNorStack() throws IOException {
    String start = "{\"__metadata__\":{\"sha256\":\"" + "0".repeat(64) + "\"},\"w\":";
    for (String bomb : List.of("[".repeat(2_000_000), "[" + "0,".repeat(2_000_000) + "0]}")) {
      forge(start + bomb);
      assertThatThrownBy(() -> TensorFile.read(file)).isInstanceOf(BadModelFile.class);
    }
  }

  /** A file of zeros that takes no room on the disk, with a header that asks for all of them. */
  @Test
  void moreNumbersThanTheHeapHoldsAreRefusedInWords() throws IOException {
    long many = 2_000_000_000; // bytes of one tensor
    long count = 2 * Runtime.getRuntime().maxMemory() / many + 1;
    StringBuilder header =
        new StringBuilder("{\"__metadata__\":{\"sha256\":\"" + "0".repeat(64) + "\"}");
    for (long i = 0; i < count; i++) {
      header
          .append(",\"w" + i + "\":{\"dtype\":\"U8\",\"shape\":[" + many + "],")
          .append("\"data_offsets\":[" + many * i + "," + many * (i + 1) + "]}");
    }
    forge(header + "}");
    try (var channel = Files.newByteChannel(file, StandardOpenOption.WRITE)) {
      channel.position(channel.size() - 9 + many * count);
      channel.write(ByteBuffer.allocate(1));
    }
    assertThatThrownBy(() -> TensorFile.read(file))
        .isInstanceOf(BadModelFile.class)
        .hasMessageContaining("-Xmx");
  }

  private void forge(String header) throws IOException {
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    byte[] bytes =
        ByteBuffer.allocate(8 + json.length + 8)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(json.length)
            .put(json)
            .array();
    put(Mutations.sealed(bytes));
  }

  @Test
  void otherFilesAreNamedForWhatTheyAre() throws IOException {
    assertThatThrownBy(() -> TensorFile.read(folder.resolve("none.sluice")))
        .isInstanceOf(BadModelFile.class)
        .hasMessageContaining("there is no such file");
    assertThatThrownBy(() -> TensorFile.read(folder))
        .isInstanceOf(BadModelFile.class)
        .hasMessageContaining("it is a folder or a device");
    Files.writeString(file, "date,births\n" + "1969-01-01,8486\n".repeat(30));
    assertThatThrownBy(() -> TensorFile.read(file))
        .isInstanceOf(BadModelFile.class)
        .hasMessageContaining("it is not a Sluice file");
    put(new byte[0]);
    assertThatThrownBy(() -> TensorFile.read(file))
        .isInstanceOf(BadModelFile.class)
        .hasMessageContaining("this one has 0");
    Path device = Path.of("/dev/zero");
    if (Files.exists(device)) {
      assertThatThrownBy(() -> TensorFile.read(device)).isInstanceOf(BadModelFile.class);
    }
  }

  @Test
  void aBadFileTellsWhatWhereAndWhatToDo() {
    BadModelFile bad = new BadModelFile(Path.of("a.sluice"), "it is cut", "tensor w", "copy it");
    assertThat(bad).hasMessage("a.sluice: it is cut (tensor w); copy it");
    assertThat(List.of(bad.file().toString(), bad.what(), bad.where(), bad.advice()))
        .containsExactly("a.sluice", "it is cut", "tensor w", "copy it");
    assertThat(new BadModelFile(Path.of("a"), "it is cut", "", "copy it"))
        .hasMessage("a: it is cut; copy it");
  }
}
