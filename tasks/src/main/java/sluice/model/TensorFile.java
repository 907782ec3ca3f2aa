package sluice.model;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/**
 * Named tensors and named texts in one file of the safetensors layout, under a checksum over every
 * byte.
 *
 * <p>Equal content gives an equal file. What was read was checked as a whole: a file that was cut
 * or changed anywhere gives {@link BadModelFile}. {@code docs/model-file.md} has the layout.
 *
 * @param tensors by name, in the order they were written
 * @param metadata texts by name, in alphabetical order, without the checksum
 * @param sha256 the checksum of the file, 64 hexadecimal digits
 */
public record TensorFile(
    SequencedMap<String, Tensor> tensors, SequencedMap<String, String> metadata, String sha256) {
  private static final int HEAP_A_HEADER_BYTE =
      8; // bytes, text, its JSON and the strings out of it

  public TensorFile {
    tensors = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(tensors));
    metadata = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(metadata));
  }

  /**
   * Writes a file whole or not at all, in the place of an older one.
   *
   * @param tensors by name, in the order they shall have; not changed until this returns
   * @param metadata texts by name
   * @return the checksum of the file
   * @throws IllegalArgumentException if a name or text cannot stand in a file
   * @throws java.io.UncheckedIOException if the file cannot be written
   */
  public static String write(
      Path file, SequencedMap<String, ? extends Tensor> tensors, Map<String, String> metadata) {
    return write(file, tensors, metadata, Disk.REAL);
  }

  static String write(
      Path file,
      SequencedMap<String, ? extends Tensor> tensors,
      Map<String, String> metadata,
      Disk disk) {
    SequencedMap<String, Tensor> ordered = new LinkedHashMap<>(tensors);
    byte[] header = TensorHeader.bytes(ordered, metadata);
    MessageDigest digest = Sha256.start();
    digest.update(header);
    ordered.values().forEach(tensor -> TensorBytes.each(tensor, digest::update));
    String digits = Sha256.digits(digest);
    byte[] ascii = digits.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(ascii, 0, header, TensorHeader.DIGITS_AT, ascii.length);
    WholeFile.write(
        file,
        channel -> {
          writeFully(channel, ByteBuffer.wrap(header));
          for (Tensor tensor : ordered.values()) {
            TensorBytes.each(tensor, piece -> writeFully(channel, piece));
          }
        },
        disk);
    return digits;
  }

  private static void writeFully(WritableByteChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /**
   * Reads and checks a file.
   *
   * @throws BadModelFile if there is no such file, or if it is not, to the last byte, one that
   *     {@code write} made
   */
  public static TensorFile read(Path file) {
    Place place = Place.of(file);
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw place.refused("it is a folder or a device, not a file", "give the name of a file");
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return read(place, channel);
    } catch (NoSuchFileException e) {
      throw place.refused("there is no such file", "check the name and the folder");
    } catch (EOFException e) {
      throw place.damaged("the file became shorter while it was read");
    } catch (IOException e) {
      String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
      BadModelFile bad =
          place.refused("it cannot be read: " + reason, "check its permissions and its disk");
      bad.initCause(e);
      throw bad;
    }
  }

  private static TensorFile read(Place place, FileChannel channel) throws IOException {
    byte[] json = header(place, channel);
    long data = channel.size() - TensorHeader.LENGTH_BYTES - json.length;
    MessageDigest digest = Sha256.start();
    digest.update(withoutDigits(json));
    TensorHeader header = TensorHeader.parse(place, json, data);
    checkHeap(place, json.length, data);
    SequencedMap<String, Tensor> tensors = new LinkedHashMap<>();
    for (TensorHeader.Entry entry : header.entries()) {
      tensors.put(
          entry.name(),
          TensorBytes.read(
              entry.type(),
              entry.shape(),
              entry.length(),
              piece -> {
                readFully(channel, piece);
                digest.update(piece.flip());
              }));
    }
    String found = Sha256.digits(digest);
    if (!found.equals(header.digits())) {
      throw place.damaged(
          "the file was changed after it was written: its checksum is %s, its content has %s",
          header.digits(), found);
    }
    return new TensorFile(tensors, header.metadata(), found);
  }

  /** The header's JSON; every length is compared with the file's before it is used. */
  private static byte[] header(Place place, FileChannel channel) throws IOException {
    long size = channel.size();
    int least = TensorHeader.DIGITS_AT + Sha256.DIGITS;
    if (size < least) {
      throw place.damaged("a Sluice file has at least %d bytes, this one has %d", least, size);
    }
    ByteBuffer start = ByteBuffer.allocate(TensorHeader.DIGITS_AT).order(ByteOrder.LITTLE_ENDIAN);
    readFully(channel, start);
    if (!Arrays.equals(
        start.array(),
        TensorHeader.LENGTH_BYTES,
        TensorHeader.DIGITS_AT,
        TensorHeader.START,
        0,
        TensorHeader.START.length)) {
      throw place.refused(
          "it is not a Sluice file: it does not begin as one",
          "give a file that sluice train wrote");
    }
    long length = start.getLong(0);
    if (length < least - TensorHeader.LENGTH_BYTES
        || length > TensorHeader.MOST_BYTES
        || length > size - TensorHeader.LENGTH_BYTES) {
      throw place.damaged(
          "the header claims %s bytes where the file has %d left and %d is the most",
          Long.toUnsignedString(length), size - TensorHeader.LENGTH_BYTES, TensorHeader.MOST_BYTES);
    }
    checkHeap(place, length, 0);
    ByteBuffer json = ByteBuffer.allocate((int) length).put(TensorHeader.START);
    readFully(channel, json);
    return json.array();
  }

  private static byte[] withoutDigits(byte[] json) {
    byte[] bytes =
        ByteBuffer.allocate(TensorHeader.LENGTH_BYTES + json.length)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(json.length)
            .put(json)
            .array();
    int at = TensorHeader.DIGITS_AT;
    Arrays.fill(bytes, at, at + Sha256.DIGITS, (byte) '0');
    return bytes;
  }

  private static void checkHeap(Place place, long header, long data) {
    long heap = Runtime.getRuntime().maxMemory();
    long needed = data + header * HEAP_A_HEADER_BYTE;
    if (needed > heap) {
      throw place.refused(
          Place.text(
              "reading it takes %d MB of memory, this program may use %d MB",
              needed >> 20, heap >> 20),
          "start it with a larger heap: java -Xmx");
    }
  }

  private static void readFully(FileChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      if (channel.read(bytes) < 0) {
        throw new EOFException();
      }
    }
  }
}
