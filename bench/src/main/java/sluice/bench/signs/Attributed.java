package sluice.bench.signs;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePath;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.lang.model.element.Element;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Sources as javac understands them: trees, and the element and the type of each. */
final class Attributed {
  private final Path root;
  private final List<CompilationUnitTree> units = new ArrayList<>();
  private final Trees trees;
  private final Elements elements;
  private final Types types;

  /**
   * Reads all sources below a folder.
   *
   * @param root the folder of the packages
   * @param classPath what they need besides
   * @throws IllegalArgumentException if they do not compile
   */
  Attributed(Path root, String classPath) {
    this.root = root.toAbsolutePath();
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> messages = new DiagnosticCollector<>();
    StandardJavaFileManager manager = compiler.getStandardFileManager(messages, null, null);
    try (Stream<Path> files = Files.walk(root)) {
      List<Path> sources =
          files
              .filter(file -> file.toString().endsWith(".java"))
              .filter(file -> !file.endsWith("module-info.java"))
              .sorted()
              .toList();
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null,
                  manager,
                  messages,
                  FlippedClasses.options(classPath),
                  null,
                  manager.getJavaFileObjectsFromPaths(sources));
      task.parse().forEach(units::add);
      task.analyze();
      trees = Trees.instance(task);
      elements = task.getElements();
      types = task.getTypes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    FlippedClasses.error(messages)
        .ifPresent(error -> {
          throw new IllegalArgumentException("the sources do not compile: " + error);
        });
  }

  List<CompilationUnitTree> units() {
    return units;
  }

  Trees trees() {
    return trees;
  }

  Elements elements() {
    return elements;
  }

  Types types() {
    return types;
  }

  SourcePositions positions() {
    return trees.getSourcePositions();
  }

  Optional<Element> element(TreePath path) {
    return Optional.ofNullable(trees.getElement(path));
  }

  Optional<TypeMirror> type(TreePath path) {
    return Optional.ofNullable(trees.getTypeMirror(path));
  }

  /** Whether an expression is a float or a double. */
  boolean isNumber(TreePath path) {
    return type(path).map(TypeMirror::getKind).filter(Attributed::isNumber).isPresent();
  }

  static boolean isNumber(TypeKind kind) {
    return kind == TypeKind.FLOAT || kind == TypeKind.DOUBLE;
  }

  /** Whether an expression is a vector of floats or doubles. */
  boolean isVector(TreePath path) {
    return type(path).filter(type -> isVector(type.toString())).isPresent();
  }

  static boolean isVector(String type) {
    return type.endsWith("FloatVector") || type.endsWith("DoubleVector");
  }

  /** The name of a source below the root. */
  String file(CompilationUnitTree unit) {
    return root.relativize(Path.of(unit.getSourceFile().toUri())).toString().replace('\\', '/');
  }

  /** Where a tree begins in its source. */
  int start(CompilationUnitTree unit, Tree tree) {
    return (int) positions().getStartPosition(unit, tree);
  }

  /** Where a tree ends in its source. */
  int end(CompilationUnitTree unit, Tree tree) {
    return (int) positions().getEndPosition(unit, tree);
  }
}
