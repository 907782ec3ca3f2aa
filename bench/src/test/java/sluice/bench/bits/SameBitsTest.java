package sluice.bench.bits;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The short form of {@code ./build samebits}. */
@Tag("slow")
class SameBitsTest {
  private static final List<String> WORKS = List.of("c1-small", "c2-small", "ragged-small");

  @TempDir private Path folder;

  @Test
  void smallWorksInAFewWays() throws IOException, InterruptedException {
    List<String> rows = new ArrayList<>();
    SameBits check = new SameBits(folder, rows::add);
    for (Way way : Way.few()) {
      check.train(way, WORKS);
    }
    String table = String.join("\n", rows);
    assertThat(check.odd()).as(table).isEmpty();
    assertThat(check.verdict()).startsWith("equal: ");
    assertThat(check.outcomes()).as(table).hasSize(WORKS.size() * Way.few().size());
    assertThat(check.outcomes().stream().map(Outcome::kernels).distinct())
        .as(table)
        .contains("scalar-32");
    assertThat(check.outcomes().stream().map(Outcome::threads).distinct())
        .as(table)
        .contains(1, 2, 3);
    assertThat(check.json()).contains("\"equal\" : true");
  }

  @Test
  void theOddOneIsNamed() {
    Way way = Way.few().getFirst();
    List<String> rows = new ArrayList<>();
    SameBits check = new SameBits(folder, rows::add);
    for (String digest : List.of("a".repeat(64), "a".repeat(64), "b".repeat(64))) {
      check.add(
          Outcome.of("c1", way, List.of("noise", "trained c1 vector-256 2 " + digest + " 1.5")));
    }
    check.add(
        Outcome.of("c2", way, List.of("-Dsluice.lanes=512 is wider than this machine's 256")));
    assertThat(check.odd()).singleElement().extracting(Outcome::digest).isEqualTo("b".repeat(64));
    assertThat(check.verdict()).isEqualTo("NOT EQUAL: c1, " + way.name());
    check.add(Outcome.of("c2", way, List.of("OutOfMemoryError")));
    assertThat(check.odd()).hasSize(2);
    assertThat(rows.get(2)).contains("bbbbbbbbbbbb").contains("vector-256");
    assertThat(check.json()).contains("\"equal\" : false", "not possible on this machine");
  }
}
