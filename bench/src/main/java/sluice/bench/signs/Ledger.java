package sluice.bench.signs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * The verdicts so far, a line each in a file, so that a run can be broken off and gone on with. A
 * verdict counts as long as its source is what it was.
 */
final class Ledger {
  private static final String BETWEEN = "\t";

  private final Path file;
  private final Map<String, Verdict> verdicts = new HashMap<>();

  Ledger(Path file) throws IOException {
    this.file = file;
    if (Files.exists(file)) {
      for (String line : Files.readAllLines(file)) {
        String[] fields = line.split(BETWEEN, -1);
        verdicts.put(fields[0], new Verdict(Verdict.Kind.valueOf(fields[1]), fields[2]));
      }
    }
  }

  Optional<Verdict> of(Flip flip, String source) {
    return Optional.ofNullable(verdicts.get(key(flip, source)));
  }

  void add(Flip flip, String source, Verdict verdict) throws IOException {
    verdicts.put(key(flip, source), verdict);
    String line =
        String.join(
            BETWEEN, key(flip, source), verdict.kind().name(), verdict.by(), flip.toString());
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.writeString(
        file, line.replace('\n', ' ') + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private static String key(Flip flip, String source) {
    CRC32C crc = new CRC32C();
    crc.update(source.getBytes(StandardCharsets.UTF_8));
    return flip.file()
        + ":"
        + Long.toHexString(crc.getValue())
        + ":"
        + flip.from()
        + ":"
        + flip.text().strip().replaceAll("\\s+", " ");
  }
}
