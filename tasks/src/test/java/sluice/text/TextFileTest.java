package sluice.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sluice.data.BadData;
import sluice.text.TextFileSettings.Documents;

class TextFileTest {
  private static final String TEXT = "Größe 你好 😀\r\n\nzweite\n";

  @TempDir private Path folder;

  private Path write(String name, byte[] bytes) throws IOException {
    return Files.write(folder.resolve(name), bytes);
  }

  /** Each line as it comes, a bar where a document ends. */
  private static List<String> read(TextSource source) {
    List<String> lines = new ArrayList<>();
    source.read(
        new TextSink() {
          @Override
          public void line(char[] chars, int from, int to) {
            lines.add(new String(chars, from, to - from));
          }

          @Override
          public void end() {
            lines.add("|");
          }
        });
    return lines;
  }

  private static List<String> read(Path file, TextFileSettings settings) {
    return read(new TextFile(file, settings));
  }

  @ParameterizedTest
  @CsvSource({
    "UTF-8, ''",
    "UTF-8, utf-8",
    "UTF-16, ''",
    "UTF-16, utf-16",
    "UTF-16LE, utf-16le",
    "GB18030, gb18030",
    "UTF-32, utf-32",
  })
  void encodingsNamedOrFound(String written, String named) throws IOException {
    byte[] bytes = TEXT.getBytes(Charset.forName(written));
    TextFileSettings settings = TextFileSettings.DEFAULT.encoding(named);
    assertThat(read(write("a.txt", bytes), settings))
        .containsExactly("Größe 你好 😀\r\n", "\n", "zweite\n", "|");
  }

  @ParameterizedTest
  @CsvSource({"UTF-8, ''", "UTF-8, utf-8", "UTF-16LE, ''", "UTF-16BE, ''", "UTF-32LE, ''"})
  void byteOrderMarksAreNoText(String written, String named) throws IOException {
    byte[] bytes = ("\uFEFF" + TEXT).getBytes(Charset.forName(written));
    assertThat(read(write("a.txt", bytes), TextFileSettings.DEFAULT.encoding(named)).getFirst())
        .isEqualTo("Größe 你好 😀\r\n");
  }

