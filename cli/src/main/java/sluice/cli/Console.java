package sluice.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/**
 * The streams of the command: results go to standard output, everything else to standard error, all
 * of it in UTF-8 with LF.
 *
 * <p>A failure to write a result is kept apart from all others, see {@link ResultStream}. A failure
 * to write a message is nobody's.
 */
final class Console {
  private final InputStream in;
  private final Writer results;
  private final PrintWriter messages;
  private final Supplier<Terminal> terminal;
  private String status = ""; // the line being redrawn, if any

  /**
   * Over any streams.
   *
   * @param in standard input
   * @param out takes results
   * @param err takes everything else
   * @param terminal what stands behind {@code err}, asked for when progress is to be shown
   */
  Console(InputStream in, OutputStream out, OutputStream err, Supplier<Terminal> terminal) {
    this(in, new ResultStream(out, () -> false), err, terminal);
  }

  private Console(InputStream in, ResultStream out, OutputStream err, Supplier<Terminal> terminal) {
    this.in = in;
    this.results = new OutputStreamWriter(new BufferedOutputStream(out), StandardCharsets.UTF_8);
    this.messages = new PrintWriter(new OutputStreamWriter(err, StandardCharsets.UTF_8), true);
    this.terminal = terminal;
  }

  /** Over the streams of this process, whatever charset its locale asks for. */
  static Console ofProcess() {
    return new Console(
        new FileInputStream(FileDescriptor.in),
        new ResultStream(
            new FileOutputStream(FileDescriptor.out), ResultStream::standardOutputIsPipe),
        new FileOutputStream(FileDescriptor.err),
        Terminal::ofStandardError);
  }

  /** Standard input, as it is. */
  InputStream in() {
    return in;
  }

  /** Takes results; to be flushed by {@link #finish()}. */
  Writer results() {
    return results;
  }

  /** Takes messages that are no progress; lines should go through {@link #say}. */
  PrintWriter messages() {
    return messages;
  }

  /** What stands behind standard error. */
  Terminal terminal() {
    return terminal.get();
  }

  /** Writes lines of result and sends them on. */
  void result(String text) {
    try {
      results.write(text.endsWith("\n") ? text : text + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    finish();
  }

  /** Sends on what was written of the result. */
  void finish() {
    try {
      results.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes a line for people; a status line makes room for it. */
  synchronized void say(String line) {
    String drawn = status;
    status("");
    messages.print(line + "\n");
    messages.flush();
    status(drawn);
  }

  /** Draws the status line of a terminal anew; an empty one removes it. */
  synchronized void status(String line) {
    if (line.isEmpty() && status.isEmpty()) {
      return;
    }
    // Blanks instead of an escape sequence: every terminal knows them.
    String rest = " ".repeat(Math.max(0, width(status) - width(line)));
    messages.print("\r" + line + rest + (line.isEmpty() ? "\r" : ""));
    messages.flush();
    status = line;
  }

  private static int width(String line) {
    return line.codePointCount(0, line.length());
  }
}
