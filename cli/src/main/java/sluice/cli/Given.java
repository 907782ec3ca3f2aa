package sluice.cli;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which options were given. */
final class Given {
  private Given() {}

  /** The name of the first value that is there; empty if none is. */
  static Optional<String> first(String[] names, @Nullable Object... values) {
    for (int i = 0; i < names.length; i++) {
      if (values[i] != null) {
        return Optional.of(names[i]);
      }
    }
    return Optional.empty();
  }
}
