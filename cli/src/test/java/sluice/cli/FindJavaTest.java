package sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.condition.OS.WINDOWS;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.io.TempDir;

/** The search of the shell launchers for a JDK, over made-up ones in folders with spaces. */
@DisabledOnOs(WINDOWS)
class FindJavaTest {
  private static final Path SCRIPT = Path.of("src", "dist", "bin", "find-java.sh").toAbsolutePath();

  @TempDir private Path temporary;
  private Path usual;

  @BeforeEach
  void makeRoom() throws IOException {
    usual = Files.createDirectory(temporary.resolve("usual folders"));
  }

  @Test
  void javaHomeComesFirst() throws Exception {
    Path home = jdk("of its own", "27");
    jdk("usual folders/a 25", "25.0.3");
    assertThat(find(home, null)).isEqualTo("0 " + home);
  }

  @Test
  void thenTheJavaOnThePathThroughItsLinks() throws Exception {
    Path home = jdk("on the path", "25.0.1");
    Path bin = Files.createDirectory(temporary.resolve("links"));
    Files.createSymbolicLink(bin.resolve("java"), Path.of("second"));
    Files.createSymbolicLink(bin.resolve("second"), home.resolve("bin/java"));
    assertThat(find(jdk("old", "17.0.15"), bin)).isEqualTo("0 " + home);
  }

  @Test
  void thenTheUsualFoldersWith25BeforeAnyNewer() throws Exception {
    jdk("usual folders/a 26", "26");
    Path wanted = jdk("usual folders/b 25", "25");
    jdk("usual folders/c 27", "27.0.1");
    jdk("usual folders/d 8", "1.8.0_402");
    assertThat(find(null, null)).isEqualTo("0 " + wanted);
  }

  @Test
  void theNewestServesWhereThereIsNo25() throws Exception {
    jdk("usual folders/a", "26");
    Path wanted = jdk("usual folders/b", "27-ea");
    assertThat(find(null, null)).isEqualTo("0 " + wanted);
  }

  @Test
  void noneIsSaidWithWhatWasFoundInstead() throws Exception {
    Path old = jdk("old one", "17.0.15");
    assertThat(find(old, null))
        .startsWith("sluice: needs a JDK, version 25 or later; found Java 17 in " + old)
        .contains("set JAVA_HOME")
        .endsWith("\n2 " + old);
  }

  /** Runs the search; gives its words, its exit code and the home it chose. */
  private String find(Path javaHome, Path bin) throws IOException, InterruptedException {
    var shell =
        new ProcessBuilder(
            "/bin/sh",
            "-uc",
            """
            . "$1"
            folders=$2
            usual_homes() { for f in "$folders"/*; do printf '%s\\n' "$f"; done; }
            code=0; find_java || code=$?
            printf '%s %s' $code "${JAVA_HOME:-}"
            """,
            "sh",
            SCRIPT.toString(),
            usual.toString());
    shell.environment().remove("JAVA_HOME");
    if (javaHome != null) {
      shell.environment().put("JAVA_HOME", javaHome.toString());
    }
    Path tools = tools();
    shell.environment().put("PATH", bin == null ? tools.toString() : bin + ":" + tools);
    Process process = shell.redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return said;
  }

  /** A PATH that has ls but no java. */
  private Path tools() throws IOException {
    Path tools = Files.createDirectory(temporary.resolve("tools"));
    Files.createSymbolicLink(tools.resolve("ls"), Path.of("/bin/ls"));
    return tools;
  }

  private Path jdk(String folder, String version) throws IOException {
    Path home = temporary.resolve(folder);
    Path bin = Files.createDirectories(home.resolve("bin"));
    for (String tool : new String[] {"java", "javac"}) {
      assertThat(Files.createFile(bin.resolve(tool)).toFile().setExecutable(true)).isTrue();
    }
    Files.writeString(
        home.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
    return home;
  }
}
