package sluice.experiment.settings;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes the JSON schema (draft 2020-12) of settings, for editors and for the page's form. */
public final class JsonSchema {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final ObjectNode definitions = JSON.objectNode(); // of the unions, by name

  private JsonSchema() {}

  /**
   * The schema of a document.
   *
   * @param root its keys
   * @param title what it describes
   * @return JSON text, LF at line ends
   */
  public static String of(Kind.Group root, String title) {
    var schema = JSON.objectNode();
    schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    schema.put("title", title);
    var schemas = new JsonSchema();
    schema.setAll(schemas.group(root));
    schema.set("$defs", schemas.definitions);
    var indenter = new DefaultIndenter("  ", "\n");
    var printer =
        new DefaultPrettyPrinter().withObjectIndenter(indenter).withArrayIndenter(indenter);
    return JsonMapper.shared().writer().with(printer).writeValueAsString(schema) + "\n";
  }

  private ObjectNode schema(Kind kind) {
    return switch (kind) {
      case Kind.Flag _ -> type("boolean");
      case Kind.Whole(Limits limits, _) -> bounded(type("integer"), limits);
      case Kind.Real(Limits limits) -> bounded(type("number"), limits);
      // YAML reads 2020 as a number, which is a column's name as well as any.
      case Kind.Text _ -> type("string", "number");
      case Kind.FilePath _ -> type("string");
      case Kind.Choice(List<Kind.Option> options) ->
          words(options.stream().flatMap(option -> option.names().stream()).toList());
      case Kind.Word word -> type("string", "number").put("description", word.expected());
      case Kind.Many(Kind of, Limits size) -> {
        var list = type("array");
        list.set("items", schema(of));
        if (size.hasLow()) {
          list.put("minItems", (int) size.low());
        }
        yield anyOf(schema(of), list);
      }
      case Kind.Any _ -> JSON.objectNode();
      case Kind.Named(Kind of) -> {
        var names = type("object");
        names.set("additionalProperties", schema(of));
        yield names;
      }
      case Kind.Maybe(Kind of, String unset) -> {
        var none = JSON.objectNode();
        none.putArray("enum").add(unset).addNull();
        yield anyOf(schema(of), none);
      }
      case Kind.Group group when group.shorthand() ->
          anyOf(schema(group.keys().getFirst().kind()), group(group));
      case Kind.Group group -> group(group);
      case Kind.Union union -> {
        if (!definitions.has(union.name())) {
          definitions.putObject(union.name()); // takes its place: it may stand beneath itself
          definitions.set(union.name(), union(union));
        }
        yield JSON.objectNode().put("$ref", "#/$defs/" + union.name());
      }
    };
  }

  private ObjectNode group(Kind.Group group) {
    var schema = type("object");
    if (!group.help().isEmpty()) {
      schema.put("description", group.help());
    }
    var properties = schema.putObject("properties");
    var required = JSON.arrayNode();
    for (var key : group.keys()) {
      for (var name : key.names()) {
        properties.set(name, key(key));
      }
      if (key.mustStand()) {
        required.add(key.name());
      }
    }
    if (!required.isEmpty()) {
      schema.set("required", required);
    }
    return schema.put("additionalProperties", false);
  }

  private ObjectNode key(Kind.Key key) {
    var help = key.fallbackWords().map(words -> key.help() + " (default: " + words + ")");
    var schema = JSON.objectNode().put("description", help.orElse(key.help()));
    key.fallback().ifPresent(yaml -> schema.set("default", value(yaml)));
    var kind = schema(key.kind());
    kind.remove("description");
    schema.setAll(kind);
    return schema;
  }

  private ObjectNode union(Kind.Union union) {
    var keyed = type("object").put("minProperties", 1).put("maxProperties", 1);
    var properties = keyed.putObject("properties");
    for (var tag : union.tags()) {
      for (var name : tag.names()) {
        properties.set(name, schema(tag));
      }
    }
    keyed.put("additionalProperties", false);
    var alone =
        union.tags().stream().filter(tag -> tag.keys().stream().noneMatch(Kind.Key::mustStand));
    return anyOf(words(alone.flatMap(tag -> tag.names().stream()).toList()), keyed);
  }

  private static ObjectNode type(String... names) {
    var schema = JSON.objectNode();
    if (names.length == 1) {
      return schema.put("type", names[0]);
    }
    var several = schema.putArray("type");
    List.of(names).forEach(several::add);
    return schema;
  }

  private static ObjectNode words(List<String> names) {
    var schema = JSON.objectNode();
    names.forEach(schema.putArray("enum")::add);
    return schema;
  }

  private static ObjectNode anyOf(JsonNode... schemas) {
    var schema = JSON.objectNode();
    schema.putArray("anyOf").addAll(List.of(schemas));
    return schema;
  }

  private static ObjectNode bounded(ObjectNode schema, Limits limits) {
    if (limits.hasLow()) {
      schema.put(limits.lowIncluded() ? "minimum" : "exclusiveMinimum", number(limits.low()));
    }
    if (limits.hasHigh()) {
      schema.put(limits.highIncluded() ? "maximum" : "exclusiveMaximum", number(limits.high()));
    }
    return schema;
  }

  private static BigDecimal number(double value) {
    return new BigDecimal(Numbers.shortest(value));
  }

  /** A default as JSON: what YAML reads as a number or a flag is one. */
  private static JsonNode value(String yaml) {
    var nowhere = new Origin("", 0, 0, Path.of(""));
    return YamlReader.read(yaml, nowhere, new Problems()).map(JsonSchema::json).orElseThrow();
  }

  private static JsonNode json(Node node) {
    return switch (node) {
      case Node.Scalar(String text, boolean plain, _) -> {
        if (plain && (text.equals("true") || text.equals("false"))) {
          yield JSON.booleanNode(text.equals("true"));
        }
        yield plain && Numbers.REAL.matcher(text).matches()
            ? JSON.numberNode(new BigDecimal(text))
            : JSON.stringNode(text);
      }
      case Node.Sequence(List<Node> items, _) -> {
        ArrayNode list = JSON.arrayNode();
        items.forEach(item -> list.add(json(item)));
        yield list;
      }
      case Node.Mapping(List<Node.Entry> entries, _) -> {
        var object = JSON.objectNode();
        entries.forEach(entry -> object.set(entry.key(), json(entry.value())));
        yield object;
      }
      case Node.Broken _ -> throw new IllegalArgumentException("a default is not valid YAML");
    };
  }
}
