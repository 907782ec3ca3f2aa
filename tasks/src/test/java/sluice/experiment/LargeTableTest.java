package sluice.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A table of a million rows is held once: its four columns of numbers take 32 MB, what the network
 * reads 12, the order of the rows and that of the batches 4 each; a JVM by itself some 15. Any of
 * them held twice, or the target once more, does not fit into this heap.
 */
@Tag("slow")
class LargeTableTest {
  private static final int ROWS = 1_000_000;
  private static final String HEAP = "-Xmx85m";

  @TempDir private Path folder;

  @Test
  void aMillionRowsTrainInLittleMoreThanTheyTake() throws IOException, InterruptedException {
    try (Writer csv = Files.newBufferedWriter(folder.resolve("large.csv"))) {
      csv.write("a,b,c,y\n");
      for (int i = 1; i <= ROWS; i++) {
        long a = i * 7919L % 10_007;
        long b = i * 104_729L % 10_009;
        long c = i * 1_299_709L % 10_037;
        csv.write(a + "," + b + "," + c + "," + (a + 2 * b + 3 * c) + "\n");
      }
    }
    Path yaml =
        Files.writeString(
            folder.resolve("large.yaml"),
            """
            task: regress
            data: {file: large.csv, target: y, inputs: [a, b, c]}
            window: {per: row}
            split: {validation: 0.001, test: 0.001, by: random}
            model: {layers: [{dense: 4}]}
            training: {epochs: 1, batch: 4096}
            report: {importance: 0}
            """);
    String last = ForkedRun.whole(yaml, folder.resolve("run"), false, HEAP);
    assertThat(last).matches("[0-9]+ scalar [0-9a-f]{64}");
    assertThat(folder.resolve("run/model.sluice")).exists();
  }
}
