package sluice.text;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How a file of text is read.
 *
 * @param encoding {@code utf-8}, {@code utf-16}, {@code gb18030}, {@code latin-1} or another name
 *     that Java knows; empty to find it: by the byte order mark, else UTF-8
 * @param documents what is a document
 * @param below text begins below the first line that begins in one of these ways; empty for the
 *     first line of the file
 * @param above text ends above the next line that begins in one of these ways; empty for the end of
 *     the file
 */
public record TextFileSettings(
    String encoding, Documents documents, List<String> below, List<String> above) {
  /** The whole file is one document; its encoding is found. */
  public static final TextFileSettings DEFAULT =
      new TextFileSettings("", Documents.FILES, List.of(), List.of());

  /** The text of a book of Project Gutenberg, without what stands before and after it. */
  public static final TextFileSettings GUTENBERG =
      new TextFileSettings(
          "",
          Documents.FILES,
          List.of("*** START"),
          List.of("End of Project Gutenberg", "End of the Project Gutenberg", "*** END"));

  /** What is a document. */
  public enum Documents {
    /** A file. */
    FILES,
    /** What stands between empty lines. */
    PARAGRAPHS,
    /** A line. */
    LINES
  }

  public TextFileSettings {
    below = List.copyOf(below);
    above = List.copyOf(above);
    charset(encoding);
  }

  /** The same in another encoding. */
  public TextFileSettings encoding(String value) {
    return new TextFileSettings(value, documents, below, above);
  }

  /** The same with other documents. */
  public TextFileSettings documents(Documents value) {
    return new TextFileSettings(encoding, value, below, above);
  }

  /** The encoding that is named; none where it is to be found. */
  Optional<Charset> charset() {
    return charset(encoding);
  }

  private static Optional<Charset> charset(String name) {
    if (name.isEmpty()) {
      return Optional.empty();
    }
    String known = name.toLowerCase(Locale.ROOT).replace("latin-", "latin");
    try {
      return Optional.of(Charset.forName(known));
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      throw new IllegalArgumentException(
          "no encoding has the name "
              + name
              + "; known are utf-8, utf-16, utf-16le, utf-16be, latin-1, windows-1252, gb18030,"
              + " big5, shift_jis, euc-kr and others that Java has",
          e);
    }
  }
}
