package sluice.cli;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * What stands behind standard error.
 *
 * @param present whether it is a terminal whose line can be redrawn
 * @param columns its width in characters
 */
record Terminal(boolean present, int columns) {
  /** A file or a pipe. */
  static final Terminal NONE = new Terminal(false, 0);

  private static final int USUAL_COLUMNS = 80;
  private static final String ASK =
      "test -t 2 && { stty size <&2 2>/dev/null || echo 0 " + USUAL_COLUMNS + "; }";

  /** Asks the system; Java itself only knows about standard input and output. */
  static Terminal ofStandardError() {
    if (System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("windows")) {
      java.io.Console console = System.console();
      return console != null && console.isTerminal() ? new Terminal(true, USUAL_COLUMNS) : NONE;
    }
    if ("dumb".equals(System.getenv("TERM"))) {
      return NONE;
    }
    try {
      Process process = new ProcessBuilder("sh", "-c", ASK).redirectError(Redirect.INHERIT).start();
      process.getOutputStream().close();
      try (InputStream answer = process.getInputStream()) {
        return parse(new String(answer.readAllBytes(), StandardCharsets.US_ASCII));
      }
    } catch (IOException e) {
      return NONE; // without a shell there is nobody to redraw a line for
    }
  }

  /** Of rows and columns; empty where there is no terminal. */
  static Terminal parse(String size) {
    String[] words = size.strip().split(" ", -1);
    if (words.length != 2 || !words[1].matches("[0-9]{1,5}")) {
      return NONE;
    }
    int columns = Integer.parseInt(words[1]);
    return new Terminal(true, columns == 0 ? USUAL_COLUMNS : columns);
  }
}
