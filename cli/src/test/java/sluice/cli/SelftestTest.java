package sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class SelftestTest {
  @Test
  void theTableHasEveryProof() {
    Outcome outcome = Outcome.of("selftest");
    assertThat(outcome.code()).isZero();
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out()).contains("gradient  equations", "GRU, reset before", ": all hold. ");
    assertThat(outcome.out()).doesNotContain("FAILED", "NaN");
  }

  @Test
  void jsonHasEveryProof() {
    JsonNode json = Outcome.of("selftest", "--json").json();
    assertThat(json.get("passed").asBoolean()).isTrue();
    assertThat(json.get("proofs").size()).isGreaterThan(400);
    JsonNode first = json.get("proofs").get(0);
    assertThat(first.get("kind").asString()).isEqualTo("known");
    assertThat(first.get("error").asDouble()).isLessThan(1e-6);
    long saved = 0;
    for (JsonNode proof : json.get("proofs")) {
      saved += proof.get("kind").asString().equals("saved") ? 1 : 0;
    }
    assertThat(saved).isGreaterThan(60);
  }
}
