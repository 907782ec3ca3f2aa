package sluice.text;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A temporary file that holds tokens and goes with the process. */
final class TokenFile {
  private TokenFile() {}

  /** What is in memory, written to a file of its own and seen through it. */
  static MemorySegment mapped(MemorySegment bytes) {
    try {
      Path file = Files.createTempFile("sluice-", ".tokens");
      try (FileChannel channel =
          FileChannel.open(
              file,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              StandardOpenOption.DELETE_ON_CLOSE)) {
        ByteBuffer rest = ByteBuffer.wrap(bytes.toArray(ValueLayout.JAVA_BYTE));
        while (rest.hasRemaining()) {
          channel.write(rest);
        }
        return channel.map(FileChannel.MapMode.READ_ONLY, 0, bytes.byteSize(), Arena.ofAuto());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("no room for tokens in a temporary file", e);
    }
  }
}
