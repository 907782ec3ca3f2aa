package sluice.cli;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import sluice.data.Part;
import sluice.experiment.Experiment;
import sluice.experiment.Plan;
import sluice.experiment.Run;
import sluice.experiment.RunResult;
import sluice.train.Epoch;

/**
 * Every program of examples/ and of the pages in docs/ is compiled and run, as its reader would:
 * java on one file, here with one epoch to train.
 */
@Tag("slow")
class ExamplesTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern JAVA_BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
  private static final String ONE_EPOCH = "1";
  private static final String COMPARED = "Births.java"; // is run to be compared

  @TempDir private Path temporary;

  static List<String> programs() throws IOException {
    return named(".java").stream().filter(name -> !name.equals(COMPARED)).toList();
  }

  static List<String> experiments() throws IOException {
    return named(".yaml");
  }

  private static List<String> named(String ending) throws IOException {
    try (var files = Files.list(ROOT.resolve("examples"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(ending))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("programs")
  void runs(String program) throws IOException, InterruptedException {
    assertThat(outputOf(Path.of("examples", program))).isNotEmpty();
  }

  /** The whole programs in the pages of docs/, page and number; fragments have no main. */
  static List<Arguments> printed() throws IOException {
    List<Arguments> programs = new ArrayList<>();
    try (var pages = Files.list(ROOT.resolve("docs"))) {
      for (Path page : pages.filter(file -> file.toString().endsWith(".md")).sorted().toList()) {
        int number = 0;
        Matcher block = JAVA_BLOCK.matcher(Files.readString(page));
        while (block.find()) {
          if (block.group(1).contains("void main(")) {
            number++;
            programs.add(arguments(page.getFileName() + ", " + number, block.group(1)));
          }
        }
      }
    }
    return programs;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("printed")
  void runsAsPrinted(String name, String program) throws IOException, InterruptedException {
    Path file = Files.writeString(temporary.resolve("Printed.java"), program);
    assertThat(outputOf(file)).as(name).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("experiments")
  void canBeTrained(String experiment) {
    Plan plan = Run.plan(Experiment.read(ROOT.resolve("examples").resolve(experiment), List.of()));
    assertThat(plan.examples(Part.TRAINING)).isGreaterThan(plan.examples(Part.TEST));
    assertThat(plan.examples(Part.TEST)).isPositive();
  }

  @Test
  void birthsInJavaIsBirthsInYaml() throws IOException, InterruptedException {
    Experiment experiment =
        Experiment.read(
            ROOT.resolve("examples/births.yaml"), List.of("training.epochs=" + ONE_EPOCH));
    RunResult result = Run.train(experiment, Run.Options.fresh().out(temporary.resolve("run")));
    Epoch epoch = result.training().epochs().getFirst();
    assertThat(outputOf(Path.of("examples", COMPARED)))
        .contains(
            String.format(
                Locale.ROOT,
                "training %.9f  validation %.9f",
                epoch.trainingLoss(),
                epoch.validationLoss()));
  }

  /** The experiments of docs/long-lags.md, short, and the picture made of two of them. */
  @Test
  void longLagsAreTrainedAndDrawn() throws IOException, InterruptedException {
    Path folder = ROOT.resolve("examples/figures/long-lag");
    assertThat(
            Run.plan(
                    Experiment.read(
                        folder.resolve("indrnn.yaml"), List.of("data.generated.count=20")))
                .examples(Part.TEST))
        .isEqualTo(2);
    List<String> words = new ArrayList<>();
    for (String cell : List.of("rnn", "lstm")) {
      Path run = temporary.resolve(cell);
      List<String> changes =
          List.of(
              "training.epochs=" + ONE_EPOCH,
              "data.generated.count=200",
              "data.generated.steps=20");
      Run.train(
          Experiment.read(folder.resolve(cell + ".yaml"), changes), Run.Options.fresh().out(run));
      words.addAll(List.of(cell, run.toString()));
    }
    Path picture = temporary.resolve("pair.svg");
    words.add(picture.toString());
    outputOf(folder.resolve("Pair.java"), words.toArray(String[]::new));
    assertThat(Files.readString(picture))
        .contains(">rnn<", ">lstm<", "<path")
        .doesNotContain("NaN");
  }

  private String outputOf(Path program) throws IOException, InterruptedException {
    return outputOf(program, ONE_EPOCH);
  }

  private String outputOf(Path program, String... words) throws IOException, InterruptedException {
    Path output = temporary.resolve("output");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--module-path=" + System.getProperty("java.class.path"),
                "--add-modules=sluice.tasks",
                "-Djava.io.tmpdir=" + temporary,
                program.toString()));
    command.addAll(List.of(words));
    Process process =
        new ProcessBuilder(command)
            .directory(ROOT.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    boolean ended = process.waitFor(180, SECONDS);
    process.destroyForcibly();
    assertThat(ended).as(program + " ends within 180 s").isTrue();
    String said = Files.readString(output, StandardCharsets.UTF_8);
    assertThat(process.exitValue()).as(program + " said:\n" + said).isZero();
    return said;
  }
}
