package sluice.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sluice.data.BadData;
import sluice.data.Series;
import sluice.data.SeriesSettings;
import sluice.data.Step;
import sluice.data.Table;
import sluice.data.TimeSettings;
import tools.jackson.databind.json.JsonMapper;

/** Rows from a real PostgreSQL, through the library and through the command with its launcher. */
class PostgresTest {
  private static Postgres server;

  @TempDir private static Path folder;

  @BeforeAll
  static void start() throws Exception {
    Optional<Path> programs = Postgres.programs();
    assumeTrue(programs.isPresent(), "no PostgreSQL here: apt-get install postgresql");
    server = Postgres.start(programs.get());
    try (Connection connection = server.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "create table types (d date, at timestamp, o timestamptz, n int, big bigint, x"
              + " numeric(9,3), f double precision, r real, w text, b boolean, j jsonb, u uuid)");
      statement.execute("set time zone 'UTC'");
      statement.execute(
          "insert into types values ('2024-03-30', '2024-03-31 02:30', '2024-03-31 02:30+02', 1,"
              + " 9007199254740991, 2.5, 0.1, 0.25, 'rain', true, '{\"a\": 1}',"
              + " '00000000-0000-0000-0000-000000000001'), ('2024-03-31', '2024-04-01 00:00:05',"
              + " null, null, null, -1, 3, null, '', false, null, null)");
      statement.execute("create table sales (date date, sales numeric(8,2))");
      for (String line : Samples.sales().subList(1, Samples.ROWS + 1)) {
        statement.execute("insert into sales values ('" + line.replace(",", "', ") + ")");
      }
      statement.execute("create table written (n int)");
    }
    install();
  }

  @AfterAll
  static void stop() throws Exception {
    if (server != null) {
      server.stop();
    }
  }

  /** The launcher as it is handed out, over the classes of this build; the driver is elsewhere. */
  private static void install() throws IOException {
    Path bin = Files.createDirectories(folder.resolve("app/bin"));
    try (Stream<Path> files = Files.list(Path.of("src/dist/bin"))) {
      for (Path file : files.toList()) {
        Files.copy(file, bin.resolve(file.getFileName()));
      }
    }
    assertThat(bin.resolve("sluice").toFile().setExecutable(true)).isTrue();
    Path drivers = Files.createDirectories(folder.resolve("app/lib/drivers"));
    List<Path> entries =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
            .map(Path::of)
            .toList();
    List<Path> own = entries.stream().filter(PostgresTest::driver).toList();
    assertThat(own).as("the driver").hasSize(1);
    Files.copy(own.getFirst(), drivers.resolve("driver.jar"));
    var manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest
        .getMainAttributes()
        .put(
            Attributes.Name.CLASS_PATH,
            entries.stream()
                .filter(entry -> !driver(entry))
                .map(entry -> entry.toUri().toString())
                .collect(Collectors.joining(" ")));
    Path jar = folder.resolve("app/lib/sluice.jar");
    new JarOutputStream(Files.newOutputStream(jar), manifest).close();
  }

  private static boolean driver(Path entry) {
    return entry.getFileName().toString().startsWith("postgresql-");
  }

  private static Outcome sluice(Map<String, String> environment, String... words)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(folder.resolve("app/bin/sluice").toString()));
    command.addAll(List.of(words));
    Path out = Files.createTempFile(folder, "out", ".txt");
    Path err = Files.createTempFile(folder, "err", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().remove("SLUICE_DRIVERS");
    builder.environment().putAll(environment);
    Process process = builder.start();
    boolean ended = process.waitFor(120, TimeUnit.SECONDS);
    process.destroyForcibly();
    assertThat(ended).as("it ends within 120 s").isTrue();
    return new Outcome(process.exitValue(), Files.readString(out, UTF_8), Files.readString(err));
  }

  private static String experiment(String url, String query) throws IOException {
    return Files.writeString(
            Files.createTempFile(folder, "sales", ".yaml"),
            """
            name: sales
            task: forecast
            data: {jdbc: {url: "%s", user: %s, query: "%s"}, time: date, target: sales}
            window: {history: 14, horizon: 3}
            model: {layers: [lstm: 4]}
            training: {epochs: 2}
            """
                .formatted(url, Postgres.USER, query))
        .toString();
  }

  private static final Map<String, String> LOGIN =
      Map.of("SLUICE_JDBC_PASSWORD", Postgres.PASSWORD);
  private static final String SALES = "select * from sales order by date";

  @Test
  void typesBecomeNumbersAndTextWhateverTheZoneOfThisMachine() throws SQLException {
    try (Connection connection = server.connect()) {
      Table table = Table.query(connection, "select * from types order by d");
      assertThat(table.numbers("n")).containsExactly(1, Double.NaN);
      assertThat(table.numbers("big")).containsExactly(9007199254740991.0, Double.NaN);
      assertThat(table.numbers("x")).containsExactly(2.5, -1);
      assertThat(table.numbers("f")).containsExactly(0.1, 3);
      assertThat(table.numbers("r")).containsExactly(0.25, Double.NaN);
      assertThat(texts(table, "d")).containsExactly("2024-03-30", "2024-03-31");
      assertThat(texts(table, "at")).containsExactly("2024-03-31T02:30", "2024-04-01T00:00:05");
      assertThat(texts(table, "o")).containsExactly("2024-03-31T00:30Z", "");
      assertThat(texts(table, "w")).containsExactly("rain", "");
      assertThat(texts(table, "b")).containsExactly("true", "false");
      assertThat(texts(table, "j")).containsExactly("{\"a\": 1}", "");
      assertThat(texts(table, "u").getFirst()).endsWith("0001");
      assertThat(connection.getAutoCommit()).as("as it was").isTrue();
      for (String time : new String[] {"d", "at"}) {
        var settings =
            SeriesSettings.DEFAULT.time(TimeSettings.of(time).step(Step.ROW)).targets("x");
        assertThat(Series.read(table, settings)).hasSize(1);
      }
    }
  }

  private static List<String> texts(Table table, String column) {
    return List.of(table.column(column).text(0), table.column(column).text(1));
  }

  /** The driver names the portal of a query whose rows it asks for in pieces, and no other. */
  @Test
  void rowsComeInPieces() throws SQLException {
    String portal = "(select max(name) from pg_cursors)";
    String sql = "select i, " + portal + " as portal from generate_series(1, 25000) as i";
    try (Connection connection = server.connect()) {
      Table table = Table.query(connection, sql);
      assertThat(table.rows()).isEqualTo(25_000);
      assertThat(table.numbers("i")[24_999]).isEqualTo(25_000);
      assertThat(table.column("portal").text(0)).isNotEmpty();
      try (Statement whole = connection.createStatement();
          var result = whole.executeQuery(sql)) {
        assertThat(result.next()).isTrue();
        assertThat(result.getString("portal")).as("of a result at once").isEmpty();
      }
    }
  }

  @Test
  void whatCannotBeUsedIsSaidInASentence() throws SQLException {
    try (Connection connection = server.connect()) {
      for (String[] one :
          new String[][] {
            {"select 'NaN'::numeric as x", "row 1, column \"x\": not a finite number."},
            {"select 'Infinity'::float8 as x", "Expected a number, found Infinity."},
            {"select 9007199254740993 as x", "found 9007199254740993. Cast the column to text"},
            {"select 1 as a, 2 as a", "column \"a\": two columns of the result"},
            {"select * from sales where sales < 0", "query: the query gave no rows."},
            {"select nothing", "query: the query failed: ERROR: column \"nothing\" does not exist"},
          }) {
        assertThatThrownBy(() -> Table.query(connection, one[0]))
            .isInstanceOf(BadData.class)
            .hasMessageContaining(one[1])
            .message()
            .doesNotContain("\n");
      }
      assertThat(Table.query(connection, "select 1 as x").rows()).as("still open").isOne();
    }
  }

  @Test
  void aQueryChangesNothing() throws SQLException {
    try (Connection connection = server.connect()) {
      Table.query(connection, "insert into written values (1) returning n");
      assertThatThrownBy(() -> Table.query(connection, "select * from written"))
          .hasMessageContaining("no rows");
    }
  }

  @Tag("slow")
  @Test
  void theCommandTrainsAndWritesNoPassword() throws Exception {
    String out = folder.resolve("run").toString();
    Outcome trained = sluice(LOGIN, "train", experiment(server.url(), SALES), "--out", out);
    assertThat(trained.code()).as(trained.err()).isZero();
    Samples samples = new Samples(Files.createDirectory(folder.resolve("file")));
    Outcome same = Outcome.of("train", samples.forecast(), "--out", samples.at("run"));
    assertThat(same.code()).as(same.err()).isZero();
    assertThat(figures(folder.resolve("run"))).isEqualTo(figures(samples.folder().resolve("run")));
    assertThat(trained.out() + trained.err()).doesNotContain(Postgres.PASSWORD);
    try (Stream<Path> files = Files.walk(folder.resolve("run"))) {
      List<Path> all = files.filter(Files::isRegularFile).toList();
      assertThat(all).anyMatch(file -> file.endsWith("environment.json"));
      for (Path file : all) {
        assertThat(Files.readString(file, ISO_8859_1))
            .as(file.toString())
            .doesNotContain(Postgres.PASSWORD);
      }
    }
  }

  /** The figures of the run: those of a file with the same rows are the same. */
  private static String figures(Path run) throws IOException {
    return JsonMapper.shared()
        .readTree(Files.readString(run.resolve("metrics.json")))
        .get("weights_sha256")
        .asString();
  }

  @Tag("slow")
  @Test
  void whatFailsIsOneSentenceAndExitCode3() throws Exception {
    String sales = experiment(server.url(), SALES);
    failure(
        sluice(LOGIN, "train", experiment(server.url(), "select * from nights"), "--dry-run"),
        "query: the query failed: ERROR: relation \"nights\" does not exist");
    failure(
        sluice(Map.of("SLUICE_JDBC_PASSWORD", "wrong-word"), "train", sales, "--dry-run"),
        "the database did not answer: FATAL: password authentication failed for user \"reader\"",
        "that the environment variable SLUICE_JDBC_PASSWORD holds the password");
    failure(
        sluice(LOGIN, "train", experiment("jdbc:postgresql://127.0.0.1:1/x", SALES), "--dry-run"),
        "jdbc:postgresql://127.0.0.1:1/x: the database did not answer: Connection to 127.0.0.1:1"
            + " refused");
    Map<String, String> elsewhere = Map.of("SLUICE_DRIVERS", folder.resolve("none").toString());
    failure(
        sluice(elsewhere, "train", sales, "--dry-run"),
        "there is no JDBC driver for this address. Put the driver's jar into the folder lib/drivers"
            + " of Sluice");
  }

  private static void failure(Outcome outcome, String... words) {
    assertThat(outcome.code()).as(outcome.err()).isEqualTo(3);
    assertThat(outcome.told()).startsWith("sluice: ").contains(words);
    assertThat(outcome.out() + outcome.err())
        .doesNotContain(Postgres.PASSWORD, "wrong-word", "\tat ");
  }
}
