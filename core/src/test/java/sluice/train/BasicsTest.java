package sluice.train;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every program of examples/basics says, to the last digit, what its page in docs/basics shows, and
 * draws the same picture; what is known of it from elsewhere holds within 1e−6.
 */
@Tag("slow")
class BasicsTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Path PAGES = ROOT.resolve("docs/basics");
  private static final Pattern SHOWN = Pattern.compile("```text\n(.*?)```", Pattern.DOTALL);

  @TempDir private Path temporary;

  static List<String> programs() throws IOException {
    try (var files = Files.list(ROOT.resolve("examples/basics"))) {
      return files
          .map(file -> file.getFileName().toString().replace(".java", ""))
          .filter(name -> !name.equals("Picture"))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("programs")
  void saysAndDrawsWhatItsPageShows(String program) throws IOException, InterruptedException {
    Path pictures = Files.createDirectory(temporary.resolve("pictures"));
    assertThat(outputOf(program, pictures)).isEqualTo(shown(program));
    try (var drawn = Files.list(pictures)) {
      for (Path picture : drawn.toList()) {
        assertThat(picture).hasSameTextualContentAs(PAGES.resolve(picture.getFileName()));
        assertThat(page(program)).contains("(" + picture.getFileName() + ")");
      }
    }
    assertThat(Files.readString(PAGES.resolve("README.md")))
        .contains("(" + program.toLowerCase(Locale.ROOT) + ".md)");
  }

  /** Answers from outside Sluice: worked by hand, or printed in more than one text. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      value = {
        "Hill; x1; -7.915547",
        "Hill; x2; -7.257693",
        "Hill; x8; -6.166115",
        "Hill; x9; -6.070088",
        "Hill; x10; -5.975433",
        "Hill; x32; -1.308716",
        "Hill; x33; -1.307655",
        "Hill; x34; -1.307088",
        "Hill; left minimum; -1.306440",
        "Hill; right minimum, from 6; 3.837467",
        "Hill; from 6, rate 2: now; -2.089009",
        "Hill; from 6, rate 2: then; -0.262749",
        "Hill; newton from -2: x1; -1.264267",
        "Hill; newton from -2: x2; -1.306662",
        "Hill; newton from -2: x3; -1.306440",
        "Hill; newton from 6: the maximum; 1.977383",
        "Hill; momentum from 9; -1.306440",
        "Hill; nesterov from 9; -1.306440",
        "Hill; momentum from -10; 3.837467",
        "Hill; nesterov from -10; -1.306440",
        "Hill; x²/10 + 0y: d/dx; 4",
        "Hill; x²/10 + 0y: d/dy; 0",
        "Hill; x²/10 + y²/10: d/dx; 4",
        "Hill; x²/10 + y²/10: d/dy; 8",
        "Hill; tangent at 20, at a = 0; -40",
        "ChainRule; y; 6",
        "ChainRule; dy/dx0'; 2",
        "ChainRule; dy/dx1'; 3",
        "ChainRule; dy/dx0; 2",
        "ChainRule; dy/dx1; 5",
        "Vanishing; sigmoid' at 0; 0.25",
        "Vanishing; five layers, w = 1; 0.000976562",
        "Separate; circle, a line on squares; 100",
        "Separate; circle, one hidden layer; 100",
        "Separate; XOR, a line on the product; 100",
        "Separate; XOR, one hidden layer; 100",
      })
  void knownAnswersHold(String program, String name, double known) throws IOException {
    assertThat(number(program, name)).isCloseTo(known, within(1e-6));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      value = {
        "Regression; farthest apart; 0; 1e-4",
        "Regression; steps; 4000; 5000",
        "Vanishing; sigmoid: log10 of the first layer's gradient beside the last's; -8; -6",
        "Vanishing; ReLU, He: log10 of the first layer's gradient beside the last's; -1.5; 0",
        "Separate; circle, a line; 50; 75",
        "Separate; circle, four linear layers; 50; 75",
        "Separate; XOR, a line; 50; 75",
        "Separate; XOR, four linear layers; 50; 75",
        "Separate; XOR, a line on squares; 50; 75",
        "Separate; spiral, one neuron with every feature; 0; 75",
        "Separate; spiral, three hidden layers of 24; 99; 100",
      })
  void sizesAreAsTheyShould(String program, String name, double least, double most)
      throws IOException {
    assertThat(number(program, name)).isBetween(least, most);
  }

  private static double number(String program, String name) throws IOException {
    return shown(program)
        .lines()
        .filter(line -> line.startsWith(name + " = "))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 3)))
        .findFirst()
        .orElseThrow();
  }

  private static String page(String program) throws IOException {
    return Files.readString(PAGES.resolve(program.toLowerCase(Locale.ROOT) + ".md"));
  }

  private static String shown(String program) throws IOException {
    Matcher block = SHOWN.matcher(page(program));
    assertThat(block.find()).as(program + ": its page shows what it says").isTrue();
    return block.group(1);
  }

  private String outputOf(String program, Path pictures) throws IOException, InterruptedException {
    Path output = temporary.resolve("output");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--module-path=core/target/classes",
                "--add-modules=sluice.core",
                "-Dstdout.encoding=UTF-8",
                "examples/basics/" + program + ".java",
                pictures.toString())
            .directory(ROOT.toFile())
            .redirectError(temporary.resolve("errors").toFile())
            .redirectOutput(output.toFile())
            .start();
    boolean ended = process.waitFor(180, SECONDS);
    process.destroyForcibly();
    assertThat(ended).as(program + " ends within 180 s").isTrue();
    assertThat(process.exitValue())
        .as(program + " said:\n" + Files.readString(temporary.resolve("errors")))
        .isZero();
    return Files.readString(output);
  }
}
