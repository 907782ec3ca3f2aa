package sluice.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;

class PreparedBuilderTest {
  @Test
  void moreInputsThanAnArrayHoldsAreRefused() {
    assertThat(PreparedBuilder.size(10_000_000, 214, "x.csv")).isEqualTo(2_140_000_000);
    assertThatExceptionOfType(BadData.class)
        .isThrownBy(() -> PreparedBuilder.size(10_000_000, 215, "x.csv"))
        .withMessageContainingAll(
            "x.csv", "at most 2147483639 in all", "10000000 rows of 215", "fewer inputs");
  }
}
