package sluice.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import sluice.model.WholeFile;

/**
 * Writes the report of a run.
 *
 * <p>{@code report.html} is one page with everything in it, and opens without a network. Beside it
 * the folder {@code report} holds the same as {@code report.json}, each picture as {@code .svg} and
 * the numbers behind the pictures as {@code .csv}. Equal data gives equal files, byte for byte.
 */
public final class Report {
  /** Name of the page. */
  public static final String PAGE = "report.html";

  /** Name of the folder beside it that holds everything else. */
  public static final String FOLDER = "report";

  static final String CHART_STYLES = resource("chart.css");
  static final String PAGE_STYLES = resource("page.css");

  private Report() {}

  /**
   * Writes the page and the files beside it, in the place of older ones. Each file is written whole
   * or not at all, the page last: where it is new, so is the rest.
   *
   * @param data what to say
   * @param folder where to write; made if it is not there
   * @return the page
   * @throws UncheckedIOException if a file cannot be written; says which, why and what to do
   */
  public static Path write(ReportData data, Path folder) {
    Map<String, String> files = files(data); // before anything is touched
    Path beside = folder.resolve(FOLDER);
    try {
      Files.createDirectories(beside);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot make the folder " + beside + ": " + reason(e) + "; choose another place", e);
    }
    files.forEach((name, text) -> write(folder.resolve(name), text));
    return folder.resolve(PAGE);
  }

  /**
   * The page alone.
   *
   * @param data what to say
   * @return a whole HTML document
   */
  public static String html(ReportData data) {
    return Page.of(data, CHART_STYLES + PAGE_STYLES);
  }

  /**
   * The numbers alone.
   *
   * @param data what to say
   * @return one JSON object; see docs/report.md
   */
  public static String json(ReportData data) {
    return Json.of(data);
  }

  private static String reason(IOException e) {
    return switch (e) {
      case FileAlreadyExistsException there -> "a file is in its place";
      case AccessDeniedException denied -> "no permission";
      default -> e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    };
  }

  /** The text of every file by its name under the folder, the page last. */
  static Map<String, String> files(ReportData data) {
    var files = new LinkedHashMap<String, String>();
    files.put(FOLDER + "/report.json", json(data));
    Csv.files(data).forEach((name, text) -> files.put(FOLDER + "/" + name, text));
    for (Picture picture : Page.pictures(data)) {
      files.put(FOLDER + "/" + picture.name() + ".svg", picture.file(CHART_STYLES));
    }
    files.put(PAGE, html(data));
    return files;
  }

  /** Writes a page of pictures and what stands beside it, the page last; gives the page. */
  static Path study(
      Path folder, String page, Map<String, String> files, List<Picture> pictures, String html) {
    Path beside = folder.resolve(FOLDER);
    try {
      Files.createDirectories(beside);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot make the folder " + beside + ": " + reason(e) + "; choose another with --out", e);
    }
    files.forEach((name, text) -> write(beside.resolve(name), text));
    for (Picture picture : pictures) {
      write(beside.resolve(picture.name() + ".svg"), picture.file(CHART_STYLES));
    }
    write(folder.resolve(page), html);
    return folder.resolve(page);
  }

  /** The styles of a page. */
  static String styles() {
    return CHART_STYLES + PAGE_STYLES;
  }

  static void write(Path file, String text) {
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    WholeFile.write(
        file,
        channel -> {
          while (bytes.hasRemaining()) {
            channel.write(bytes);
          }
        });
  }

  private static String resource(String name) {
    try (InputStream in = Report.class.getResourceAsStream(name)) {
      Objects.requireNonNull(in, name + " is missing from the jar");
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + name + " from the jar", e);
    }
  }
}
