package sluice.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sluice.data.BadData;
import sluice.experiment.SmallRuns.Rows;
import sluice.model.SavedModel;

/** A run on rows that come from a query. */
class DatabaseRunTest {
  private static final String URL = "jdbc:h2:mem:runs";
  private static final String SOURCE =
      "data.jdbc={url: '" + URL + "', query: 'SELECT * FROM days ORDER BY \"date\"'}";

  @TempDir private Path folder;
  private Connection open; // keeps the database in memory alive

  @BeforeEach
  void fill() throws SQLException {
    open = DriverManager.getConnection(URL);
    SmallRuns.write(folder.resolve("sales.csv"), SmallRuns.salesRows(SmallRuns.DAYS));
    try (Statement statement = open.createStatement()) {
      statement.execute(
          "CREATE TABLE days AS SELECT CAST(\"date\" AS DATE) AS \"date\", CAST(\"sales\" AS"
              + " DOUBLE) AS \"sales\", CAST(\"returns\" AS DOUBLE) AS \"returns\", CAST(\"price\""
              + " AS DOUBLE) AS \"price\" FROM CSVREAD('"
              + folder.resolve("sales.csv")
              + "', NULL, 'caseSensitiveColumnNames=true')");
    }
  }

  @AfterEach
  void close() throws SQLException {
    try (Statement statement = open.createStatement()) {
      statement.execute("DROP TABLE days");
    }
    open.close();
  }

  @Test
  void givesTheWeightsThatAFileGives() {
    Experiment fromQuery = SmallRuns.experiment(folder, SmallRuns.SALES, "data.file=none", SOURCE);
    RunResult query = SmallRuns.train(fromQuery, folder.resolve("query"));
    RunResult file = SmallRuns.train(SmallRuns.sales(folder), folder.resolve("file"));
    assertThat(query.weightsSha256()).isEqualTo(file.weightsSha256());
    assertThat(SavedModel.read(query.model()).provenance().settings().text("experiment"))
        .contains(URL);
    TrainedModel model = TrainedModel.read(query.model());
    assertThatExceptionOfType(UnfitTask.class)
        .isThrownBy(() -> model.forecast(Optional.empty(), new Rows()))
        .withMessageContaining("trained on a query")
        .withMessageContaining("--history FILE");
  }

  @Test
  void whatTheDatabaseSaysIsPassedOn() {
    Experiment wrong =
        SmallRuns.experiment(
            folder,
            SmallRuns.SALES,
            "data.file=none",
            "data.jdbc={url: '" + URL + "', query: 'SELECT * FROM nights'}");
    assertThatExceptionOfType(BadData.class)
        .isThrownBy(() -> Run.plan(wrong))
        .withMessageContaining("query: the query failed: ") // H2 puts its words in our language too
        .withMessageContaining("Table \"NIGHTS\" not found");
    Experiment nowhere =
        SmallRuns.experiment(
            folder,
            SmallRuns.SALES,
            "data.file=none",
            "data.jdbc={url: 'jdbc:nosuch:thing', query: 'SELECT 1', user: me}");
    assertThatExceptionOfType(BadData.class)
        .isThrownBy(() -> Run.plan(nowhere))
        .withMessageContaining("jdbc:nosuch:thing")
        .withMessageContaining("there is no JDBC driver for this address. Put the driver's jar");
  }
}
