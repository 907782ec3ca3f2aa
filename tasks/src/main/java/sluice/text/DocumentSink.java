package sluice.text;

import java.util.List;
import java.util.stream.Collectors;
import sluice.data.BadData;
import sluice.text.TextFileSettings.Documents;

/**
 * Cuts the lines of a file into documents, and leaves out what stands before and after the text.
 */
final class DocumentSink implements Lines.Sink {
  private final String file;
  private final TextFileSettings settings;
  private final TextSink out;
  private boolean begun;
  private boolean over;
  private boolean open; // lines since the last end
  private boolean any;

  DocumentSink(String file, TextFileSettings settings, TextSink out) {
    this.file = file;
    this.settings = settings;
    this.out = out;
    begun = settings.below().isEmpty();
  }

  @Override
  public void line(char[] chars, int from, int to) {
    if (over) {
      return;
    }
    if (!begun) {
      begun = startsWith(chars, from, to, settings.below());
      return;
    }
    if (startsWith(chars, from, to, settings.above())) {
      over = true;
      return;
    }
    if (settings.documents() != Documents.FILES && isBlank(chars, from, to)) {
      end();
      return;
    }
    out.line(chars, from, to);
    open = true;
    any = true;
    if (settings.documents() == Documents.LINES) {
      end();
    }
  }

  private void end() {
    if (open) {
      out.end();
      open = false;
    }
  }

  /** The file ends here. */
  void finish() {
    end();
    if (!begun) {
      throw BadData.because("no line begins with " + quoted(settings.below()))
          .file(file)
          .next("Look how the line above the text begins.")
          .error();
    }
    if (!over && !settings.above().isEmpty()) {
      throw BadData.because("no line of the text begins with " + quoted(settings.above()))
          .file(file)
          .next("Look how the line below the text begins.")
          .error();
    }
    if (!any) {
      throw BadData.because("there is no text in it").file(file).error();
    }
  }

  private static boolean startsWith(char[] chars, int from, int to, List<String> starts) {
    for (String start : starts) {
      if (startsWith(chars, from, to, start)) {
        return true;
      }
    }
    return false;
  }

  private static boolean startsWith(char[] chars, int from, int to, String start) {
    if (to - from < start.length()) {
      return false;
    }
    for (int i = 0; i < start.length(); i++) {
      if (chars[from + i] != start.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static String quoted(List<String> starts) {
    return starts.stream().map(BadData::quote).collect(Collectors.joining(" or "));
  }

  private static boolean isBlank(char[] chars, int from, int to) {
    for (int i = from; i < to; i++) {
      if (!Words.isSpace(chars[i])) {
        return false;
      }
    }
    return true;
  }
}
