package sluice.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.condition.OS.WINDOWS;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.io.TempDir;

/** The shell launchers over an installation of its own, whose command says what it was given. */
@Tag("slow")
@DisabledOnOs(WINDOWS)
class LauncherTest {
  private static final Path BIN = Path.of("src", "dist", "bin").toAbsolutePath();
  private static final String TOLD = "WARNING: Using incubator modules: jdk.incubator.vector\n";

  @TempDir private Path temporary;
  private Path home;
  private Path launcher;
  private Path archive;

  @BeforeEach
  void install() throws IOException {
    home = Files.createDirectories(temporary.resolve("an app/of ours"));
    Files.createDirectory(home.resolve("lib"));
    Path bin = Files.createDirectory(home.resolve("bin"));
    try (Stream<Path> files = Files.list(BIN)) {
      for (Path file : files.toList()) {
        Files.copy(file, bin.resolve(file.getFileName()));
      }
    }
    launcher = bin.resolve("sluice");
    archive = home.resolve("lib/classes.jsa");
    for (String script : new String[] {"sluice", "class-data"}) {
      assertThat(bin.resolve(script).toFile().setExecutable(true)).isTrue();
    }
    Path classes = temporary.resolve("classes");
    Path source = temporary.resolve("Main.java");
    Files.writeString(
        source,
        """
        package sluice.cli;
        public final class Main {
          public static void main(String[] arguments) {
            System.out.println("hello " + String.join("|", arguments));
          }
        }
        class ClassData {
          public static void main(String[] arguments) {
            Main.main(arguments);
            System.exit(Integer.parseInt(System.getenv().getOrDefault("FAILURE", "0")));
          }
        }
        """);
    int code =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-d", classes.toString(), source.toString());
    assertThat(code).isZero();
    try (var jar = new JarOutputStream(Files.newOutputStream(home.resolve("lib/sluice.jar")))) {
      for (String name : new String[] {"sluice/cli/Main.class", "sluice/cli/ClassData.class"}) {
        jar.putNextEntry(new JarEntry(name));
        jar.write(Files.readAllBytes(classes.resolve(name)));
      }
    }
  }

  private Process start(Path called, String options, String... arguments) throws IOException {
    List<String> words = new ArrayList<>(List.of(called.toString()));
    words.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(words).directory(temporary.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("SLUICE_JAVA_OPTS", options);
    builder.environment().remove("JDK_JAVA_OPTIONS");
    return builder.start();
  }

  /** All that it said, standard error first. */
  private static String said(Process process) throws IOException, InterruptedException {
    String results = new String(process.getInputStream().readAllBytes(), UTF_8);
    String rest = new String(process.getErrorStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).isZero();
    return rest + results;
  }

  private String said(String... arguments) throws IOException, InterruptedException {
    return said(start(launcher, "", arguments));
  }

  /** Runs bin/class-data; gives its exit code. */
  private int classData(String failure) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(home.resolve("bin/class-data").toString());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("FAILURE", failure);
    return builder
        .redirectErrorStream(true)
        .redirectOutput(temporary.resolve("log").toFile())
        .start()
        .waitFor();
  }

  @Test
  void itFindsItsFilesFromAnotherFolderAndThroughLinks() throws Exception {
    assertThat(said("predict", "two words", "*")).isEqualTo(TOLD + "hello predict|two words|*\n");
    Path link = Files.createSymbolicLink(temporary.resolve("a link"), Path.of("second"));
    Files.createSymbolicLink(temporary.resolve("second"), launcher);
    assertThat(said(start(link, "", "x"))).isEqualTo(TOLD + "hello x\n");
  }

  @Test
  void anArchiveOfClassesIsMadeOnceAndUsedInSilence() throws Exception {
    assertThat(classData("0")).isZero();
    assertThat(said("predict")).isEqualTo(TOLD + "hello predict\n");
    assertThat(said(start(launcher, "-Xlog:class+load", "predict")))
        .containsPattern("sluice\\.cli\\.Main source: shared objects file");
    assertThat(home.resolve("lib")).isDirectoryContaining("glob:**/classes.jsa");
    try (Stream<Path> files = Files.list(home.resolve("lib"))) {
      assertThat(files).hasSize(2);
    }
  }

  @Test
  void whatFailsLeavesNoArchive() throws Exception {
    assertThat(classData("3")).isEqualTo(3);
    try (Stream<Path> files = Files.list(home.resolve("lib"))) {
      assertThat(files).containsExactly(home.resolve("lib/sluice.jar"));
    }
  }

  @Test
  void damageCostsNothingButSpeed() throws Exception {
    classData("0");
    byte[] whole = Files.readAllBytes(archive);
    for (int length : new int[] {0, 100, whole.length / 2}) {
      Files.write(archive, Arrays.copyOf(whole, length));
      assertThat(said("predict")).isEqualTo(TOLD + "hello predict\n");
    }
    Files.write(archive, new byte[whole.length]);
    assertThat(said("predict")).isEqualTo(TOLD + "hello predict\n");
  }

  @Test
  void otherJarsAnotherFolderAndOtherOptionsAreNoReasonToFail() throws Exception {
    classData("0");
    assertThat(said(start(launcher, "-XX:-UseCompressedOops -Xmx64m", "predict")))
        .isEqualTo(TOLD + "hello predict\n");
    assertThat(home.resolve("lib/sluice.jar").toFile().setLastModified(1_000_000)).isTrue();
    assertThat(said("predict")).isEqualTo(TOLD + "hello predict\n");
    Path moved = Files.move(home, temporary.resolve("elsewhere"));
    assertThat(said(start(moved.resolve("bin/sluice"), "", "predict")))
        .isEqualTo(TOLD + "hello predict\n");
  }

  @Test
  void itMayBeMadeWhileOthersRun() throws Exception {
    classData("0");
    List<Process> all = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      all.add(start(launcher, "", "predict", String.valueOf(i)));
    }
    assertThat(classData("0")).isZero();
    for (int i = 0; i < all.size(); i++) {
      assertThat(said(all.get(i))).isEqualTo(TOLD + "hello predict|" + i + "\n");
    }
  }
}
