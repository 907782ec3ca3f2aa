package sluice.experiment.settings;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Makes values of single words. */
final class Scalars {
  private Scalars() {}

  /** The value of a word; empty where it does not fit. */
  static Optional<Object> parse(Kind kind, Node.Scalar scalar) {
    var text = scalar.text();
    return switch (kind) {
      case Kind.Flag _ ->
          scalar.plain() && (text.equals("true") || text.equals("false"))
              ? Optional.of(text.equals("true"))
              : Optional.empty();
      case Kind.Whole whole when scalar.plain() -> whole(whole, text);
      case Kind.Real(Limits limits) when scalar.plain() ->
          Optional.of(text)
              .filter(number -> Numbers.REAL.matcher(number).matches())
              .map(Double::valueOf)
              .filter(number -> Double.isFinite(number) && limits.contain(number))
              .map(number -> number + 0.0); // -0 becomes 0
      case Kind.Text(Limits length) ->
          Optional.<Object>of(text)
              .filter(_ -> length.contain(text.codePointCount(0, text.length())));
      case Kind.FilePath _ -> filePath(text, scalar.origin().folder());
      case Kind.Choice(List<Kind.Option> options) ->
          options.stream()
              .filter(option -> option.names().stream().anyMatch(n -> Nearest.alike(n, text)))
              .findFirst()
              .map(Kind.Option::value);
      case Kind.Word word -> word.parse().apply(text);
      default -> Optional.empty();
    };
  }

  private static Optional<Object> whole(Kind.Whole kind, String text) {
    // A long has 19 digits; what is far longer need not be turned into a number first.
    if (text.length() > 40 || !Numbers.WHOLE.matcher(text).matches()) {
      return Optional.empty();
    }
    var number = new BigDecimal(text);
    long least = kind.wide() ? Long.MIN_VALUE : Integer.MIN_VALUE;
    long most = kind.wide() ? Long.MAX_VALUE : Integer.MAX_VALUE;
    if (!kind.limits().contain(number)
        || number.compareTo(BigDecimal.valueOf(least)) < 0
        || number.compareTo(BigDecimal.valueOf(most)) > 0) {
      return Optional.empty();
    }
    return Optional.of(kind.wide() ? (Object) number.longValue() : (Object) number.intValue());
  }

  /** The folder is made real, so that equal places give equal paths; the file keeps its name. */
  private static Optional<Object> filePath(String text, Path folder) {
    try {
      var path = folder.resolve(text).toAbsolutePath();
      var parent = path.getParent();
      var name = path.getFileName();
      if (parent == null || name == null || text.isEmpty()) {
        return Optional.empty();
      }
      if (name.toString().equals(".") || name.toString().equals("..")) { // a folder, from elsewhere
        return Optional.of(path.toRealPath().resolve("."));
      }
      var real = Files.isDirectory(parent) ? parent.toRealPath() : parent.normalize();
      return Optional.of(real.resolve(name));
    } catch (InvalidPathException | IOException e) {
      return Optional.empty();
    }
  }
}
