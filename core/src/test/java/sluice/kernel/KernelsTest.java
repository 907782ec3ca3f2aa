package sluice.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KernelsTest {
  private static final String MODULE = "--add-modules=jdk.incubator.vector";

  @TempDir Path folder;

  @Test
  void vectorsEqualTheSpecification() {
    assumeThat(Kernels.get().name()).isEqualTo("vector");
    KernelEquality equality = new KernelEquality(new ScalarKernels(), new VectorKernels());
    assertThat(equality.everything()).isGreaterThan(5_000);
  }

  @Test
  void theQuickFormHoldsAndSeesAKernelThatIsWrong() {
    assumeThat(Kernels.get().name()).isEqualTo("vector");
    assertThat(KernelEquality.quick(KernelEquality.Part.values()))
        .isEqualTo(new KernelEquality.Result(true, true, ""));
    for (String kernel : List.of("tanh", "adam", "product", "transposedProduct", "max")) {
      assertThat(KernelEquality.quick(wrong(kernel), KernelEquality.Part.values()).equal())
          .as(kernel)
          .isFalse();
    }
  }

  @Test
  void whereVectorsAreNotPossibleTheQuickFormSaysWhy() throws Exception {
    assertThat(java("quick").result())
        .contains("possible=false, equal=true", "start java with --add-modules");
  }

  /** The specification, but for one kernel that does nothing. */
  private static Kernels wrong(String kernel) {
    Kernels right = new ScalarKernels();
    return (Kernels)
        Proxy.newProxyInstance(
            Kernels.class.getClassLoader(),
            new Class<?>[] {Kernels.class},
            (proxy, method, arguments) -> {
              if (!method.getName().equals(kernel)) {
                return method.invoke(right, arguments);
              }
              return method.getReturnType() == float.class ? 7f : null;
            });
  }

  @Tag("slow")
  @ParameterizedTest
  @ValueSource(ints = {128, 256})
  void otherWidthsGiveTheSameBits(int bits) throws Exception {
    assumeThat(Kernels.get().lanes()).isGreaterThan(bits / Float.SIZE);
    Answer answer = java("everything", MODULE, "-Dsluice.kernels=vector", "-Dsluice.lanes=" + bits);
    assertThat(answer.result()).isEqualTo("vector " + bits / Float.SIZE + " " + Here.DIGEST);
  }

  @Tag("slow")
  @Test
  void withoutHardwareFmaTheBitsAreTheSame() throws Exception {
    assumeThat(System.getProperty("os.arch")).isEqualTo("amd64"); // elsewhere it is no option
    Answer answer = java("everything", MODULE, "-XX:-UseFMA");
    assertThat(answer.result()).isEqualTo("scalar 1 " + Here.DIGEST);
    assertThat(answer.log()).contains("no fused multiply-add in hardware");
  }

  @Test
  void withoutTheVectorModuleTheyAreScalarWithARemedy() throws Exception {
    Answer answer = java("choice");
    assertThat(answer.result()).isEqualTo("scalar 1");
    assertThat(answer.log()).contains("start java with --add-modules jdk.incubator.vector");
  }

  @Test
  void withoutTheOptimisingCompilerTheyAreScalar() throws Exception {
    for (String flag : List.of("-XX:TieredStopAtLevel=1", "-Xint")) {
      Answer answer = java("choice", MODULE, flag);
      assertThat(answer.result()).isEqualTo("scalar 1");
      assertThat(answer.log()).contains("the optimising compiler is off");
    }
  }

  @Test
  void scalarOnRequestIsNoReasonToWarn() throws Exception {
    Answer answer = java("choice", MODULE, "-Dsluice.kernels=scalar");
    assertThat(answer.result()).isEqualTo("scalar 1");
    assertThat(answer.log()).doesNotContain("slower");
  }

  @ParameterizedTest
  @CsvSource({
    "-Dsluice.kernels=fast, '-Dsluice.kernels must be auto, scalar or vector, was \"fast\"'",
    "-Dsluice.lanes=100, '-Dsluice.lanes must be 128, 256 or 512 (bits), was \"100\"'",
    "-Xint -Dsluice.kernels=vector, -Dsluice.kernels=vector is not possible here",
  })
  void whatIsNotPossibleIsSaid(String flags, String message) throws Exception {
    List<String> all = new ArrayList<>(List.of(flags.split(" ")));
    all.add(MODULE);
    Answer answer = java("choice", all.toArray(String[]::new));
    assertThat(answer.result()).isEmpty();
    assertThat(answer.log()).contains(message);
  }

  /** What the specification gives in this JVM; computed once. */
  private static final class Here {
    static final long DIGEST = digest();

    private static long digest() {
      KernelEquality equality = new KernelEquality(new ScalarKernels(), new ScalarKernels());
      equality.everything();
      return equality.digest();
    }
  }

  private record Answer(String result, String log) {}

  /** Runs {@link KernelProgram} in a JVM of its own. */
  private Answer java(String what, String... flags) throws Exception {
    Path result = Files.createTempFile(folder, "result", ".txt");
    Path log = Files.createTempFile(folder, "log", ".txt");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(flags));
    command.add("-cp");
    command.add(classes("Kernels.class") + File.pathSeparator + classes("KernelProgram.class"));
    command.add(KernelProgram.class.getName());
    command.add(result.toString());
    command.add(what);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().keySet().removeIf(name -> name.endsWith("JAVA_OPTIONS"));
    builder.redirectErrorStream(true).redirectOutput(log.toFile()).start().waitFor();
    return new Answer(Files.readString(result), Files.readString(log));
  }

  /** Returns the folder of classes that holds a class of this package. */
  private static Path classes(String name) throws URISyntaxException, IOException {
    Path path = Path.of(KernelsTest.class.getResource(name).toURI());
    return path.getParent().getParent().getParent();
  }
}
