package sluice.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import sluice.text.TokenizerSettings.Kind;
import sluice.text.TokenizerSettings.Letters;

/** Counts that others have published of texts that all know. */
class KnownTextsTest {
  private static final TokenizerSettings LETTERS =
      TokenizerSettings.of(Kind.CHARACTERS).lower(true).letters(Letters.LINES);

  /**
   * "Dive into Deep Learning" prints 170,580 characters and 28 tokens, its later edition 173,428.
   */
  @Test
  void theTimeMachineHasTheCharactersOfTheTextbook() {
    var file =
        new TextFile(PublicText.file("timemachine/timemachine.txt"), TextFileSettings.GUTENBERG);
    TextCodec lines = TextCodec.fit(file, LETTERS, VocabularySettings.ALL);
    assertThat(lines.vocabulary().size()).isEqualTo(28);
    assertThat(lines.vocabulary().tokens().subList(0, 5))
        .containsExactly("<unk>", " ", "e", "t", "a");
    TextCorpus corpus = lines.corpus(file);
    assertThat(corpus.count()).isEqualTo(170_580);
    TextCorpus runs =
        TextCodec.fit(file, LETTERS.letters(Letters.RUNS), VocabularySettings.ALL).corpus(file);
    assertThat(runs.count()).isEqualTo(173_428);
    var ids = new int[40];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = corpus.at(i);
    }
    assertThat(lines.text(ids)).isEqualTo("the time machine by h g wellsithe time t");
  }

  @Test
  void thePennTreebankHasItsTokens() {
    var train = new TextFile(PublicText.file("ptb/ptb.train.txt.gz"), TextFileSettings.DEFAULT);
    TextCodec codec =
        TextCodec.fit(
            train, TokenizerSettings.of(Kind.WORDS).lineEnds(true), VocabularySettings.ALL);
    assertThat(codec.vocabulary().size()).isEqualTo(10_000);
    TextCorpus corpus = codec.corpus(train);
    assertThat(corpus.count()).isEqualTo(929_589);
    assertThat(corpus.unknown()).isZero();
    var test = new TextFile(PublicText.file("ptb/ptb.test.txt"), TextFileSettings.DEFAULT);
    assertThat(codec.corpus(test).count()).isEqualTo(82_430);
    assertThat(codec.corpus(test).unknown()).isZero();
    var valid = new TextFile(PublicText.file("ptb/ptb.valid.txt"), TextFileSettings.DEFAULT);
    assertThat(codec.corpus(valid).count()).isEqualTo(73_760);
  }
}
