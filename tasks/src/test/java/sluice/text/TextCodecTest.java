package sluice.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import sluice.data.BadData;
import sluice.text.TokenizerSettings.Kind;

class TextCodecTest {
  private static final TokenizerSettings WORDS = TokenizerSettings.of(Kind.WORDS);
  private static final TextSource TEXT =
      TextSource.of("t", List.of("b a c a\nd b a", "", "z <pad> z"));

  private static List<String> vocabulary(int least, int most, boolean padding) {
    var settings = new VocabularySettings(least, most, padding);
    return TextCodec.fit(TEXT, WORDS, settings).vocabulary().tokens();
  }

  @Test
  void idsFollowFromCountsAndThenFromTexts() {
    assertThat(vocabulary(1, 0, false)).containsExactly("<unk>", "a", "b", "z", "<pad>", "c", "d");
    assertThat(vocabulary(1, 0, true)).containsExactly("<unk>", "<pad>", "a", "b", "z", "c", "d");
    assertThat(vocabulary(2, 0, false)).containsExactly("<unk>", "a", "b", "z");
    assertThat(vocabulary(1, 3, true)).containsExactly("<unk>", "<pad>", "a");
    assertThatIllegalArgumentException().isThrownBy(() -> new VocabularySettings(0, 0, false));
    assertThatIllegalArgumentException().isThrownBy(() -> new VocabularySettings(1, 1, false));
  }

  @Test
  void unknownTokensAreCounted() {
    TextCodec codec = TextCodec.fit(TEXT, WORDS, new VocabularySettings(2, 0, true));
    TextCorpus corpus = codec.corpus(TEXT);
    assertThat(corpus.count()).isEqualTo(10);
    assertThat(corpus.unknown()).as("c and d").isEqualTo(2);
    assertThat(corpus.documents()).isEqualTo(2);
    assertThat(corpus.start(1)).isEqualTo(7);
    assertThat(corpus.start(2)).isEqualTo(10);
    assertThat(codec.ids("a q b")).containsExactly(2, 0, 3);
    assertThat(codec.unknown("q a r q")).containsExactly("q", "r");
    assertThat(codec.text(2, 0, 3)).isEqualTo("a <unk> b");
    assertThat(codec.vocabulary().padding()).hasValue(1);
    assertThat(codec.vocabulary().unknown()).hasValue(0);
    assertThat(codec.vocabulary().lineEnd()).isEmpty();
  }

  @Test
  void aPartIsAView() {
    TextCorpus corpus = TextCodec.fit(TEXT, WORDS, VocabularySettings.ALL).corpus(TEXT);
    TextCorpus part = corpus.part(5, 9).part(1, 4);
    assertThat(part.count()).isEqualTo(3);
    assertThat(part.at(0)).isEqualTo(corpus.at(6));
    assertThat(part.documents()).isEqualTo(2);
    assertThat(part.start(0)).isZero();
    assertThat(part.start(1)).isEqualTo(1);
    assertThat(part.start(2)).isEqualTo(3);
    assertThat(corpus.part(7, 10).documents()).isEqualTo(1);
    assertThatIllegalArgumentException().isThrownBy(() -> part.part(2, 4));
    assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> part.at(3));
  }

  @Test
  void textsWithNothingToLearnAreRefused() {
    assertThatExceptionOfType(BadData.class)
        .isThrownBy(() -> fit("\n \n"))
        .withMessageContaining("t: there is no token in it");
    assertThatExceptionOfType(BadData.class)
        .isThrownBy(() -> fit("a a a"))
        .withMessageContaining("all 3 tokens are the same. Expected at least two different tokens");
    TextCodec codec = fit("a b");
    assertThatExceptionOfType(BadData.class)
        .isThrownBy(() -> codec.corpus(TextSource.of("u", List.of(" "))))
        .withMessageContaining("u: there is no token in it");
    var without = new TextCodec(codec.tokenizer(), new Vocabulary(List.of("a", "b")));
    assertThatExceptionOfType(BadData.class)
        .isThrownBy(() -> without.ids("a q"))
        .withMessageContaining("the vocabulary has no token \"q\" and no <unk>");
    assertThatExceptionOfType(BadData.class)
        .isThrownBy(() -> without.corpus(TextSource.of("u", List.of("q"))))
        .withMessageContaining("u: the vocabulary has no token \"q\"");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Vocabulary(List.of("a", "bc", "bc")))
        .withMessageContaining("bc twice");
    assertThatIllegalArgumentException().isThrownBy(() -> new Vocabulary(List.of("a", "")));
    assertThatIllegalArgumentException().isThrownBy(() -> new Vocabulary(List.of()));
  }

  private static TextCodec fit(String text) {
    return TextCodec.fit(TextSource.of("t", List.of(text)), WORDS, VocabularySettings.ALL);
  }

  /** Tokens of every width, in memory and beyond. */
  @Test
  void tokensInMemoryAndInFiles() {
    int count = 3 * (1 << 20) + 12_345;
    for (int bound : new int[] {200, 60_000, 1_000_000}) {
      var builder = new Tokens.Builder(bound, 2_000_000);
      for (int i = 0; i < count; i++) {
        builder.add((int) (i * 2_654_435_761L % bound));
      }
      Tokens tokens = builder.build();
      assertThat(tokens.count()).isEqualTo(count);
      for (int i = 0; i < count; i++) {
        if (tokens.at(i) != (int) (i * 2_654_435_761L % bound)) {
          throw new AssertionError("token " + i + " of " + bound);
        }
      }
      assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> tokens.at(count));
    }
  }
}
