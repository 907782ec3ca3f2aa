package sluice.bench.signs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On one source of the engine and on one of a few lines. */
class SignsTest {
  private static final String CLASSES = System.getProperty("java.class.path");
  private static final Path CORE =
      Stream.of(Path.of("../core/src/main/java"), Path.of("core/src/main/java"))
          .filter(Files::isDirectory)
          .findFirst()
          .orElseThrow();
  private static final String SMALL =
      """
      package some;

      final class Small {
        private static final float SLOPE = -0.25f; // a - b in words

        interface Way {
          float back(float dy);
        }

        private final Way way = this::through;

        double backward(double[] d, int i) {
          double sum = d[i - 1];
          sum += way.back((float) d[i + 1]);
          return i > 3 ? 1 /* - */ - sum : sum * 0.5;
        }

        private float through(float dy) {
          return Math.fma(dy, SLOPE, 0);
        }

        double forward(double x) {
          return x + 1;
        }
      }
      """;

  private static Attributed small(Path folder) throws IOException {
    Files.createDirectories(folder.resolve("some"));
    Files.writeString(folder.resolve("some/Small.java"), SMALL);
    return new Attributed(folder, CLASSES);
  }

  private static Reach reach(Attributed sources) {
    return new Reach(sources, file -> true);
  }

  /** Not the indexes, not the comment, not the way forward. */
  @Test
  void everySignIsFoundAndNothingElse(@TempDir Path folder) throws IOException {
    Attributed small = small(folder);
    List<Flip> flips = SignFinder.in(small, reach(small).from(List.of("some.Small.backward")));
    List<String> lines = SMALL.lines().toList();
    assertThat(flips)
        .extracting(flip -> {
          List<String> flipped = flip.applied(SMALL).lines().toList();
          assertThat(flipped).hasSameSizeAs(lines);
          return flipped.get(flip.line() - 1).strip();
        })
        .containsExactlyInAnyOrder(
            "private static final float SLOPE = +0.25f; // a - b in words",
            "sum -= way.back((float) d[i + 1]);",
            "return i > 3 ? (-1) /* - */ - sum : sum * 0.5;",
            "return i > 3 ? 1 /* - */ + sum : sum * 0.5;",
            "return i > 3 ? 1 /* - */ - sum : sum * (-0.5);",
            "return Math.fma(-(dy), SLOPE, 0);");
    assertThat(flips).extracting(Flip::constant).containsOnlyOnce("SLOPE");
  }

  @Test
  void aRootThatIsNotThereIsNamed(@TempDir Path folder) throws IOException {
    Reach reach = reach(small(folder));
    assertThatThrownBy(() -> reach.from(List.of("some.Small.sideways")))
        .hasMessage("no method some.Small.sideways");
  }

  /** What no proof can see, as it changes nothing, is told as a survivor. */
  @Test
  void aFlipIsCaughtAndWhatChangesNothingSurvives(@TempDir Path folder)
      throws IOException, InterruptedException {
    String file = "sluice/loss/Hinge.java";
    String source = Files.readString(CORE.resolve(file));
    int at = source.indexOf("+=");
    assertThat(at).isPositive();
    Flip flip = new Flip(file, 1, at, at + 1, "-", "sum", "");
    Flip same = new Flip(file, 2, at, at + 2, "+= /* as ever */", "nothing", "");
    Flip broken = new Flip(file, 3, at, at + 1, "§", "no Java", "");
    Trials trials = new Trials(CORE, CLASSES, List.of("loss hinge"), 60);
    assertThat(trials.control()).isEmpty();
    Path results = folder.resolve("results/signs.tsv");
    List<String> out = new ArrayList<>();
    Signs signs = new Signs(List.of(flip, same, broken), trials, new Ledger(results), out::add);
    signs.run(60, false);
    assertThat(signs.summary()).isFalse();
    assertThat(String.join("\n", out))
        .contains("SURVIVED  sluice/loss/Hinge.java:2  nothing", "all: 50.00 % are caught")
        .contains("does not compile  sluice/loss/Hinge.java:3");
    assertThat(Files.readAllLines(results)).hasSize(3);
    Signs again = new Signs(List.of(flip), trials, new Ledger(results), out::add);
    again.run(0, false); // what is known is not tried again
    assertThat(again.summary()).isTrue();
  }

  @Test
  void theWaysBackOfTheEngineAreReached() {
    List<Flip> flips = Scope.flips(new Attributed(CORE, CLASSES));
    for (String part : List.of("nn/LstmBackward", "nn/LayerNorm", "loss/PairHead")) {
      assertThat(flips).anyMatch(flip -> flip.file().contains(part));
    }
    assertThat(flips)
        .filteredOn(flip -> flip.file().endsWith("kernel/ScalarGates.java"))
        .hasSizeGreaterThan(10);
    assertThat(flips).noneMatch(flip -> flip.file().contains("/optim/"));
  }
}
