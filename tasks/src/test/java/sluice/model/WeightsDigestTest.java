package sluice.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;

final class WeightsDigestTest {
  private static SequencedMap<String, Tensor.Floats> weights() {
    SequencedMap<String, Tensor.Floats> weights = new LinkedHashMap<>();
    weights.put("layers.0.wx", Tensor.of(new float[] {1, -2, 0.5f, 3, 0, -0f}, 2, 3));
    weights.put("größe", Tensor.of(new float[] {0.1f}));
    return weights;
  }

  /**
   * The number comes from Python 3.
   *
   * <pre>
   * import hashlib, struct
   * h = hashlib.sha256()
   * weights = [("layers.0.wx", [2, 3], [1, -2, .5, 3, 0, -0.]), ("größe", [1], [.1])]
   * for name, sizes, values in weights:
   *   h.update(name.encode() + b"\0")
   *   h.update(struct.pack("&lt;%di" % (1 + len(sizes)), len(sizes), *sizes))
   *   h.update(struct.pack("&lt;%df" % len(values), *values))
   * print(h.hexdigest())
   * </pre>
   */
  @Test
  void agreesWithTheRuleWrittenInAnotherLanguage() {
    assertThat(WeightsDigest.sha256(weights()))
        .isEqualTo("9b330ba8f51c329675a68d6100c59e07c85c4cb1b4716afad71f5d2a0d66f66f");
  }

  @Test
  void oneBitANameOrTheOrderMakesAnother() {
    String digits = WeightsDigest.sha256(weights());
    SequencedMap<String, Tensor.Floats> changed = weights();
    changed.get("layers.0.wx").values()[4] = -0f;
    assertThat(WeightsDigest.sha256(changed)).isNotEqualTo(digits);
    assertThat(WeightsDigest.sha256(weights().reversed())).isNotEqualTo(digits);
    SequencedMap<String, Tensor.Floats> flat = weights();
    flat.replace("layers.0.wx", Tensor.of(flat.get("layers.0.wx").values()));
    assertThat(WeightsDigest.sha256(flat)).isNotEqualTo(digits);
  }
}
