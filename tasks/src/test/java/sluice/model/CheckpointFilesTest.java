package sluice.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sluice.train.Checkpoint;

final class CheckpointFilesTest {
  @TempDir Path folder;

  private static Checkpoint step(long step) {
    return new Checkpoint()
        .put("weights/layers.0.wx", new float[] {1.5f, -0f, step})
        .put("counters", new long[] {step, Long.MIN_VALUE})
        .put("weights/head.b", new float[] {2})
        .put("sums", new double[] {1e-300, Double.NaN, -0.0})
        .put("carried", new float[0]);
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private void damage(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 1] ^= 1;
    Files.write(file, bytes);
  }

  private static long stepOf(CheckpointFiles.Found found) {
    return found.checkpoint().longs().get("counters")[0];
  }

  @Test
  void theNewestTwoAreKeptAndTheNewestIsRead() throws IOException {
    CheckpointFiles files = new CheckpointFiles(folder);
    assertThat(files.newest()).isEmpty();
    assertThat(new CheckpointFiles(folder.resolve("none")).newest()).isEmpty();
    for (int i = 1; i <= 11; i++) {
      files.write(step(i * 10), Map.of("at", "epoch " + i));
    }
    assertThat(names()).containsExactly("checkpoint-10.sluice", "checkpoint-11.sluice");
    CheckpointFiles.Found found = files.newest().orElseThrow();
    assertThat(found.number()).isEqualTo(11);
    assertThat(found.file()).isEqualTo(folder.resolve("checkpoint-11.sluice"));
    assertThat(found.notes()).containsExactly(Map.entry("at", "epoch 11"));
    assertThat(stepOf(found)).isEqualTo(110);
  }

  @Test
  void everyArrayComesBackBitForBitAndInOrder() {
    CheckpointFiles files = new CheckpointFiles(folder);
    files.write(step(5), Map.of("data_sha256", "abc", "metrics_bytes", "1234"));
    CheckpointFiles.Found found = files.newest().orElseThrow();
    assertThat(found.notes()).isEqualTo(Map.of("data_sha256", "abc", "metrics_bytes", "1234"));
    Checkpoint read = found.checkpoint();
    assertThat(read.floats().keySet())
        .containsExactly("weights/layers.0.wx", "weights/head.b", "carried");
    assertThat(bits(read)).isEqualTo(bits(step(5)));
  }

  private static List<Object> bits(Checkpoint checkpoint) {
    List<Object> bits = new ArrayList<>();
    for (float[] values : checkpoint.floats().values()) {
      for (float value : values) {
        bits.add(Float.floatToRawIntBits(value));
      }
    }
    for (double[] values : checkpoint.doubles().values()) {
      for (double value : values) {
        bits.add(Double.doubleToRawLongBits(value));
      }
    }
    checkpoint.longs().values().forEach(values -> bits.add(Arrays.toString(values)));
    return bits;
  }

  @Test
  void whatIsNoCheckpointOfThisFormatIsPassedOver() {
    CheckpointFiles files = new CheckpointFiles(folder);
    files.write(step(1), Map.of());
    SequencedMap<String, Tensor> tensors = new LinkedHashMap<>();
    TensorFile.write(folder.resolve("checkpoint-2.sluice"), tensors, Map.of("sluice", "{}"));
    TensorFile.write(folder.resolve("checkpoint-3.sluice"), tensors, Map.of("checkpoint", "2"));
    tensors.put("flags", Tensor.of(new byte[1]));
    TensorFile.write(folder.resolve("checkpoint-4.sluice"), tensors, Map.of("checkpoint", "1"));
    assertThat(files.newest().orElseThrow().number()).isEqualTo(1);
  }

  @Test
  void aNameMayNotStandTwice() {
    CheckpointFiles files = new CheckpointFiles(folder);
    Checkpoint twice = new Checkpoint().put("a", new float[1]).put("a", new long[1]);
    assertThatThrownBy(() -> files.write(twice, Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("two arrays of a checkpoint have the same name");
    assertThatThrownBy(() -> files.write(step(1), Map.of("checkpoint", "mine")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("another name");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void ofADamagedNewestTheOlderIsTakenAndNeverOverwritten() throws IOException {
    CheckpointFiles files = new CheckpointFiles(folder);
    files.write(step(1), Map.of());
    damage(files.write(step(2), Map.of()));
    assertThat(stepOf(files.newest().orElseThrow())).isEqualTo(1);
    assertThat(files.write(step(3), Map.of())).hasFileName("checkpoint-3.sluice");
    assertThat(stepOf(files.newest().orElseThrow())).isEqualTo(3);
  }

  @Test
  void whereNoneIsWholeTheNewestIsNamed() throws IOException {
    CheckpointFiles files = new CheckpointFiles(folder);
    damage(files.write(step(1), Map.of()));
    damage(files.write(step(2), Map.of()));
    assertThatThrownBy(files::newest)
        .isInstanceOf(BadModelFile.class)
        .hasMessageStartingWith(folder.resolve("checkpoint-2.sluice").toString())
        .hasMessageContaining("no checkpoint of this run is whole");
  }

  @Test
  void aFailedWriteKeepsBothOlderOnes() throws IOException {
    CheckpointFiles files = new CheckpointFiles(folder);
    files.write(step(1), Map.of());
    files.write(step(2), Map.of());
    Disk full = new WholeFileTest.FailingDisk(3, new IOException("No space left on device"));
    assertThatThrownBy(() -> files.write(step(3), Map.of(), full))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("the disk is full");
    assertThat(names()).containsExactly("checkpoint-1.sluice", "checkpoint-2.sluice");
  }

  @Test
  void whatAKilledRunLeftIsRemovedAndOtherFilesAreNot() throws IOException {
    Files.writeString(folder.resolve("checkpoint-7.sluice.4711-3.tmp"), "half");
    Files.writeString(folder.resolve("checkpoint-07.sluice"), "mine");
    Files.writeString(folder.resolve("checkpoint-x.sluice"), "mine");
    Files.writeString(folder.resolve("model.sluice"), "mine");
    CheckpointFiles files = new CheckpointFiles(folder);
    files.write(step(1), Map.of());
    assertThat(names())
        .containsExactly(
            "checkpoint-07.sluice", "checkpoint-1.sluice", "checkpoint-x.sluice", "model.sluice");
  }
}
