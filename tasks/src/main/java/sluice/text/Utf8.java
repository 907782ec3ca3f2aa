package sluice.text;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Tokens whose chars are bytes (0 … 255) made text again: a character is held back until its last
 * byte is there. Bytes that are no UTF-8, which a net may well write, become U+FFFD.
 */
final class Utf8 implements Tokenizer.Decoder {
  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPLACE)
          .onUnmappableCharacter(CodingErrorAction.REPLACE);
  private ByteBuffer in = ByteBuffer.allocate(64);
  private CharBuffer out = CharBuffer.allocate(64);

  /**
   * Writes text as UTF-8, a byte a char. Modified: {@code into}.
   *
   * @param into room for three times as many
   * @return bytes written
   * @throws IllegalArgumentException at half a surrogate pair, which stands for no character
   */
  static int write(char[] chars, int from, int to, char[] into) {
    int length = 0;
    int i = from;
    while (i < to) {
      int point = Character.codePointAt(chars, i, to);
      i += Character.charCount(point);
      if (point < 0x80) {
        into[length++] = (char) point;
      } else if (point < 0x800) {
        into[length++] = (char) (0xC0 | point >> 6);
        into[length++] = follow(point);
      } else if (point < 0x10000) {
        if (Character.isSurrogate((char) point)) {
          throw new IllegalArgumentException("half a surrogate pair, U+" + hex(point));
        }
        into[length++] = (char) (0xE0 | point >> 12);
        into[length++] = follow(point >> 6);
        into[length++] = follow(point);
      } else {
        into[length++] = (char) (0xF0 | point >> 18);
        into[length++] = follow(point >> 12);
        into[length++] = follow(point >> 6);
        into[length++] = follow(point);
      }
    }
    return length;
  }

  private static char follow(int bits) {
    return (char) (0x80 | bits & 0x3F);
  }

  private static String hex(int point) {
    return Integer.toHexString(point).toUpperCase(Locale.ROOT);
  }

  @Override
  public String add(String token) {
    if (in.remaining() < token.length()) {
      in = ByteBuffer.allocate(2 * (in.position() + token.length())).put(in.flip());
      out = CharBuffer.allocate(in.capacity());
    }
    for (int i = 0; i < token.length(); i++) {
      in.put((byte) token.charAt(i));
    }
    return decode(false);
  }

  @Override
  public String end() {
    String rest = decode(true);
    decoder.reset();
    return rest;
  }

  private String decode(boolean last) {
    out.clear();
    decoder.decode(in.flip(), out, last);
    in.compact();
    return out.flip().toString();
  }
}
