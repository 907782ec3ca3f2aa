package sluice.data;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** Where CSV comes from; it can be opened more than once. */
record CsvSource(String name, Opener opener) {
  private static final int BUFFER = 1 << 16;

  /** Opens the bytes from the start. */
  interface Opener {
    InputStream open() throws IOException;
  }

  /** Throws if there is no such file. */
  static void check(Path file) {
    String name = file.toString();
    if (!Files.exists(file)) {
      throw BadData.because("there is no such file").file(name).next(nearestFile(file)).error();
    }
    if (Files.isDirectory(file)) {
      throw BadData.because("this is a directory")
          .file(name)
          .expected("a file of data")
          .next("Name the file in it.")
          .error();
    }
  }

  static CsvSource of(Path file) {
    check(file);
    String name = file.toString();
    return new CsvSource(
        name,
        () -> {
          InputStream in = Files.newInputStream(file);
          return name.endsWith(".gz") ? new GZIPInputStream(in, BUFFER) : in;
        });
  }

  static CsvSource of(InputStream in, String name) throws IOException {
    byte[] bytes = in.readAllBytes();
    return new CsvSource(name, () -> new ByteArrayInputStream(bytes));
  }

  /** The bytes from the start, behind a UTF-8 byte order mark. */
  InputStream open() throws IOException {
    InputStream in = opener.open();
    byte[] start = in.readNBytes(3);
    boolean mark =
        start.length == 3
            && start[0] == (byte) 0xEF
            && start[1] == (byte) 0xBB
            && start[2] == (byte) 0xBF;
    return mark ? in : new SequenceInputStream(new ByteArrayInputStream(start), in);
  }

  private static String nearestFile(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    Path last = file.getFileName();
    if (folder == null || last == null || !Files.isDirectory(folder)) {
      return "Check the path: its folder is not there either.";
    }
    try (Stream<Path> files = Files.list(folder)) {
      List<String> names = files.map(p -> p.toFile().getName()).sorted().toList();
      return Nearest.of(last.toString(), names)
          .map(near -> "Did you mean " + BadData.quote(near) + "?")
          .orElse("Check the path.");
    } catch (IOException e) {
      return "Check the path; its folder cannot be read.";
    }
  }
}
