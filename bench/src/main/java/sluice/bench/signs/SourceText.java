package sluice.bench.signs;

import com.sun.source.tree.CompilationUnitTree;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The characters of a source. */
final class SourceText {
  private SourceText() {}

  static String of(CompilationUnitTree unit) {
    try {
      return unit.getSourceFile().getCharContent(true).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The line of a position, from 1. */
  static int line(String text, int at) {
    return 1 + (int) text.substring(0, at).chars().filter(character -> character == '\n').count();
  }

  /** The first place of a character from a position on that is not in a comment. */
  static int indexOf(String text, char wanted, int from) {
    int at = from;
    while (text.charAt(at) != wanted) {
      if (text.startsWith("//", at)) {
        at = text.indexOf('\n', at);
      } else if (text.startsWith("/*", at)) {
        at = text.indexOf("*/", at) + 1;
      }
      at++;
    }
    return at;
  }
}
