package sluice.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sluice.experiment.settings.JsonSchema;
import sluice.experiment.settings.Origin;
import sluice.experiment.settings.Problems;
import sluice.experiment.settings.Settings.Changes;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Schema, reader and printer agree on what an experiment is. */
class SchemaTest {
  private static final JsonNode SCHEMA =
      JsonMapper.shared()
          .readTree(JsonSchema.of(ExperimentFile.SETTINGS.kind(), "Sluice experiment"));

  @Test
  void whatFitsTheKeysIsReadPrintedAndReadAgain() {
    var documents = new RandomDocuments(11);
    for (int i = 0; i < 150; i++) {
      var json = documents.value(ExperimentFile.SETTINGS.kind());
      var problems = new Problems();
      var experiment = read(json, problems);
      assertThat(problems.list()).as(json).isEmpty();
      var printed = ExperimentFile.SETTINGS.print(experiment.orElseThrow(), Path::toString);
      assertThat(read(printed, problems)).as(printed).isEqualTo(experiment);
      assertThat(problems.list()).as(printed).isEmpty();
      assertThat(fits(SCHEMA, JsonMapper.shared().readTree(json))).as(json).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'data': {'target': 'y'}}",
        "{'task': 'forcast', 'data': {'target': 'y'}}",
        "{'task': 'forecast', 'data': {'target': 'y'}, 'sede': 1}",
        "{'task': 'forecast', 'data': {'target': 'y'}, 'seed': 1.5}",
        "{'task': 'forecast', 'data': {'target': 'y'}, 'seed': true}",
        "{'task': 'forecast', 'data': {'target': 'y'}, 'training': {'epochs': 0}}",
        "{'task': 'forecast', 'data': {'target': 'y'}, 'training': {'clip': {'norm': 0}}}",
        "{'task': 'forecast', 'data': {'target': 'y'}, 'training': {'shuffle': 1}}",
        "{'task': 'forecast', 'data': {'target': 'y'}, 'training': {'optimiser': 'adm'}}",
        "{'task': 'forecast', 'data': {'target': 'y'}, 'training': {'optimiser': {}}}",
        "{'task': 'forecast', 'data': {'target': 'y'},"
            + " 'training': {'optimiser': {'adam': {}, 'sgd': {}}}}",
        "{'task': 'forecast', 'data': {'target': 'y'}, 'model': {'layers': [{'dropout': 1}]}}",
        "[]",
      })
  void whatDoesNotFitIsRefusedByBoth(String quotes) {
    var json = quotes.replace('\'', '"');
    var problems = new Problems();
    read(json, problems);
    assertThat(problems.list()).isNotEmpty();
    assertThat(fits(SCHEMA, JsonMapper.shared().readTree(json))).isFalse();
  }

  private static Optional<Experiment> read(String yaml, Problems problems) {
    var start = new Origin("x", 1, 1, Path.of(""));
    return ExperimentFile.SETTINGS
        .read(yaml, start, Changes.NONE, problems)
        .map(reading -> reading.value());
  }

  /** The part of JSON schema that ours uses. */
  private static boolean fits(JsonNode schema, JsonNode value) {
    return schema
        .propertyStream()
        .allMatch(rule -> {
          var wanted = rule.getValue();
          return switch (rule.getKey()) {
            case "$schema", "$defs", "title", "description", "default" -> true;
            case "$ref" ->
                fits(SCHEMA.get("$defs").get(wanted.asString().replace("#/$defs/", "")), value);
            case "type" ->
                wanted.isArray()
                    ? wanted.valueStream().anyMatch(type -> isA(type.asString(), value))
                    : isA(wanted.asString(), value);
            case "enum" -> wanted.valueStream().anyMatch(value::equals);
            case "anyOf" -> wanted.valueStream().anyMatch(one -> fits(one, value));
            case "properties" ->
                value
                    .propertyStream()
                    .filter(entry -> wanted.has(entry.getKey()))
                    .allMatch(entry -> fits(wanted.get(entry.getKey()), entry.getValue()));
            case "additionalProperties" ->
                value
                    .propertyStream()
                    .allMatch(entry ->
                        wanted.isObject()
                            ? fits(wanted, entry.getValue())
                            : schema.get("properties").has(entry.getKey()));
            case "required" -> wanted.valueStream().allMatch(name -> value.has(name.asString()));
            case "items" -> value.valueStream().allMatch(item -> fits(wanted, item));
            case "minItems", "minProperties" ->
                !value.isContainer() || value.size() >= wanted.asInt();
            case "maxProperties" -> value.size() <= wanted.asInt();
            case "minimum" -> value.asDouble() >= wanted.asDouble();
            case "maximum" -> value.asDouble() <= wanted.asDouble();
            case "exclusiveMinimum" -> value.asDouble() > wanted.asDouble();
            case "exclusiveMaximum" -> value.asDouble() < wanted.asDouble();
            default -> throw new AssertionError("no rule for " + rule.getKey());
          };
        });
  }

  private static boolean isA(String type, JsonNode value) {
    return switch (type) {
      case "object" -> value.isObject();
      case "array" -> value.isArray();
      case "string" -> value.isString();
      case "number" -> value.isNumber();
      case "integer" -> value.isIntegralNumber();
      case "boolean" -> value.isBoolean();
      default -> throw new AssertionError("no type " + type);
    };
  }
}
