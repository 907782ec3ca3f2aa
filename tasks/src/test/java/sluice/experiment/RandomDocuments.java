package sluice.experiment;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import sluice.experiment.settings.Kind;
import sluice.experiment.settings.Limits;
import tools.jackson.databind.json.JsonMapper;

/** Documents that fit a tree of kinds, as JSON, which is YAML too. */
final class RandomDocuments {
  private static final String LETTERS =
      "abcxyz ÄßéΩ中🙂\"\\'#:,-[]{}&*!|>%@`?~=\t\n\u0007\u2028\u00a0019.";
  private final SplittableRandom random;

  RandomDocuments(long seed) {
    random = new SplittableRandom(seed);
  }

  /** A value of the kind. */
  String value(Kind kind) {
    return switch (kind) {
      case Kind.Flag _ -> Boolean.toString(random.nextBoolean());
      case Kind.Whole(Limits limits, _) -> Long.toString((long) StrictMath.floor(number(limits)));
      case Kind.Real(Limits limits) -> Double.toString(number(limits));
      case Kind.Text(Limits length) -> quoted(text(length));
      case Kind.FilePath _ -> quoted("folder/" + "x".repeat(1 + random.nextInt(9)) + ".csv");
      case Kind.Choice(List<Kind.Option> options) -> quoted(any(any(options).names()));
      case Kind.Word word -> quoted(word.blank().toString());
      case Kind.Many(Kind of, Limits size) -> many(of, size);
      case Kind.Any _ -> quoted(text(Limits.NONE));
      case Kind.Named(Kind of) -> "{" + quoted(text(Limits.NONE)) + ": " + value(of) + "}";
      case Kind.Maybe(Kind of, _) -> random.nextInt(3) == 0 ? "null" : value(of);
      case Kind.Group group -> group(group);
      case Kind.Union union -> union(any(union.tags()));
    };
  }

  private String many(Kind of, Limits size) {
    int count = (size.hasLow() ? (int) size.low() : 1) + random.nextInt(3);
    return IntStream.range(0, count)
        .mapToObj(_ -> value(of))
        .collect(Collectors.joining(", ", "[", "]"));
  }

  private String union(Kind.Group tag) {
    var name = quoted(any(tag.names()));
    boolean alone = tag.keys().stream().noneMatch(Kind.Key::mustStand);
    return alone && random.nextInt(4) == 0 ? name : "{" + name + ": " + group(tag) + "}";
  }

  private String group(Kind.Group group) {
    if (group.shorthand() && random.nextInt(4) == 0) {
      return value(group.keys().getFirst().kind());
    }
    return group.keys().stream()
        .filter(key -> key.mustStand() || random.nextBoolean())
        .map(key -> quoted(any(key.names())) + ": " + value(key.kind()))
        .collect(Collectors.joining(", ", "{", "}"));
  }

  /** A number well inside the limits. */
  private double number(Limits limits) {
    double low = limits.hasLow() ? limits.low() : -1e6;
    double high = limits.hasHigh() ? limits.high() : low + 1e6;
    return low + (high - low) * (0.05 + 0.9 * random.nextDouble());
  }

  private String text(Limits length) {
    int least = length.hasLow() ? (int) length.low() : 0;
    var signs = LETTERS.codePoints().toArray();
    var text = new StringBuilder();
    for (int i = least + random.nextInt(5); i > 0; i--) {
      text.appendCodePoint(signs[random.nextInt(signs.length)]);
    }
    return random.nextInt(9) == 0 && least < 5
        ? any(List.of("none ", "true ", "12345"))
        : text.toString();
  }

  private <E> E any(List<E> from) {
    return from.get(random.nextInt(from.size()));
  }

  private static String quoted(String text) {
    return JsonMapper.shared().writeValueAsString(text);
  }
}
