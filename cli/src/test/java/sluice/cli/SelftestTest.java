package sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import sluice.inspect.SelfTest.Check;
import sluice.inspect.SelfTest.Kind;
import tools.jackson.databind.JsonNode;

class SelftestTest {
  @Test
  void theTableHasEveryProof() {
    Outcome outcome = Outcome.of("selftest");
    assertThat(outcome.code()).isZero();
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out())
        .contains(
            "kernels of products, scalar against vector",
            "gradient  equations",
            "GRU, reset before",
            ": all hold. ");
    assertThat(outcome.out()).doesNotContain("FAILED", "NaN");
  }

  @Test
  void whatCannotBeTriedIsSaid() {
    Check check = new Check("every kernel", Kind.KNOWN, true, 0, "no vector kernels here: because");
    assertThat(SelftestRun.text(List.of(check), 1))
        .contains(
            "skipped\n",
            "skipped  every kernel, known: no vector kernels here: because\n",
            "1 proof in 1.0 s: all hold.");
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
