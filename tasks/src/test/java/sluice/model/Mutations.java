package sluice.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Ways to damage a file, each sure to change it. */
final class Mutations {
  private Mutations() {}

  /** The bytes of {@code whole}, damaged in one place. */
  static byte[] one(SplittableRandom random, byte[] whole) {
    int at = random.nextInt(whole.length);
    byte[] changed = whole.clone();
    switch (random.nextInt(6)) {
      case 0 -> changed = Arrays.copyOf(whole, at);
      case 1 -> changed[at] += (byte) random.nextInt(1, 256);
      case 2 ->
          changed[random.nextInt(Math.min(whole.length, 400))] += (byte) random.nextInt(1, 256);
      case 3 -> changed = insert(random, whole, at);
      case 4 -> changed = remove(whole, at, random.nextInt(1, 40));
      default -> changed[random.nextInt(8)] += (byte) random.nextInt(1, 256);
    }
    return changed;
  }

  private static byte[] insert(SplittableRandom random, byte[] whole, int at) {
    byte[] more = new byte[random.nextInt(1, 40)];
    random.nextBytes(more);
    byte[] changed = Arrays.copyOf(whole, whole.length + more.length);
    System.arraycopy(whole, at, changed, at + more.length, whole.length - at);
    System.arraycopy(more, 0, changed, at, more.length);
    return changed;
  }

  private static byte[] remove(byte[] whole, int at, int count) {
    int end = Math.min(whole.length, at + count);
    byte[] changed = Arrays.copyOf(whole, whole.length - (end - at));
    System.arraycopy(whole, end, changed, at, whole.length - end);
    return changed;
  }

  /** The same bytes with the checksum that belongs to them, if they have room for one. */
  static byte[] sealed(byte[] bytes) {
    int at = TensorHeader.DIGITS_AT;
    if (bytes.length < at + Sha256.DIGITS) {
      return bytes;
    }
    byte[] sealed = bytes.clone();
    Arrays.fill(sealed, at, at + Sha256.DIGITS, (byte) '0');
    MessageDigest digest = Sha256.start();
    digest.update(sealed);
    byte[] digits = Sha256.digits(digest).getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(digits, 0, sealed, at, digits.length);
    return sealed;
  }
}
