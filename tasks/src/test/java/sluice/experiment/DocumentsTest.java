package sluice.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import sluice.experiment.settings.JsonSchema;

/**
 * Holds docs/experiment.md and docs/experiment.schema.json to the records. After a change of the
 * records, {@code ./build -o -q -pl core,tasks test -Dtest=DocumentsTest -Dsluice.docs=write}
 * writes both anew.
 */
class DocumentsTest {
  private static final String REMEDY =
      "%s is behind the records; write it anew with"
          + " ./build -o -q -pl core,tasks test -Dtest=DocumentsTest -Dsluice.docs=write";

  @Test
  void theGuideFollowsTheRecords() throws IOException {
    assertUpToDate("experiment.md", ExperimentGuide.page());
  }

  @Test
  void everyHeadingOfTheGuideIsThereOnceAndEveryLinkLeadsToOne() {
    var headings =
        ExperimentGuide.page()
            .lines()
            .filter(line -> line.startsWith("#"))
            .map(line -> line.replaceFirst("#+ ", "").toLowerCase(Locale.ROOT))
            .map(line -> line.replaceAll("[^a-z0-9_ -]", "").replace(' ', '-'))
            .toList();
    assertThat(headings).doesNotHaveDuplicates();
    var links = Pattern.compile("\\]\\(#([^)]*)\\)").matcher(ExperimentGuide.page());
    assertThat(links.results().map(link -> link.group(1))).isNotEmpty().isSubsetOf(headings);
  }

  @Test
  void theSchemaFollowsTheRecords() throws IOException {
    var schema = JsonSchema.of(ExperimentFile.SETTINGS.kind(), "Sluice experiment");
    assertUpToDate("experiment.schema.json", schema);
  }

  private static void assertUpToDate(String name, String content) throws IOException {
    var file = folder().resolve(name);
    if (System.getProperty("sluice.docs", "").equals("write")) {
      Files.writeString(file, content);
    }
    assertThat(Files.readString(file)).as(REMEDY, file.getFileName()).isEqualTo(content);
  }

  /** The docs folder, from the module's folder or from the root. */
  private static Path folder() {
    var docs = Path.of("docs");
    return Files.isDirectory(docs) ? docs : Path.of("..", "docs");
  }
}
