package sluice.text;

import java.nio.file.Path;
import sluice.data.DataFile;

/**
 * A file of text, or a folder of them; {@code .gz} is unpacked. It is read in pieces, however large
 * it is: the longest line must fit in memory.
 *
 * @param file a file
 * @param settings how it is read
 */
public record TextFile(Path file, TextFileSettings settings) implements TextSource {
  public TextFile {
    DataFile.check(file);
  }

  @Override
  public String name() {
    return file.toString();
  }

  @Override
  public void read(TextSink out) {
    var documents = new DocumentSink(name(), settings, out);
    new TextReader(name(), settings.charset(), documents).read(() -> DataFile.open(file));
    documents.finish();
  }
}
