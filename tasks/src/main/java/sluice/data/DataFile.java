package sluice.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** A file of the user's; {@code .gz} is unpacked as it is read. */
public final class DataFile {
  private static final int BUFFER = 1 << 16;

  private DataFile() {}

  /** Throws {@link BadData} if there is no such file. */
  public static void check(Path file) {
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

  /** The bytes from the start. */
  public static InputStream open(Path file) throws IOException {
    InputStream in = Files.newInputStream(file);
    return file.toString().endsWith(".gz") ? new GZIPInputStream(in, BUFFER) : in;
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
