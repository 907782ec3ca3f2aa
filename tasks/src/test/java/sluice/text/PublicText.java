package sluice.text;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Texts that are not in the repository; a test that asks for one is skipped without it. */
final class PublicText {
  private PublicText() {}

  static Path file(String name) {
    Path file =
        Path.of(
                Optional.ofNullable(System.getProperty("sluice.data"))
                    .or(() -> Optional.ofNullable(System.getenv("SLUICE_DATA")))
                    .orElse("../../shared/data"))
            .resolve(name);
    assumeTrue(Files.exists(file), "no " + file);
    return file;
  }
}
