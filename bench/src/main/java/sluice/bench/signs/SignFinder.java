package sluice.bench.signs;

import com.sun.source.tree.AssertTree;
import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.CompoundAssignmentTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.ThrowTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.UnaryTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.lang.model.element.VariableElement;

/**
 * Finds the signs in code: every plus and minus between floats, doubles or vectors of them, every
 * negation, the product of every fused multiply-add, and every constant of a sum, a product or a
 * choice. Indexes and counts are ints and no signs.
 */
final class SignFinder extends TreePathScanner<Void, Void> {
  /** Limits that a value is compared with: no part of what is computed. */
  private static final Set<String> COMPARISONS = Set.of("compare", "max", "min", "lt", "test");

  private final Attributed sources;
  private final SortedMap<String, Flip> flips = new TreeMap<>();
  private CompilationUnitTree unit;
  private String text = "";
  private String constant = "";

  private SignFinder(Attributed sources) {
    this.sources = sources;
    unit = sources.units().getFirst();
  }

  /** The signs in some bodies, by file and place. */
  static List<Flip> in(Attributed sources, Collection<TreePath> bodies) {
    SignFinder finder = new SignFinder(sources);
    for (TreePath body : bodies) {
      finder.unit = body.getCompilationUnit();
      finder.text = SourceText.of(finder.unit);
      finder.constant = constant(sources, body);
      finder.scan(body, null);
    }
    return List.copyOf(finder.flips.values());
  }

  /** The constant that a body is the value of, if it is. */
  private static String constant(Attributed sources, TreePath body) {
    return sources
        .element(body.getParentPath())
        .filter(VariableElement.class::isInstance)
        .map(VariableElement.class::cast)
        .filter(variable -> variable.getConstantValue() != null)
        .map(variable -> variable.getSimpleName().toString())
        .orElse("");
  }

  @Override
  public Void visitBinary(BinaryTree binary, Void nothing) {
    boolean plus = binary.getKind() == Tree.Kind.PLUS;
    if ((plus || binary.getKind() == Tree.Kind.MINUS) && sources.isNumber(getCurrentPath())) {
      char sign = plus ? '+' : '-';
      int from = sources.end(unit, binary.getLeftOperand());
      swap(SourceText.indexOf(text, sign, from), plus, 1);
    }
    return super.visitBinary(binary, nothing);
  }

  @Override
  public Void visitCompoundAssignment(CompoundAssignmentTree assignment, Void nothing) {
    boolean plus = assignment.getKind() == Tree.Kind.PLUS_ASSIGNMENT;
    if ((plus || assignment.getKind() == Tree.Kind.MINUS_ASSIGNMENT)
        && sources.isNumber(new TreePath(getCurrentPath(), assignment.getVariable()))) {
      int from = sources.end(unit, assignment.getVariable());
      swap(SourceText.indexOf(text, plus ? '+' : '-', from), plus, 1);
    }
    return super.visitCompoundAssignment(assignment, nothing);
  }

  @Override
  public Void visitUnary(UnaryTree unary, Void nothing) {
    if (unary.getKind() == Tree.Kind.UNARY_MINUS && sources.isNumber(getCurrentPath())) {
      int at = sources.start(unit, unary);
      add(at, at + 1, "+", "-" + inShort(unary.getExpression()) + " without its minus");
    }
    return super.visitUnary(unary, nothing);
  }

  @Override
  public Void visitMethodInvocation(MethodInvocationTree call, Void nothing) {
    if (call.getMethodSelect() instanceof MemberSelectTree select
        && sources.isVector(
            new TreePath(new TreePath(getCurrentPath(), select), select.getExpression()))) {
      ofVectors(call, select);
    } else if (name(call).equals("fma") && sources.isNumber(getCurrentPath())) {
      ExpressionTree first = call.getArguments().getFirst();
      int from = sources.start(unit, first);
      int to = sources.end(unit, first);
      add(from, to, "-(" + text.substring(from, to) + ")", "fma with its product negated");
    }
    return super.visitMethodInvocation(call, nothing);
  }

  private void ofVectors(MethodInvocationTree call, MemberSelectTree select) {
    int end = sources.end(unit, select);
    int receiver = sources.end(unit, select.getExpression());
    switch (select.getIdentifier().toString()) {
      case "add" -> add(end - 3, end, "sub", ".add became .sub");
      case "sub" -> add(end - 3, end, "add", ".sub became .add");
      case "fma" -> add(receiver, receiver, ".neg()", ".fma with its product negated");
      case "neg" -> add(receiver, sources.end(unit, call), "", "without its .neg()");
      default -> {}
    }
  }

  @Override
  public Void visitLiteral(LiteralTree literal, Void nothing) {
    if (literal.getValue() instanceof Number number
        && number.doubleValue() != 0
        && inArithmetic(literal)) {
      int from = sources.start(unit, literal);
      int to = sources.end(unit, literal);
      add(from, to, "(-" + text.substring(from, to) + ")", inShort(literal) + " negated");
    }
    return null;
  }

  /** Whether a constant is a term, a factor or an outcome. */
  private boolean inArithmetic(LiteralTree literal) {
    TreePath around = getCurrentPath().getParentPath();
    boolean number = sources.isNumber(getCurrentPath());
    return switch (around.getLeaf()) {
      case BinaryTree ignored -> sources.isNumber(around);
      case ConditionalExpressionTree choice ->
          !choice.getCondition().equals(literal) && sources.isNumber(around);
      case CompoundAssignmentTree assignment ->
          sources.isNumber(new TreePath(around, assignment.getVariable()));
      case MethodInvocationTree call -> number && !COMPARISONS.contains(name(call));
      case UnaryTree ignored -> false; // its minus is a sign of its own
      default -> number;
    };
  }

  /** What says that something is wrong computes nothing. */
  @Override
  public Void visitThrow(ThrowTree thrown, Void nothing) {
    return null;
  }

  @Override
  public Void visitAssert(AssertTree assertion, Void nothing) {
    return null;
  }

  private static String name(MethodInvocationTree call) {
    String select = call.getMethodSelect().toString();
    return select.substring(select.lastIndexOf('.') + 1);
  }

  private void swap(int at, boolean plus, int length) {
    int from = Math.max(0, at - 12);
    String before = text.substring(Math.max(from, text.lastIndexOf('\n', at) + 1), at).strip();
    add(at, at + length, plus ? "-" : "+", "…" + before + (plus ? " + became -" : " - became +"));
  }

  private static String inShort(Tree tree) {
    String all = tree.toString().replaceAll("\\s+", " ");
    return all.length() <= 20 ? all : all.substring(0, 19) + "…";
  }

  private void add(int from, int to, String instead, String change) {
    String file = sources.file(unit);
    int line = SourceText.line(text, from);
    Flip flip = new Flip(file, line, from, to, instead, change, constant);
    flips.put(String.format(Locale.ROOT, "%s %07d %s", file, from, instead), flip);
  }
}
