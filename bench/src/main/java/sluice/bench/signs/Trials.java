package sluice.bench.signs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import jdk.incubator.vector.VectorShape;

/** Compiles flips, loads the engine with each and lets its self-test run. */
final class Trials {
  private static final String KERNELS = "sluice/kernel/";

  private static final String LANES = "sluice.lanes";
  private static final int WIDEST = VectorShape.preferredShape().vectorBitSize();

  private final Path sources;
  private final FlippedClasses compiler;
  private final List<String> parts;
  private final Map<String, List<String>> order =
      new HashMap<>(); // by file: what caught comes first
  private final Map<String, byte[]> built = new HashMap<>();
  private final Map<String, String> texts = new HashMap<>();
  private final long seconds;

  /**
   * Trials over the built classes.
   *
   * @param sources the folder of the packages
   * @param classPath of the classes as they were built
   * @param parts of the self-test
   * @param seconds after which a self-test that does not end has noticed
   */
  Trials(Path sources, String classPath, List<String> parts, long seconds) {
    this.sources = sources;
    this.compiler = new FlippedClasses(classPath);
    this.parts = parts;
    this.seconds = seconds;
  }

  String source(Flip flip) {
    try {
      return Files.readString(sources.resolve(flip.file()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What fails without any flip: with that nothing could be told. Empty if all is well. */
  List<String> control() throws InterruptedException {
    return run(new FlipLoader(built, Map.of()), parts);
  }

  /** Tries one flip. */
  Verdict of(Flip flip) throws InterruptedException {
    Map<String, byte[]> classes = compiler.of(flipped(flip));
    if (classes.isEmpty()) {
      return new Verdict(Verdict.Kind.NO_CODE, "");
    }
    List<String> first = order.computeIfAbsent(flip.file(), this::start);
    List<String> failed = run(new FlipLoader(built, classes), first);
    if (failed.isEmpty() && flip.file().startsWith(KERNELS)) {
      failed = narrower(classes);
    }
    if (failed.isEmpty()) {
      return new Verdict(Verdict.Kind.SURVIVED, "");
    }
    if (first.remove(failed.getFirst())) {
      first.addFirst(failed.getFirst());
    }
    return new Verdict(Verdict.Kind.CAUGHT, String.join(": ", failed));
  }

  /** With the vectors of other machines, for which a kernel may have code of its own. */
  private List<String> narrower(Map<String, byte[]> classes) throws InterruptedException {
    List<String> kernels = parts.stream().filter(Trials::ofKernels).toList();
    List<String> failed = List.of();
    for (String bits : List.of("128", "256")) {
      if (failed.isEmpty() && Integer.parseInt(bits) < WIDEST) {
        System.setProperty(LANES, bits);
        failed = run(new FlipLoader(built, classes), kernels);
        System.clearProperty(LANES);
      }
    }
    return failed;
  }

  private static boolean ofKernels(String part) {
    return part.startsWith("kernels ");
  }

  /** The source with the flip in it, and with it all that may read a constant of it. */
  private Map<String, String> flipped(Flip flip) {
    Map<String, String> flipped = new HashMap<>();
    if (!flip.constant().isEmpty()) {
      all()
          .forEach((file, source) -> {
            if (source.contains(flip.constant())) {
              flipped.put(file, source);
            }
          });
    }
    flipped.put(flip.file(), flip.applied(source(flip)));
    return flipped;
  }

  /** All sources by their names. */
  private Map<String, String> all() {
    if (texts.isEmpty()) {
      try (Stream<Path> files = Files.walk(sources)) {
        for (Path file : files.filter(Trials::isSource).toList()) {
          String name = sources.relativize(file).toString().replace('\\', '/');
          texts.put(name, Files.readString(file));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return texts;
  }

  private static boolean isSource(Path file) {
    return file.toString().endsWith(".java") && !file.endsWith("module-info.java");
  }

  /** Comparing kernels is the quickest way to catch a flip in one of them; else it is of no use. */
  private List<String> start(String file) {
    List<String> own = new ArrayList<>(parts);
    List<String> kernels = own.stream().filter(Trials::ofKernels).toList();
    own.removeAll(kernels);
    own.addAll(file.startsWith(KERNELS) ? 0 : own.size(), kernels);
    return own;
  }

  /** In a thread of its own, which is left behind if it does not come to an end. */
  private List<String> run(FlipLoader loader, List<String> order) throws InterruptedException {
    List<String> copy = List.copyOf(order);
    FutureTask<List<String>> task = new FutureTask<>(() -> trial(loader).apply(copy));
    Thread thread = new Thread(task, "self-test");
    thread.setDaemon(true);
    thread.start();
    try {
      return task.get(seconds, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      return List.of("not done after " + seconds + " seconds");
    } catch (ExecutionException e) {
      return List.of(String.valueOf(e.getCause()));
    }
  }

  @SuppressWarnings("unchecked") // its class is the other loader's, the interface is not
  private static UnaryOperator<List<String>> trial(FlipLoader loader)
      throws ReflectiveOperationException {
    Class<?> type = loader.loadClass(SelfTestTrial.class.getName());
    return (UnaryOperator<List<String>>) type.getConstructor().newInstance();
  }
}
