package sluice.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * Runs every command on tiny data, so that the classes they need are those that the JVM has loaded
 * when it ends: {@code bin/class-data} has it write them to an archive then, which later starts map
 * into memory. Not for users.
 */
final class ClassData {
  private static final int DAYS = 60;
  private static final String TINY =
      """
      data: {file: data.csv, time: date, target: %s, %s calendar: {weekday: wave}}
      window: {history: 7}
      model: {layers: [lstm: 4, lstm: 4]}
      training: {epochs: 1}
      """;

  private final Path folder;

  private ClassData(Path folder) {
    this.folder = folder;
  }

  /** Leaves with the exit code of the first command that fails, or 0. */
  public static void main(String[] arguments) throws IOException {
    Path folder = Files.createTempDirectory("sluice");
    int code = new ClassData(folder).code();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
    System.exit(code);
  }

  private int code() throws IOException {
    Log.to(Console.ofProcess());
    StringBuilder rows = new StringBuilder("date,number,word\n");
    for (int day = 0; day < DAYS; day++) {
      rows.append(LocalDate.EPOCH.plusDays(day)).append(',').append(day % 7);
      rows.append(day % 7 < 3 ? ",low\n" : ",high\n");
    }
    String data = file("data.csv", rows.toString());
    String classify =
        file("classify.yaml", "task: classify\n" + TINY.formatted("word", "past: [number],"));
    String forecast = file("forecast.yaml", "task: forecast\n" + TINY.formatted("number", ""));
    String[][] commands = {
      {"--help"},
      {"train", "--help"},
      {"train", classify, "--out", at("c")},
      {"train", forecast, "--out", at("f"), "--json"},
      {"evaluate", at("c/model.sluice"), "--data", data},
      {"predict", at("c/model.sluice"), "--data", data},
      {"predict", at("c/model.sluice"), "--data", data, "--out", at("out.csv")},
      {"forecast", at("f/model.sluice"), "--history", data},
    };
    for (String[] command : commands) {
      int code = Main.run(command, silence());
      if (code != 0) {
        return code;
      }
    }
    return 0;
  }

  private static Console silence() {
    OutputStream nowhere = OutputStream.nullOutputStream();
    return new Console(InputStream.nullInputStream(), nowhere, nowhere, () -> Terminal.NONE);
  }

  private String at(String name) {
    return folder.resolve(name).toString();
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }
}
