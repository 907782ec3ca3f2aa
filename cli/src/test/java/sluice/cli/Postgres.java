package sluice.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A PostgreSQL of the tests' own: started from Debian's programs in a folder of its own, on a free
 * port of this machine, and removed when it is stopped.
 */
final class Postgres {
  static final String USER = "reader";

  /** Of the server, not of a person; the tests look for it in what is written. */
  static final String PASSWORD = "willow-4711";

  private static final Path PROGRAMS = Path.of("/usr/lib/postgresql");
  private static final String OTHER_USER = "postgres"; // the server refuses to be root

  private final Path programs;
  private final Path folder;
  private final int port;

  private Postgres(Path programs, Path folder, int port) {
    this.programs = programs;
    this.folder = folder;
    this.port = port;
  }

  /** The folder of the newest server's programs, if there is one that can be started here. */
  static Optional<Path> programs() throws IOException {
    if (!Files.isDirectory(PROGRAMS)) {
      return Optional.empty();
    }
    try (Stream<Path> versions = Files.list(PROGRAMS)) {
      return versions
          .map(version -> version.resolve("bin"))
          .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
          .filter(_ -> !root() || Files.isExecutable(Path.of("/usr/sbin/runuser")))
          .max(Comparator.comparing(Path::toString));
    }
  }

  private static boolean root() {
    return System.getProperty("user.name").equals("root");
  }

  static Postgres start(Path programs) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("sluice-postgres");
    if (root()) {
      var users = folder.getFileSystem().getUserPrincipalLookupService();
      Files.setOwner(folder, users.lookupPrincipalByName(OTHER_USER));
    }
    Path password = Files.writeString(folder.resolve("password"), PASSWORD);
    Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-r--r--"));
    int port;
    try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    var server = new Postgres(programs, folder, port);
    server.run(
        "initdb",
        "-D",
        "data",
        "-N",
        "-U",
        USER,
        "--auth=scram-sha-256",
        "--pwfile=password",
        "--encoding=UTF8",
        "--locale=C");
    String options =
        "-p " + port + " -h 127.0.0.1 -c fsync=off -c unix_socket_directories='" + folder + "'";
    server.run("pg_ctl", "-D", "data", "-w", "-l", "log", "-o", options, "start");
    return server;
  }

  private void run(String program, String... words) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    if (root()) {
      command.addAll(List.of("/usr/sbin/runuser", "-u", OTHER_USER, "--"));
    }
    command.add(programs.resolve(program).toString());
    command.addAll(List.of(words));
    Path said = Files.createTempFile("sluice-postgres", ".txt");
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    boolean ended = process.waitFor(60, TimeUnit.SECONDS);
    String text = Files.readString(said, UTF_8);
    Files.delete(said);
    if (!ended || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new IOException(program + " failed:\n" + text);
    }
  }

  /** Without a password. */
  String url() {
    return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
  }

  Connection connect() throws SQLException {
    return DriverManager.getConnection(url(), USER, PASSWORD);
  }

  void stop() throws IOException, InterruptedException {
    run("pg_ctl", "-D", "data", "-m", "immediate", "stop");
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
