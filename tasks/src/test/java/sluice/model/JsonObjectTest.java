package sluice.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonObjectTest {
  private static JsonObject everything() {
    return JsonObject.empty()
        .put("text", "a/b \"c\" ü")
        .put("whole", Long.MIN_VALUE)
        .put("small", 3)
        .put("single", 0.1f)
        .put("number", 0.1)
        .put("flag", true)
        .put("object", JsonObject.empty().put("inner", 1.0))
        .putTexts("texts", List.of("b", "a"))
        .putNumbers("numbers", 1, -0.0, Double.MIN_VALUE, 1e300)
        .putObjects("objects", List.of(JsonObject.empty(), JsonObject.empty().put("x", 2)));
  }

  @Test
  void whatWasPutIsReadBack() {
    JsonObject read = JsonObject.of(everything().toString());
    assertThat(read).isEqualTo(everything()).hasSameHashCodeAs(everything());
    assertThat(read.text("text")).isEqualTo("a/b \"c\" ü");
    assertThat(read.whole("whole")).isEqualTo(Long.MIN_VALUE);
    assertThat(read.whole("small", 1, 3)).isEqualTo(3);
    assertThat((float) read.number("single")).isEqualTo(0.1f);
    assertThat(read.number("number")).isEqualTo(0.1);
    assertThat(read.flag("flag")).isTrue();
    assertThat(read.object("object").number("inner")).isEqualTo(1.0);
    assertThat(read.texts("texts")).containsExactly("b", "a");
    assertThat(read.numbers("numbers")).containsExactly(1, -0.0, Double.MIN_VALUE, 1e300);
    assertThat(read.objects("objects").get(1).whole("x")).isEqualTo(2);
    assertThat(read.has("flag")).isTrue();
    assertThat(read.has("none")).isFalse();
    assertThat(read.keys()).startsWith("text", "whole").hasSize(10);
  }

  @Test
  void theTextIsTheShortest() {
    assertThat(everything())
        .hasToString(
            "{\"text\":\"a/b \\\"c\\\" ü\",\"whole\":-9223372036854775808,\"small\":3,"
                + "\"single\":0.1,\"number\":0.1,\"flag\":true,\"object\":{\"inner\":1.0},"
                + "\"texts\":[\"b\",\"a\"],\"numbers\":[1.0,-0.0,4.9E-324,1.0E300],"
                + "\"objects\":[{},{\"x\":2}]}");
  }

  @Test
  void aWrongValueIsNamedWithWhatWasFound() {
    JsonObject json = everything();
    assertSays(() -> json.text("none"), "none must be a text, is not there");
    assertSays(() -> json.text("whole"), "whole must be a text, was -9223372036854775808");
    assertSays(() -> json.whole("number"), "number must be a whole number, was 0.1");
    assertSays(() -> json.whole("small", 4, 9), "small must be a whole number from 4 to 9, was 3");
    assertSays(() -> json.number("text"), "text must be a number, was \"a/b \\\"c\\\" ü\"");
    assertSays(() -> json.flag("small"), "small must be true or false, was 3");
    assertSays(() -> json.object("texts"), "texts must be an object, was [\"b\",\"a\"]");
    assertSays(() -> json.texts("text"), "text must be a list of texts, was");
    assertSays(
        () -> json.numbers("texts"), "texts must be a list of numbers, its entry 0 was \"b\"");
    assertSays(
        () -> json.onlyKeys("text"), "unknown entries [flag, number, numbers, object, objects");
    json.object("object").onlyKeys("inner", "outer");
  }

  private static void assertSays(ThrowingCallable call, String says) {
    assertThatThrownBy(call)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(says);
  }

  @Test
  void outOfAFileTheErrorNamesThePlace() {
    Place place = new Place(Path.of("a.sluice"), "sluice");
    JsonObject json = JsonObject.in(place, "{\"a\":[{},{\"b\":{\"c\":1}}]}");
    assertThatThrownBy(() -> json.objects("a").get(1).object("b").text("c"))
        .isInstanceOf(BadModelFile.class)
        .hasMessageStartingWith("a.sluice: c must be a text, was 1 (sluice.a[1].b); ");
    assertThatThrownBy(() -> JsonObject.in(place, "{"))
        .isInstanceOf(BadModelFile.class)
        .hasMessageStartingWith("a.sluice: it is not one JSON object");
  }

  @Test
  void infinityAndNaNAreRefused() {
    assertSays(() -> everything().put("x", Double.NaN), "x must be finite to be saved, was NaN");
    assertSays(() -> everything().put("x", Float.NEGATIVE_INFINITY), "x must be finite");
    assertSays(() -> everything().putNumbers("x", 1, Double.POSITIVE_INFINITY), "x must be");
    assertSays(() -> JsonObject.of("{\"x\":1e999}").number("x"), "x must be a number");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "1",
        "null",
        "{",
        "{} {}",
        "{\"a\":1,\"a\":2}",
        "{'a':1}",
        "{\"a\":NaN}"
      })
  void whatIsNotOneObjectIsRefused(String text) {
    assertSays(() -> JsonObject.of(text), "not one JSON object: ");
  }

  @Test
  void nestingAndNumbersHaveLimits() {
    String nested = "{\"a\":".repeat(101) + "1" + "}".repeat(101);
    assertSays(() -> JsonObject.of(nested), "not one JSON object: Document nesting depth");
    String digits = "{\"a\":" + "1".repeat(41) + "}";
    assertSays(() -> JsonObject.of(digits), "not one JSON object: Number value length");
  }
}
