package sluice.text;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import sluice.data.BadData;

/** Bytes made lines of text. Bytes that are none in the encoding are an error, never replaced. */
final class TextReader {
  private static final int BUFFER = 1 << 16;
  private static final int LONGEST_LINE = 1 << 27;
  private static final char MARK = '\uFEFF';

  /** Opens the bytes from the start. */
  interface Opener {
    InputStream open() throws IOException;
  }

  private final String file;
  private final Optional<Charset> named;
  private final Lines.Sink out;

  private final ByteBuffer bytes = ByteBuffer.allocate(BUFFER);
  private long bytesBefore; // of the file, before those in the buffer
  private CharBuffer chars = CharBuffer.allocate(BUFFER);
  private int searched; // no line feed in the buffer before this
  private long lines; // handed on
  private boolean atStart = true;

  TextReader(String file, Optional<Charset> named, Lines.Sink out) {
    this.file = file;
    this.named = named;
    this.out = out;
  }

  void read(Opener opener) {
    try (InputStream in = opener.open()) {
      boolean more = fill(in);
      Charset charset = named.orElseGet(this::found);
      CharsetDecoder decoder =
          charset
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT);
      while (more || bytes.position() > 0) {
        decode(decoder, !more);
        more = more && fill(in);
      }
      decode(decoder, true);
      while (decoder.flush(chars).isOverflow()) {
        makeRoom();
      }
      handOn();
      if (chars.position() > 0) {
        handOn(0, chars.position());
      }
    } catch (IOException e) {
      throw BadData.because("the file cannot be read: " + BadData.words(e))
          .file(file)
          .next("Check its permissions, and that it is whole.")
          .error();
    }
  }

  /** Reads on behind what is there; false at the end. */
  private boolean fill(InputStream in) throws IOException {
    int before = bytes.position();
    int read = in.readNBytes(bytes.array(), before, bytes.remaining());
    bytes.position(before + read);
    return !bytes.hasRemaining();
  }

  /** The encoding that the first bytes tell. */
  private Charset found() {
    if (begin(0xFF, 0xFE, 0, 0)) {
      return Charset.forName("UTF-32LE");
    } else if (begin(0, 0, 0xFE, 0xFF)) {
      return Charset.forName("UTF-32BE");
    } else if (begin(0xFF, 0xFE)) {
      return StandardCharsets.UTF_16LE;
    }
    return begin(0xFE, 0xFF) ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_8;
  }

  private boolean begin(int... start) {
    boolean same = bytes.position() >= start.length;
    for (int i = 0; same && i < start.length; i++) {
      same = (bytes.get(i) & 0xFF) == start[i];
    }
    return same;
  }

  private void decode(CharsetDecoder decoder, boolean last) {
    bytes.flip();
    while (true) {
      CoderResult result = decoder.decode(bytes, chars, last);
      if (result.isError()) {
        throw malformed(decoder.charset(), result.length());
      }
      if (result.isUnderflow()) {
        break;
      }
      makeRoom();
    }
    bytesBefore += bytes.position();
    bytes.compact();
  }

  private void makeRoom() {
    handOn();
    if (2 * chars.remaining() < chars.capacity()) {
      if (chars.capacity() >= LONGEST_LINE) {
        throw BadData.because("a line of more than " + LONGEST_LINE + " characters")
            .file(file)
            .row(lines + 1)
            .next("Put line breaks into the text.")
            .error();
      }
      chars =
          CharBuffer.wrap(Arrays.copyOf(chars.array(), 2 * chars.capacity()))
              .position(chars.position());
    }
  }

  /** Hands on the lines that are whole, and moves the rest to the front. */
  private void handOn() {
    int end = chars.position();
    char[] text = chars.array();
    int begin = 0;
    for (int i = searched; i < end; i++) {
      if (text[i] == '\n') {
        handOn(begin, i + 1);
        begin = i + 1;
      }
    }
    System.arraycopy(text, begin, text, 0, end - begin);
    chars.position(end - begin);
    searched = end - begin;
  }

  private void handOn(int from, int to) {
    char[] text = chars.array();
    int begin = atStart && text[from] == MARK ? from + 1 : from;
    atStart = false;
    lines++;
    if (named.isEmpty()) {
      checkNoZero(text, begin, to);
    }
    if (begin < to) {
      out.line(text, begin, to);
    }
  }

  /** UTF-16 without its mark may well be right UTF-8, but has zeros. */
  private void checkNoZero(char[] text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (text[i] == 0) {
        throw BadData.because("a zero byte, which text in UTF-8 does not have")
            .file(file)
            .row(lines)
            .next("If it is UTF-16, say so: encoding: utf-16le (or utf-16be); else it is no text.")
            .error();
      }
    }
  }

  private BadData malformed(Charset charset, int length) {
    long at = bytesBefore + bytes.position();
    for (int i = 0; i < chars.position(); i++) {
      lines += chars.array()[i] == '\n' ? 1 : 0;
    }
    var wrong = new byte[Math.min(length, bytes.remaining())];
    bytes.get(wrong);
    String hex = HexFormat.ofDelimiter(" ").withUpperCase().formatHex(wrong);
    String name = charset.name().toLowerCase(Locale.ROOT);
    return BadData.because("bytes that are not " + charset.name() + ": " + hex + " at byte " + at)
        .file(file)
        .row(lines + 1)
        .next(
            named.isPresent()
                ? "The file may be in another encoding than " + name + ", or was cut."
                : "Name the encoding if it is another one, such as encoding: latin-1, gb18030 or"
                    + " utf-16; else the file is damaged there.")
        .error();
  }
}
