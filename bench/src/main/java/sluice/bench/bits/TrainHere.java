package sluice.bench.bits;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import sluice.kernel.Kernels;
import sluice.math.Workers;

/**
 * Trains in this process: {@code TrainHere FOLDER SAVE_SECONDS WORK…}. Of each work it prints a
 * line {@value #STEP} a step, if it saves after every step, and one {@value #DONE} with what
 * computed, the digest of the weights and the seconds.
 */
public final class TrainHere {
  static final String STEP = "step";
  static final String DONE = "trained";

  private TrainHere() {}

  /** Folder for checkpoints, seconds between them, and works by name. */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    int saveSeconds = Integer.parseInt(arguments[1]);
    Runnable step = saveSeconds == 0 ? () -> print(STEP) : () -> {};
    for (int i = 2; i < arguments.length; i++) {
      String name = arguments[i];
      long start = System.nanoTime();
      Path own = Files.createDirectories(folder.resolve(name));
      String digest = Work.named(name).train(own, saveSeconds, step);
      Kernels kernels = Kernels.get();
      print(
          String.format(
              Locale.ROOT,
              "%s %s %s-%d %d %s %.2f",
              DONE,
              name,
              kernels.name(),
              32 * kernels.lanes(),
              Workers.shared().threads(),
              digest,
              (System.nanoTime() - start) / 1e9));
    }
  }

  private static void print(String line) {
    byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
    System.out.write(bytes, 0, bytes.length);
    System.out.flush();
  }
}
