package sluice.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Holds the arrows between packages, and keeps out what would change a result's bits. */
@Tag("slow")
class ArchitectureTest {
  /** Each row may import the rows above it; packages of one row do not import one another. */
  private static final List<List<String>> ROWS =
      List.of(
          List.of("kernel"),
          List.of("math"),
          List.of("nn"),
          List.of("loss"),
          List.of("metric"),
          List.of("optim"),
          List.of("train"),
          List.of("inspect"),
          List.of("speed"),
          List.of("data"),
          List.of("ensemble"),
          List.of("text"),
          List.of("forecast", "classify", "regress", "similarity", "language"),
          List.of("model"),
          List.of("report"),
          List.of("experiment"),
          List.of("duckdb"),
          List.of("cli"));

  /** core and tasks: everything but what stands on them. */
  private static final int LIBRARY_ROWS = ROWS.size() - 2;

  private static final Set<String> MATH_WITH_OWN_BITS =
      Set.of(
          "exp", "expm1", "log", "log10", "log1p", "pow", "cbrt", "hypot", "sin", "cos", "tan",
          "asin", "acos", "atan", "atan2", "sinh", "cosh", "tanh", "random");

  private static final Set<String> OPERATORS_WITH_OWN_BITS =
      Set.of(
          "EXP", "EXPM1", "LOG", "LOG10", "LOG1P", "POW", "CBRT", "HYPOT", "SIN", "COS", "TAN",
          "ASIN", "ACOS", "ATAN", "ATAN2", "SINH", "COSH", "TANH");

  private static final Set<String> RANDOM =
      Set.of(
          "java.util.Random",
          "java.util.SplittableRandom",
          "java.util.concurrent.ThreadLocalRandom",
          "java.security.SecureRandom");

  private static JavaClasses all;

  @BeforeAll
  static void read() {
    all =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("sluice");
  }

  @Test
  void everyModuleIsSeen() {
    assertThat(
            all.stream()
                .filter(type -> !type.getSimpleName().equals("package-info"))
                .map(ArchitectureTest::packageOf))
        .as("packages with classes, of core, tasks and cli")
        .contains("kernel", "nn", "train", "inspect", "data", "forecast", "experiment", "cli");
  }

  @Test
  void everyPackageHasItsPlace() {
    List<String> placed = ROWS.stream().flatMap(List::stream).toList();
    assertThat(all.stream().map(ArchitectureTest::packageOf).distinct()).isSubsetOf(placed);
  }

  @Test
  void packagesImportOnlyWhatStandsToTheirLeft() {
    var wrong = new TreeSet<String>();
    for (JavaClass from : all) {
      for (Dependency dependency : from.getDirectDependenciesFromSelf()) {
        JavaClass to = dependency.getTargetClass().getBaseComponentType();
        if (to.getPackageName().startsWith("sluice.") && !allowed(packageOf(from), packageOf(to))) {
          wrong.add(dependency.getDescription());
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  /** They find one another as services. */
  @Test
  void theCommandDoesNotNameDuckdb() {
    assertThat(all.stream().filter(type -> packageOf(type).equals("cli")))
        .flatExtracting(JavaClass::getDirectDependenciesFromSelf)
        .extracting(dependency -> packageOf(dependency.getTargetClass().getBaseComponentType()))
        .isNotEmpty()
        .doesNotContain("duckdb");
  }

  @Test
  void coreAndTasksUseNothingWithBitsOfItsOwn() {
    var wrong = new ArrayList<String>();
    for (JavaClass user : all) {
      if (row(packageOf(user)) < LIBRARY_ROWS) {
        accesses(user).filter(ArchitectureTest::forbidden).forEach(a -> wrong.add(a.toString()));
        user.getDirectDependenciesFromSelf().stream()
            .filter(dependency -> forbiddenType(dependency.getTargetClass()))
            .forEach(dependency -> wrong.add(dependency.getDescription()));
      }
    }
    assertThat(wrong).isEmpty();
  }

  private static boolean allowed(String from, String to) {
    return from.equals(to) || row(to) < row(from);
  }

  private static int row(String name) {
    for (int row = 0; row < ROWS.size(); row++) {
      if (ROWS.get(row).contains(name)) {
        return row;
      }
    }
    throw new AssertionError("sluice." + name + " is in no row of the architecture");
  }

  /** The word after "sluice." in the name of the package. */
  private static String packageOf(JavaClass type) {
    String[] words = type.getPackageName().split("\\.", -1);
    return words.length > 1 ? words[1] : "";
  }

  private static Stream<JavaAccess<?>> accesses(JavaClass user) {
    return user.getAccessesFromSelf().stream();
  }

  private static boolean forbidden(JavaAccess<?> access) {
    String owner = access.getTargetOwner().getFullName();
    String member = access.getTarget().getName();
    return switch (owner) {
      case "java.lang.Math" -> MATH_WITH_OWN_BITS.contains(member);
      case "java.lang.System" -> member.equals("out") || member.equals("err");
      case "java.util.Collections" -> member.equals("shuffle");
      case "jdk.incubator.vector.VectorOperators" -> OPERATORS_WITH_OWN_BITS.contains(member);
      case "jdk.incubator.vector.FloatVector", "jdk.incubator.vector.DoubleVector" ->
          member.equals("reduceLanes");
      default -> // a layer may be called parallel, too
          member.equals("parallelStream")
              || member.equals("parallel") && owner.startsWith("java.util.");
    };
  }

  private static boolean forbiddenType(JavaClass type) {
    String name = type.getFullName();
    return name.startsWith("java.util.random.")
        || RANDOM.contains(name)
        || name.startsWith("java.lang.ThreadLocal");
  }
}
