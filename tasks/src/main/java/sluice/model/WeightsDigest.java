package sluice.model;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.SequencedMap;

/**
 * {@code weights_sha256}: one number that is equal when, and only when, two networks have the same
 * weights to the last bit.
 *
 * <p>SHA-256 over the weights in network order; of each its name in UTF-8, a 0 byte, its rank and
 * its sizes as little-endian int32, its values as little-endian float32, row by row.
 */
public final class WeightsDigest {
  private WeightsDigest() {}

  /**
   * The 64 hexadecimal digits.
   *
   * @param weights by name, in network order
   */
  public static String sha256(SequencedMap<String, Tensor.Floats> weights) {
    MessageDigest digest = Sha256.start();
    for (Map.Entry<String, Tensor.Floats> weight : weights.entrySet()) {
      Tensor.Floats tensor = weight.getValue();
      digest.update(weight.getKey().getBytes(StandardCharsets.UTF_8));
      digest.update((byte) 0);
      ByteBuffer sizes =
          ByteBuffer.allocate(4 + 4 * tensor.shape().size()).order(ByteOrder.LITTLE_ENDIAN);
      sizes.putInt(tensor.shape().size());
      tensor.shape().forEach(sizes::putInt);
      digest.update(sizes.array());
      TensorBytes.each(tensor, digest::update);
    }
    return Sha256.digits(digest);
  }
}
