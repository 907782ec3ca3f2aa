package sluice.bench.signs;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;

/** Loads the engine anew, with some classes in another form. */
final class FlipLoader extends ClassLoader {
  private static final String OURS = "sluice.";

  private final Map<String, byte[]> built;
  private final Map<String, byte[]> flipped;

  /**
   * A loader for one flip.
   *
   * @param built bytes of classes that were read before, by name. Modified
   * @param flipped the classes in another form
   */
  FlipLoader(Map<String, byte[]> built, Map<String, byte[]> flipped) {
    super(FlipLoader.class.getClassLoader());
    this.built = built;
    this.flipped = flipped;
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!name.startsWith(OURS)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      if (loaded != null) {
        return loaded;
      }
      byte[] bytes = flipped.containsKey(name) ? flipped.get(name) : built(name);
      return defineClass(name, bytes, 0, bytes.length);
    }
  }

  private byte[] built(String name) throws ClassNotFoundException {
    byte[] known = built.get(name);
    if (known != null) {
      return known;
    }
    String resource = name.replace('.', '/') + ".class";
    try (InputStream in = Objects.requireNonNull(getParent()).getResourceAsStream(resource)) {
      if (in == null) {
        throw new ClassNotFoundException(name);
      }
      byte[] bytes = in.readAllBytes();
      built.put(name, bytes);
      return bytes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
