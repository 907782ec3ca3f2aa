package sluice.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {
  @ParameterizedTest
  @CsvSource({
    "births,births,0",
    "birth,births,1",
    "brith,birth,1",
    "kitten,sitting,3",
    "abc,'',3",
    "ca,abc,3"
  })
  void countsEdits(String a, String b, int distance) {
    assertThat(Nearest.distance(a, b)).isEqualTo(distance);
    assertThat(Nearest.distance(b, a)).isEqualTo(distance);
  }

  @Test
  void findsTheNearestWithinAThirdOfTheLetters() {
    assertThat(Nearest.of("Brths", List.of("year", "births", "deaths"))).contains("births");
    assertThat(Nearest.of("x", List.of("y", "year"))).contains("y");
    assertThat(Nearest.of("weather", List.of("births", "year"))).isEmpty();
  }

  @Test
  void theHintListsWhatIsKnownWhenNothingIsNear() {
    assertThat(Nearest.hint("brths", List.of("births"))).isEqualTo("Did you mean \"births\"?");
    assertThat(Nearest.hint("weather", List.of("a", "b"))).isEqualTo("Known: a, b.");
    assertThat(Nearest.hint("weather", List.of())).isEqualTo("None is known.");
    assertThat(Nearest.hint("w", IntStream.range(10, 30).mapToObj(i -> "c" + i).toList()))
        .endsWith("c21, … (20 in all).");
  }
}
