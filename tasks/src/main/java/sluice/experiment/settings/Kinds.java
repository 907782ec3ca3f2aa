package sluice.experiment.settings;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Reads the {@link Kind} of a record from its components and their annotations. */
public final class Kinds {
  private Kinds() {}

  /**
   * The keys of a record and of all records beneath it.
   *
   * @param type a public record
   * @return its group
   */
  public static Kind.Group of(Class<? extends Record> type) {
    return group(type);
  }

  private static Kind.Group group(Class<?> type) {
    var help = type.getAnnotation(Help.class);
    return new Kind.Group(
        type,
        names(hyphened(type.getSimpleName()), type.getAnnotation(AlsoNamed.class)),
        help == null ? "" : help.value(),
        type.isAnnotationPresent(Shorthand.class),
        Arrays.stream(type.getRecordComponents()).map(Kinds::key).toList());
  }

  private static Kind.Key key(RecordComponent component) {
    var name = hyphened(component.getName()).replace('-', '_');
    var range = component.getAnnotation(Range.class);
    var unset = component.getAnnotation(Unset.class);
    var kind =
        kind(
            component.getGenericType(),
            range == null ? Limits.NONE : Limits.of(range),
            unset == null ? "none" : unset.value());
    var fallback = component.getAnnotation(Default.class);
    var help = component.getAnnotation(Help.class);
    if (help == null) {
      throw new IllegalArgumentException(component + " needs a @Help");
    }
    Optional<String> value =
        fallback != null && (fallback.words().isEmpty() || !fallback.value().isEmpty())
            ? Optional.of(fallback.value())
            : kind instanceof Kind.Maybe(_, String word) ? Optional.of(word) : Optional.empty();
    return new Kind.Key(
        names(name, component.getAnnotation(AlsoNamed.class)),
        kind,
        help.value(),
        value,
        fallback == null ? Optional.empty() : given(fallback.words()));
  }

  private static Kind kind(Type type, Limits limits, String unset) {
    if (type instanceof ParameterizedType map && map.getRawType() == Map.class) {
      return new Kind.Named(kind(map.getActualTypeArguments()[1], Limits.NONE, "none"));
    }
    if (type instanceof ParameterizedType generic) {
      var of = kind(generic.getActualTypeArguments()[0], itemLimits(generic, limits), "none");
      return generic.getRawType() == List.class
          ? new Kind.Many(of, limits)
          : new Kind.Maybe(of, unset);
    }
    var plain = (Class<?>) type;
    if (plain == boolean.class) {
      return new Kind.Flag();
    }
    if (plain == int.class || plain == Integer.class) {
      return new Kind.Whole(limits, false);
    }
    if (plain == long.class || plain == Long.class) {
      return new Kind.Whole(limits, true);
    }
    if (plain == double.class || plain == Double.class) {
      return new Kind.Real(limits);
    }
    if (plain == String.class) {
      return new Kind.Text(limits);
    }
    if (plain == Yaml.class) {
      return new Kind.Any();
    }
    return plain == Path.class ? new Kind.FilePath() : ownType(plain);
  }

  private static Limits itemLimits(ParameterizedType generic, Limits limits) {
    return generic.getRawType() == List.class ? Limits.NONE : limits;
  }

  private static Kind ownType(Class<?> type) {
    var written = type.getAnnotation(Written.class);
    if (written != null) {
      return word(type, written.value());
    }
    if (type.isEnum()) {
      var options = Arrays.stream(type.getEnumConstants()).map(Kinds::option).toList();
      return new Kind.Choice(options);
    }
    if (type.isSealed()) {
      return new Kind.Union(hyphened(type.getSimpleName()), once(type));
    }
    if (type.isRecord()) {
      return group(type);
    }
    throw new IllegalArgumentException("no settings can be read into " + type);
  }

  /** Not before they are asked for: a record among them may hold the type again. */
  private static Supplier<List<Kind.Group>> once(Class<?> sealed) {
    return new Supplier<>() {
      private List<Kind.Group> groups = List.of();

      @Override
      public synchronized List<Kind.Group> get() {
        if (groups.isEmpty()) {
          groups = Arrays.stream(sealed.getPermittedSubclasses()).map(Kinds::group).toList();
        }
        return groups;
      }
    };
  }

  private static Kind.Option option(Object constant) {
    var name = ((Enum<?>) constant).name();
    try {
      var field = constant.getClass().getField(name);
      var own = name.toLowerCase(Locale.ROOT).replace('_', '-');
      return new Kind.Option(names(own, field.getAnnotation(AlsoNamed.class)), constant);
    } catch (NoSuchFieldException e) {
      throw new IllegalArgumentException("not a constant: " + constant, e);
    }
  }

  private static Kind word(Class<?> type, String expected) {
    try {
      var parse = type.getMethod("parse", String.class);
      var blank = type.getField("BLANK").get(type);
      return new Kind.Word(expected, text -> parsed(parse, text), blank);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(type + " needs parse(String) and BLANK", e);
    }
  }

  @SuppressWarnings("unchecked") // @Written asks for this type of result
  private static Optional<Object> parsed(Method parse, String text) {
    try {
      return (Optional<Object>) parse.invoke(parse.getDeclaringClass(), text);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException(parse + " failed on \"" + text + "\"", e);
    }
  }

  private static List<String> names(String own, AlsoNamed also) {
    return also == null
        ? List.of(own)
        : Stream.concat(Stream.of(own), Arrays.stream(also.value())).toList();
  }

  private static Optional<String> given(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }

  /** {@code MinMax} and {@code minMax} become {@code min-max}. */
  private static String hyphened(String name) {
    return name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
  }
}
