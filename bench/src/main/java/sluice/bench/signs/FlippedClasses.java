package sluice.bench.signs;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Compiles a source with a flip in it, in memory, against the classes as they were built. */
final class FlippedClasses {
  private final JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
  private final StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
  private final String classPath;

  FlippedClasses(String classPath) {
    this.classPath = classPath;
  }

  static List<String> options(String classPath) {
    return List.of(
        "-nowarn",
        "-proc:none",
        "-implicit:none",
        "-g:none",
        "--add-modules",
        "jdk.incubator.vector",
        "-cp",
        classPath);
  }

  /**
   * Compiles.
   *
   * @param sources each by its name below the sources' root
   * @return the bytes of each class by its full name; none if they do not compile
   */
  Map<String, byte[]> of(Map<String, String> sources) {
    DiagnosticCollector<JavaFileObject> messages = new DiagnosticCollector<>();
    Memory memory = new Memory(files);
    List<Text> texts = new ArrayList<>();
    sources.forEach((file, source) -> texts.add(new Text(file, source)));
    boolean done = compiler.getTask(null, memory, messages, options(classPath), null, texts).call();
    Map<String, byte[]> classes = new HashMap<>();
    if (done) {
      memory.written.forEach((name, bytes) -> classes.put(name, bytes.toByteArray()));
    }
    return classes;
  }

  /** The first error among messages. */
  static Optional<String> error(DiagnosticCollector<JavaFileObject> messages) {
    return messages.getDiagnostics().stream()
        .filter(message -> message.getKind() == Diagnostic.Kind.ERROR)
        .map(message -> message.getMessage(Locale.ROOT) + ", line " + message.getLineNumber())
        .findFirst();
  }

  private static final class Text extends SimpleJavaFileObject {
    private final String source;

    Text(String file, String source) {
      super(URI.create("string:///" + file), Kind.SOURCE);
      this.source = source;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return source;
    }
  }

  private static final class Memory extends ForwardingJavaFileManager<JavaFileManager> {
    private final Map<String, ByteArrayOutputStream> written = new HashMap<>();

    Memory(JavaFileManager files) {
      super(files);
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
        Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      written.put(name, bytes);
      return new SimpleJavaFileObject(URI.create("memory:///" + name), kind) {
        @Override
        public OutputStream openOutputStream() {
          return bytes;
        }
      };
    }
  }
}
