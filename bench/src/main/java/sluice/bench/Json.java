package sluice.bench;

import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** How figures are written: records as objects, names in snake_case, NaN as "NaN". */
final class Json {
  private static final JsonMapper LINE =
      JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();
  private static final JsonMapper PAGE =
      LINE.rebuild().enable(SerializationFeature.INDENT_OUTPUT).build();

  private Json() {}

  /** In one line. */
  static String line(Object value) {
    return LINE.writeValueAsString(value);
  }

  /** In many. */
  static String page(Object value) {
    return PAGE.writeValueAsString(value) + "\n";
  }

  /** Reads it back. */
  static <T> T read(String json, Class<T> type) {
    return LINE.readValue(json, type);
  }
}
