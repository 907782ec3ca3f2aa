package sluice.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import sluice.model.JsonObject;
import sluice.text.TextCodec;
import sluice.text.TextSource;
import sluice.text.TokenizerSettings;
import sluice.text.TokenizerSettings.Kind;
import sluice.text.VocabularySettings;

class TextJsonTest {
  private static final String TEXT = "Äpfel, 你好 & more: \"words\"\tand\nwords and 你好\u0001😀";

  /** What a model keeps cuts and counts as it did when it was trained. */
  @ParameterizedTest
  @EnumSource(Kind.class)
  void aCodecComesBack(Kind kind) {
    boolean bytes = kind == Kind.BYTES || kind == Kind.BYTE_PAIRS;
    TokenizerSettings settings = TokenizerSettings.of(kind).lower(!bytes);
    TextCodec codec =
        TextCodec.fit(TextSource.of("t", List.of(TEXT)), settings, VocabularySettings.ALL);
    TextCodec again = TextJson.read(JsonObject.of(TextJson.write(codec).toString()));
    assertThat(again).isEqualTo(codec);
    assertThat(again.ids(TEXT + " und mehr")).isEqualTo(codec.ids(TEXT + " und mehr"));
  }
}
