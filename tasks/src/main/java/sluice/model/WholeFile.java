package sluice.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.WritableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/**
 * Writes a file whole or not at all, whatever happens in between.
 *
 * <p>The bytes go to a temporary file in the same folder, are forced to the disk, and only then
 * take the final name in one step; the folder's entry is forced too. Until that step an older file
 * of the name stays as it was. What fails leaves no temporary file; what is killed leaves one
 * called {@code NAME.….tmp}.
 */
public final class WholeFile {
  /** Ends the name of a temporary file. */
  static final String TEMPORARY = ".tmp";

  private static final long FULL = 1 << 16; // bytes; with less room than this a disk counts as full
  private static final Pattern LEFT_OVER = Pattern.compile(".+\\.[0-9]+-[0-9]+\\" + TEMPORARY);
  private static final AtomicLong COUNTER = new AtomicLong();

  private WholeFile() {}

  /** What a file shall hold. */
  @FunctionalInterface
  public interface Content {
    /** Writes every byte, in order. */
    void writeTo(WritableByteChannel channel) throws IOException;
  }

  /**
   * Writes {@code file}, in the place of an older one.
   *
   * @throws UncheckedIOException if it cannot be written; says why and what to do
   */
  public static void write(Path file, Content content) {
    write(file, content, Disk.REAL);
  }

  static void write(Path file, Content content, Disk disk) {
    Path absolute = file.toAbsolutePath();
    Path folder = Objects.requireNonNullElse(absolute.getParent(), absolute);
    try {
      checkTarget(file, folder);
      Path temporary = folder.resolve(temporaryName(file));
      boolean renamed = false;
      try {
        try (Disk.Output output = disk.create(temporary)) {
          content.writeTo(output);
          output.force();
        }
        disk.rename(temporary, file);
        renamed = true;
      } finally {
        if (!renamed) {
          disk.deleteQuietly(temporary);
        }
      }
      disk.forceFolder(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file + ": " + reason(e, folder), e);
    }
  }

  /** Whether a file has the name of one that was being written when its process was killed. */
  public static boolean isLeftOver(Path file) {
    Path name = file.getFileName();
    return name != null && LEFT_OVER.matcher(name.toString()).matches();
  }

  /** Removes what killed processes had not finished writing in a folder; no such folder is fine. */
  public static void removeLeftOvers(Path folder) {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(folder, file -> isLeftOver(file) && Files.isRegularFile(file))) {
      files.forEach(Disk.REAL::deleteQuietly);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list the folder " + folder, e);
    }
  }

  private static String temporaryName(Path file) {
    return file.getFileName()
        + "."
        + ProcessHandle.current().pid()
        + "-"
        + COUNTER.incrementAndGet()
        + TEMPORARY;
  }

  private static void checkTarget(Path file, Path folder) throws IOException {
    if (Files.isDirectory(file)) {
      throw new IOException("it is a folder; give the name of a file in it");
    }
    if (!Files.exists(folder)) {
      throw new IOException("there is no folder " + folder + "; make it first");
    }
    if (!Files.isDirectory(folder)) {
      throw new IOException(folder + " is not a folder; choose another place");
    }
  }

  private static String reason(IOException e, Path folder) {
    if (e instanceof AccessDeniedException) {
      return "no permission to write in " + folder + "; change it or choose another folder";
    }
    if (e instanceof NoSuchFileException) {
      return "the folder " + folder + " has gone; make it again";
    }
    if (full(e, folder)) {
      return "the disk is full; free some room or choose another folder";
    }
    if (e instanceof FileSystemException && ((FileSystemException) e).getReason() != null) {
      return ((FileSystemException) e).getReason() + "; choose another folder";
    }
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  private static boolean full(IOException e, Path folder) {
    String message = String.valueOf(e.getMessage());
    if (message.contains("No space left") || message.contains("not enough space")) {
      return true;
    }
    try {
      // The system's own words come in the user's language.
      return Files.isDirectory(folder) && Files.getFileStore(folder).getUsableSpace() < FULL;
    } catch (IOException unknown) {
      return false;
    }
  }
}
