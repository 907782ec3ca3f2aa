package sluice.text;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import sluice.data.BadData;

/**
 * A folder of texts, one file a document: those in it and in the folders below, in the order of
 * their paths, hidden ones left out.
 *
 * @param folder an existing one with at least one file
 * @param files in their order
 * @param settings how each file is read
 */
public record TextFolder(Path folder, List<Path> files, TextFileSettings settings)
    implements TextSource {

  public TextFolder {
    files = List.copyOf(files);
    if (files.isEmpty()) {
      throw BadData.because("there is no file in the folder").file(folder.toString()).error();
    }
  }

  /** All files of a folder. */
  public static TextFolder of(Path folder, TextFileSettings settings) {
    try (Stream<Path> all = Files.walk(folder)) {
      List<Path> files =
          all.filter(Files::isRegularFile)
              .filter(file -> !hidden(folder.relativize(file)))
              .sorted((a, b) -> name(folder, a).compareTo(name(folder, b)))
              .toList();
      return new TextFolder(folder, files, settings);
    } catch (IOException e) {
      throw BadData.because("the folder cannot be read: " + BadData.words(e))
          .file(folder.toString())
          .next("Check the path and its permissions.")
          .error();
    }
  }

  /** A file of text, or all files of a folder. */
  public static TextSource read(Path path, TextFileSettings settings) {
    return Files.isDirectory(path) ? of(path, settings) : new TextFile(path, settings);
  }

  /** The path within the folder with slashes: the same order on every machine. */
  private static String name(Path folder, Path file) {
    var name = new StringBuilder();
    folder.relativize(file).forEach(part -> name.append('/').append(part));
    return name.toString();
  }

  private static boolean hidden(Path file) {
    for (Path part : file) {
      if (part.toString().startsWith(".")) {
        return true;
      }
    }
    return false;
  }

  /**
   * The class of a file: the name of the folder that it lies in, directly below this one.
   *
   * @throws BadData if the file lies in no such folder
   */
  public String label(Path file) {
    Path within = folder.relativize(file);
    if (within.getNameCount() < 2) {
      throw BadData.because("a text beside the folders of the classes")
          .file(file.toString())
          .expected("every text in a folder that has the name of its class")
          .next("Move it, or remove it.")
          .error();
    }
    return within.getName(0).toString();
  }

  @Override
  public String name() {
    return folder.toString();
  }

  @Override
  public void read(TextSink out) {
    for (Path file : files) {
      new TextFile(file, settings).read(out);
    }
  }
}
