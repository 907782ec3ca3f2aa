package sluice.model;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 as this package uses it: 64 lower-case hexadecimal digits. */
final class Sha256 {
  /** Number of digits. */
  static final int DIGITS = 64;

  private Sha256() {}

  static MessageDigest start() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no SHA-256, which every Java must have", e);
    }
  }

  /** The digits of what {@code digest} has seen; it starts anew. */
  static String digits(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }
}
