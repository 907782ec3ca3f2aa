package sluice.text;

import java.util.List;

/** Documents that can be read as often as one likes, each time the same. */
public interface TextSource {

  /** What messages call it: a file, a folder. */
  String name();

  /**
   * Hands on all documents, none empty. No more than a line is in memory at once.
   *
   * @throws sluice.data.BadData if something cannot be read
   */
  void read(TextSink out);

  /** Documents that are in memory; empty ones are left out. */
  static TextSource of(String name, List<String> documents) {
    List<String> texts = List.copyOf(documents);
    return new TextSource() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public void read(TextSink out) {
        for (String text : texts) {
          if (!text.isEmpty()) {
            Lines.of(text, out::line);
            out.end();
          }
        }
      }
    };
  }
}
