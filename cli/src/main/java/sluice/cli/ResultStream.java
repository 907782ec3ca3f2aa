package sluice.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.BooleanSupplier;

/** Standard output, which says whether its reader went away or it cannot be written. */
final class ResultStream extends OutputStream {
  private static final int FILE_TYPE = 0170000; // of a mode in Unix
  private static final int PIPE = 0010000;
  private static final int SOCKET = 0140000;

  private final OutputStream out;
  private final BooleanSupplier pipe;

  /**
   * Over the stream behind it.
   *
   * @param pipe whether that is a pipe or a socket, asked only when it fails
   */
  ResultStream(OutputStream out, BooleanSupplier pipe) {
    this.out = out;
    this.pipe = pipe;
  }

  /** The reader of a pipe has all it wanted: no failure of ours. */
  static final class ReaderLeft extends IOException {
    private static final long serialVersionUID = 1;

    ReaderLeft(IOException cause) {
      super(cause);
    }
  }

  /** Standard output cannot be written. */
  static final class Unwritable extends IOException {
    private static final long serialVersionUID = 1;

    Unwritable(IOException cause) {
      super("cannot write to standard output: " + cause.getMessage(), cause);
    }
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    try {
      out.write(bytes, from, length);
    } catch (IOException e) {
      throw told(e);
    }
  }

  @Override
  public void flush() throws IOException {
    try {
      out.flush();
    } catch (IOException e) {
      throw told(e);
    }
  }

  private IOException told(IOException e) {
    // The system's message comes in the user's language, so the kind of file is asked for as well.
    boolean reader = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT).contains("pipe");
    return reader || pipe.getAsBoolean() ? new ReaderLeft(e) : new Unwritable(e);
  }

  /** Whether standard output of this process is a pipe or a socket; false where nobody can say. */
  static boolean standardOutputIsPipe() {
    try {
      int type = (int) Files.getAttribute(Path.of("/dev/fd/1"), "unix:mode") & FILE_TYPE;
      return type == PIPE || type == SOCKET;
    } catch (IOException | RuntimeException unknown) {
      return false;
    }
  }
}
