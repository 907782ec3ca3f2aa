package sluice.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import sluice.data.BadData;
import sluice.data.Part;
import sluice.text.TextCodec;
import sluice.text.TextCorpus;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What {@code --dry-run} tells of a text. */
final class LanguagePlan {
  private static final int SHOWN = 20; // tokens of the vocabulary, and of the first sequence

  private final LanguageJob job;

  LanguagePlan(LanguageJob job) {
    this.job = job;
  }

  /** Parts, vocabulary and the first tokens, for people. */
  String text() {
    StringBuilder text = new StringBuilder(job.source()).append('\n');
    for (Part part : Part.values()) {
      text.append(
          String.format(
              Locale.ROOT, "%-10s %,12d tokens\n", LanguageJob.word(part), job.count(part)));
    }
    job.notes().forEach(note -> text.append(note).append('\n'));
    List<String> known = job.codec().vocabulary().tokens();
    text.append("\n# vocabulary: the first ids\n");
    text.append(quoted(known.subList(0, Math.min(SHOWN, known.size())))).append('\n');
    text.append(
        String.format(
            Locale.ROOT,
            "\n# training: %d sequences side by side, %d steps each, %s\n",
            job.batch(),
            job.experiment().training().truncatedBpttSteps(),
            job.experiment().window().partition() == WindowSettings.Partition.SEQUENTIAL
                ? "states carried on"
                : "each from a zero state"));
    return text.append(quoted(first())).append('\n').toString();
  }

  private List<String> first() {
    TextCorpus training = job.text(Part.TRAINING);
    TextCodec codec = job.codec();
    List<String> tokens = new ArrayList<>();
    for (int place = 0; place < Math.min(SHOWN, training.count()); place++) {
      tokens.add(codec.vocabulary().token(training.at(place)));
    }
    return tokens;
  }

  private static String quoted(List<String> tokens) {
    return String.join(" ", tokens.stream().map(BadData::quote).toList());
  }

  /** The same for programs. Modified: {@code json}. */
  void put(ObjectNode json) {
    ObjectNode tokens = json.putObject("examples");
    for (Part part : Part.values()) {
      tokens.put(LanguageJob.word(part), job.count(part));
    }
    json.put("vocabulary", job.codec().vocabulary().size());
    ArrayNode notes = json.putArray("text");
    job.notes().forEach(notes::add);
  }
}
