package sluice.bench.signs;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/**
 * What code can run when some methods are called: the methods themselves, what they call, whatever
 * overrides that, lambdas and method references of an interface that is called on, and the values
 * of the constants that are read. Rather too much than too little.
 */
final class Reach {
  private final Attributed sources;
  private final Map<Element, TreePath> bodies = new HashMap<>(); // of methods and of fields
  private final Map<String, List<ExecutableElement>> byName = new HashMap<>();
  private final Map<ExecutableElement, List<TreePath>> functions = new HashMap<>();
  private final Map<TreePath, Boolean> found = new LinkedHashMap<>();
  private final Set<Element> seen = new HashSet<>();
  private final Deque<TreePath> waiting = new ArrayDeque<>();

  /**
   * Reads who calls whom.
   *
   * @param inside which sources count, by their names
   */
  Reach(Attributed sources, Predicate<String> inside) {
    this.sources = sources;
    for (CompilationUnitTree unit : sources.units()) {
      if (inside.test(sources.file(unit))) {
        new Indexer().scan(unit, null);
      }
    }
  }

  /**
   * The bodies, lambdas and initial values that can run.
   *
   * @param roots methods as {@code package.Type.method}, of any parameters
   * @throws IllegalArgumentException if there is no such method
   */
  Collection<TreePath> from(List<String> roots) {
    for (String root : roots) {
      List<ExecutableElement> methods =
          byName.getOrDefault(root.substring(root.lastIndexOf('.') + 1), List.of()).stream()
              .filter(method ->
                  root.equals(method.getEnclosingElement() + "." + method.getSimpleName()))
              .toList();
      if (methods.isEmpty()) {
        throw new IllegalArgumentException("no method " + root);
      }
      methods.forEach(this::called);
    }
    while (!waiting.isEmpty()) {
      new Follower().scan(waiting.remove(), null);
    }
    return found.keySet();
  }

  private void called(ExecutableElement method) {
    if (!seen.add(method)) {
      return;
    }
    reach(method);
    for (TreePath function : functions.getOrDefault(method, List.of())) {
      reach(function);
    }
    for (ExecutableElement other :
        byName.getOrDefault(method.getSimpleName().toString(), List.of())) {
      TypeElement type = (TypeElement) other.getEnclosingElement();
      if (!other.equals(method) && sources.elements().overrides(other, method, type)) {
        called(other);
      }
    }
  }

  private void reach(Element element) {
    Optional.ofNullable(bodies.get(element)).ifPresent(this::reach);
  }

  private void reach(TreePath path) {
    if (found.put(path, true) == null) {
      waiting.add(path);
    }
  }

  /** Finds all methods, fields with a value, and functions that are written in place. */
  private final class Indexer extends TreePathScanner<Void, Void> {
    @Override
    public Void visitMethod(MethodTree method, Void nothing) {
      Element element = sources.element(getCurrentPath()).orElseThrow();
      if (method.getBody() != null) {
        bodies.put(element, new TreePath(getCurrentPath(), method.getBody()));
      }
      byName
          .computeIfAbsent(method.getName().toString(), name -> new ArrayList<>())
          .add((ExecutableElement) element);
      return super.visitMethod(method, nothing);
    }

    @Override
    public Void visitVariable(VariableTree variable, Void nothing) {
      Element element = sources.element(getCurrentPath()).orElseThrow();
      if (element.getKind() == ElementKind.FIELD && variable.getInitializer() != null) {
        bodies.put(element, new TreePath(getCurrentPath(), variable.getInitializer()));
      }
      return super.visitVariable(variable, nothing);
    }

    @Override
    public Void visitLambdaExpression(LambdaExpressionTree lambda, Void nothing) {
      function(new TreePath(getCurrentPath(), lambda.getBody()));
      return super.visitLambdaExpression(lambda, nothing);
    }

    @Override
    public Void visitMemberReference(MemberReferenceTree reference, Void nothing) {
      function(getCurrentPath());
      return super.visitMemberReference(reference, nothing);
    }

    /** What runs when the one method of the interface is called that it stands for. */
    private void function(TreePath body) {
      sources
          .type(getCurrentPath())
          .flatMap(Reach.this::only)
          .ifPresent(only -> functions.computeIfAbsent(only, key -> new ArrayList<>()).add(body));
    }
  }

  /** The one abstract method of an interface. */
  private Optional<ExecutableElement> only(TypeMirror type) {
    if (type.getKind() != TypeKind.DECLARED) {
      return Optional.empty();
    }
    TypeElement element = (TypeElement) sources.types().asElement(type);
    return sources.elements().getAllMembers(element).stream()
        .filter(member -> member.getKind() == ElementKind.METHOD)
        .filter(member -> member.getModifiers().contains(Modifier.ABSTRACT))
        .map(ExecutableElement.class::cast)
        .findFirst();
  }

  /** Follows calls out of a body. */
  private final class Follower extends TreePathScanner<Void, Void> {
    @Override
    public Void visitMethodInvocation(MethodInvocationTree call, Void nothing) {
      follow(call.getMethodSelect());
      return super.visitMethodInvocation(call, nothing);
    }

    @Override
    public Void visitNewClass(NewClassTree creation, Void nothing) {
      sources.element(getCurrentPath()).ifPresent(this::follow);
      return super.visitNewClass(creation, nothing);
    }

    @Override
    public Void visitMemberReference(MemberReferenceTree reference, Void nothing) {
      sources.element(getCurrentPath()).ifPresent(this::follow);
      return super.visitMemberReference(reference, nothing);
    }

    @Override
    public Void visitIdentifier(IdentifierTree name, Void nothing) {
      sources.element(getCurrentPath()).ifPresent(this::read);
      return super.visitIdentifier(name, nothing);
    }

    @Override
    public Void visitMemberSelect(MemberSelectTree select, Void nothing) {
      sources.element(getCurrentPath()).ifPresent(this::read);
      return super.visitMemberSelect(select, nothing);
    }

    private void follow(ExpressionTree select) {
      sources.element(new TreePath(getCurrentPath(), (Tree) select)).ifPresent(this::follow);
    }

    private void follow(Element element) {
      if (element instanceof ExecutableElement method) {
        called(method);
      }
    }

    private void read(Element element) {
      if (element.getKind() == ElementKind.FIELD && seen.add(element)) {
        reach(element);
      }
    }
  }
}