  @Test
  void latinAndPacked() throws IOException {
    byte[] latin = "Größe\n".getBytes(StandardCharsets.ISO_8859_1);
    for (String name : List.of("latin-1", "LATIN1", "iso-8859-1", "windows-1252")) {
      assertThat(read(write("l.txt", latin), TextFileSettings.DEFAULT.encoding(name)))
          .containsExactly("Größe\n", "|");
    }
    var packed = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(packed)) {
      out.write(TEXT.getBytes(StandardCharsets.UTF_8));
    }
    assertThat(read(write("a.txt.gz", packed.toByteArray()), TextFileSettings.DEFAULT)).hasSize(4);
  }

  /** Wherever the pieces of the reader end, and however long a line is. */
  @Test
  void longFilesAndLongLines() throws IOException {
    for (int shift = 0; shift < 4; shift++) {
      String text = "x".repeat(shift) + "ö你😀".repeat(60_000) + "\nend" + "\n".repeat(70_000) + "!";
      for (String encoding : List.of("utf-8", "utf-16", "gb18030")) {
        Path file = write("long.txt", text.getBytes(Charset.forName(encoding)));
        List<String> lines = read(file, TextFileSettings.DEFAULT.encoding(encoding));
        assertThat(lines).hasSize(70_003);
        assertThat(String.join("", lines)).isEqualTo(text + "|");
      }
    }
  }

  @Test
  void badBytesAreReportedWithTheirPlace() throws IOException {
    var bytes = new ByteArrayOutputStream();
    bytes.write("ok\nok\n".repeat(40_000).getBytes(StandardCharsets.UTF_8));
    bytes.write(new byte[] {'a', (byte) 0xE4, 'b', '\n'});
    Path file = write("bad.txt", bytes.toByteArray());
    assertThatExceptionOfType(BadData.class)
        .isThrownBy(() -> read(file, TextFileSettings.DEFAULT))
        .withMessage(
            file
                + ", row 80001: bytes that are not UTF-8: E4 at byte 240001. Name the encoding if"
                + " it is another one, such as encoding: latin-1, gb18030 or utf-16; else the file"
                + " is damaged there.");
    Path cut = write("cut.txt", new byte[] {'a', '\n', (byte) 0xE4, (byte) 0xBD});
    assertThatExceptionOfType(BadData.class)
        .isThrownBy(() -> read(cut, TextFileSettings.DEFAULT.encoding("utf-8")))
        .withMessageContaining("row 2: bytes that are not UTF-8: E4 BD at byte 2")
        .withMessageContaining("or was cut");
    Path half = write("half.txt", new byte[] {'a', 0, 0, (byte) 0xD8, 'b', 0});
    assertThatExceptionOfType(BadData.class)
        .isThrownBy(() -> read(half, TextFileSettings.DEFAULT.encoding("utf-16le")))
        .withMessageContaining("bytes that are not UTF-16LE: 00 D8 62 00 at byte 2");
  }

  @Test
  void utf16WithoutItsMarkIsNotTakenForText() throws IOException {
    Path file = write("a.txt", "line\nplain\n".getBytes(StandardCharsets.UTF_16LE));
    assertThatExceptionOfType(BadData.class)
        .isThrownBy(() -> read(file, TextFileSettings.DEFAULT))
        .withMessageContaining("row 1: a zero byte")
        .withMessageContaining("utf-16le");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TextFileSettings.DEFAULT.encoding("utf-9"))
        .withMessageContaining("no encoding has the name utf-9; known are utf-8");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TextFileSettings.DEFAULT.encoding("no such"));
  }

  @Test
  void documentsAreFilesParagraphsOrLines() throws IOException {
    Path file = write("d.txt", "a\nb\n\n \nc\n\n".getBytes(StandardCharsets.UTF_8));
    assertThat(read(file, TextFileSettings.DEFAULT.documents(Documents.FILES)))
        .containsExactly("a\n", "b\n", "\n", " \n", "c\n", "\n", "|");
    assertThat(read(file, TextFileSettings.DEFAULT.documents(Documents.PARAGRAPHS)))
        .containsExactly("a\n", "b\n", "|", "c\n", "|");
    assertThat(read(file, TextFileSettings.DEFAULT.documents(Documents.LINES)))
        .containsExactly("a\n", "|", "b\n", "|", "c\n", "|");
  }

  @Test
  void whatStandsAroundABookIsLeftOut() throws IOException {
    String book = "licence\n*** START OF\nText.\nMore.\nEnd of Project Gutenberg's\n*** END\nx\n";
    Path file = write("b.txt", book.getBytes(StandardCharsets.UTF_8));
    assertThat(read(file, TextFileSettings.GUTENBERG)).containsExactly("Text.\n", "More.\n", "|");
    Path plain = write("p.txt", "Text.\n".getBytes(StandardCharsets.UTF_8));
    assertThatExceptionOfType(BadData.class)
        .isThrownBy(() -> read(plain, TextFileSettings.GUTENBERG))
        .withMessageContaining("no line begins with \"*** START\"");
    Path open = write("o.txt", "*** START\nText.\n".getBytes(StandardCharsets.UTF_8));
    assertThatExceptionOfType(BadData.class)
        .isThrownBy(() -> read(open, TextFileSettings.GUTENBERG))
        .withMessageContaining("no line of the text begins with \"End of Project Gutenberg\" or");
  }

  @Test
  void noTextAndNoFileAreRefused() throws IOException {
    Path empty = write("e.txt", new byte[0]);
    assertThatExceptionOfType(BadData.class)
        .isThrownBy(() -> read(empty, TextFileSettings.DEFAULT))
        .withMessage(empty + ": there is no text in it.");
    assertThatExceptionOfType(BadData.class)
        .isThrownBy(() -> new TextFile(folder.resolve("f.txt"), TextFileSettings.DEFAULT))
        .withMessageContaining("there is no such file. Did you mean \"e.txt\"?");
  }

  @Test
  void aFolderOfTexts() throws IOException {
    for (String name : List.of("pos/b.txt", "pos/a.txt", "neg/c.txt", ".hidden/d.txt")) {
      Files.createDirectories(folder.resolve(name).getParent());
      write(name, (name + "\n").getBytes(StandardCharsets.UTF_8));
    }
    TextFolder all = TextFolder.of(folder, TextFileSettings.DEFAULT);
    assertThat(read(all))
        .containsExactly("neg/c.txt\n", "|", "pos/a.txt\n", "|", "pos/b.txt\n", "|");
    assertThat(all.files().stream().map(all::label)).containsExactly("neg", "pos", "pos");
    Path beside = write("x.txt", "x".getBytes(StandardCharsets.UTF_8));
    assertThatExceptionOfType(BadData.class)
        .isThrownBy(() -> all.label(beside))
        .withMessageContaining("a text beside the folders of the classes");
    Path none = Files.createDirectory(folder.resolve("none"));
    assertThatExceptionOfType(BadData.class)
        .isThrownBy(() -> TextFolder.read(none, TextFileSettings.DEFAULT))
        .withMessageContaining("no file in the folder");
    assertThat(TextFolder.read(beside, TextFileSettings.DEFAULT)).isInstanceOf(TextFile.class);
  }
}
