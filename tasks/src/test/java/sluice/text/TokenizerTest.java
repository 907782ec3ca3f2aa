package sluice.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import sluice.text.TokenizerSettings.Kind;
import sluice.text.TokenizerSettings.Letters;

class TokenizerTest {
  private static final TokenizerSettings CHARACTERS = TokenizerSettings.of(Kind.CHARACTERS);
  private static final TokenizerSettings WORDS = TokenizerSettings.of(Kind.WORDS);
  private static final TokenizerSettings UNICODE = TokenizerSettings.of(Kind.UNICODE_WORDS);
  private static final TokenizerSettings CHINESE = TokenizerSettings.of(Kind.CHINESE_WORDS);

  private static List<String> cut(TokenizerSettings settings, String text) {
    return Tokenizer.of(settings).tokens(text);
  }

  @Test
  void charactersAreCodePoints() {
    assertThat(cut(CHARACTERS, "Aé😀\r\n你")).containsExactly("A", "é", "😀", "\r", "\n", "你");
    assertThat(cut(CHARACTERS.lower(true), "AÉΣİ😀")).containsExactly("a", "é", "σ", "i", "😀");
    assertThat(cut(CHARACTERS, "")).isEmpty();
  }

  @Test
  void runsOfOtherCharactersAreOneSpace() {
    String text = "  It's 2 o'clock!\n\n--Und Äpfel? \n";
    TokenizerSettings lower = CHARACTERS.lower(true);
    assertThat(String.join("", cut(lower.letters(Letters.LINES), text)))
        .isEqualTo("it s o clockund äpfel");
    assertThat(String.join("", cut(lower.letters(Letters.RUNS), text)))
        .isEqualTo("it s o clock und äpfel ");
    assertThat(String.join("", cut(CHARACTERS.letters(Letters.RUNS), "हिन्दी 1 ok")))
        .isEqualTo("हिन्दी ok");
  }

  @Test
  void bytesAreThoseOfUtf8() {
    Tokenizer bytes = Tokenizer.of(TokenizerSettings.of(Kind.BYTES));
    assertThat(bytes.tokens("aé")).containsExactly("a", "\u00C3", "\u00A9");
    assertThat(bytes.alphabet()).hasSize(256).doesNotHaveDuplicates();
    String text = "zß水🍌\u0000\n";
    assertThat(bytes.text(bytes.tokens(text))).isEqualTo(text);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> bytes.tokens("a\uD800b"))
        .withMessage("half a surrogate pair, U+D800");
  }

  @Test
  void wordsStandBetweenWhiteSpace() {
    String text = " The  cat's\tmat \n\nN.Y.\u00A0end";
    assertThat(cut(WORDS, text)).containsExactly("The", "cat's", "mat", "N.Y.", "end");
    TokenizerSettings lines = WORDS.lower(true).lineEnds(true);
    assertThat(cut(lines, text))
        .containsExactly("the", "cat's", "mat", "<eos>", "<eos>", "n.y.", "end", "<eos>");
    assertThat(Tokenizer.of(lines).text(cut(lines, "a b\nc")))
        .as("as it will be printed")
        .isEqualTo("a b\nc\n");
    assertThat(cut(WORDS.lower(true), "Ⱥ".repeat(200) + " " + "İ".repeat(90)))
        .containsExactly("ⱥ".repeat(200), "i".repeat(90));
  }

  /** Cases of Unicode's annex 29, and where these rules part from it. */
  @Test
  void wordsByUnicodeRules() {
    assertThat(cut(UNICODE, "Don’t pay $1,234.56, it's U.S.A.-made!"))
        .containsExactly(
            "Don’t", "pay", "$", "1,234.56", ",", "it's", "U.S.A", ".", "-", "made", "!");
    assertThat(cut(UNICODE, "foo_bar a.1 3.x l·l 'tis rock'n'roll'"))
        .containsExactly(
            "foo_bar", "a", ".", "1", "3", ".", "x", "l·l", "'", "tis", "rock'n'roll", "'");
    assertThat(cut(UNICODE, "我买了LSTM书2本。ひらカタカナ"))
        .containsExactly("我", "买", "了", "LSTM", "书", "2", "本", "。", "ひ", "ら", "カタカナ");
    assertThat(cut(UNICODE, "e\u0301te\u0301 हिन्दी кот שלום"))
        .containsExactly("e\u0301te\u0301", "हिन्दी", "кот", "שלום");
    assertThat(cut(UNICODE, "👩‍👩‍👧👍🏽🇩🇪🇫🇷❤️!"))
        .containsExactly("👩‍👩‍👧", "👍🏽", "🇩🇪", "🇫🇷", "❤️", "!");
    assertThat(cut(UNICODE.lower(true).lineEnds(true), "A b.\n"))
        .containsExactly("a", "b", ".", "<eos>");
    assertThat(Tokenizer.of(UNICODE).text(cut(UNICODE, "(Yes), he said: 你好，世界。 OK!")))
        .as("no spaces beside Chinese")
        .isEqualTo("(Yes), he said:你好，世界。OK!");
  }

  @Test
  void chineseWords() {
    assertThat(cut(CHINESE, "我购买了道具和服装。")).containsExactly("我", "购买", "了", "道具", "和", "服装", "。");
    assertThat(cut(CHINESE.lower(true), "The LSTM 在2026年取得了3.14%的进步\n今天天气真好😀！\n"))
        .containsExactly(
            "the", "lstm", "在", "2026", "年", "取得", "了", "3", ".", "14", "%", "的", "进步", "今天", "天气",
            "真", "好", "😀", "！");
    Tokenizer chinese = Tokenizer.of(CHINESE);
    String line = "今天天气真好，我们去公园散步吧！".repeat(200);
    assertThat(chinese.text(chinese.tokens(line))).isEqualTo(line);
    String without = "很".repeat(1999) + "😀".repeat(700);
    assertThat(String.join("", chinese.tokens(without))).isEqualTo(without);
    assertThat(chinese.tokens("")).isEmpty();
  }

  /** A model is used where another language is spoken. */
  @Test
  void theLocaleChangesNothing() {
    Locale before = Locale.getDefault();
    List<String> tokens = cut(WORDS.lower(true), "TITLE İI");
    try {
      Locale.setDefault(Locale.of("tr", "TR"));
      assertThat(cut(WORDS.lower(true), "TITLE İI")).isEqualTo(tokens).contains("title");
    } finally {
      Locale.setDefault(before);
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void aTextInOneRowOfTenMegabytes(Kind kind) {
    int times = kind == Kind.CHINESE_WORDS ? 2_000 : 200_000;
    String row = "All work and no play makes Jack a dull boy, 你好. ".repeat(times);
    Tokenizer tokenizer =
        Tokenizer.fit(TextSource.of("t", List.of(row)), TokenizerSettings.of(kind));
    var counts = new TokenCounts();
    TextSource.of("t", List.of(row)).read(tokenizer.cutter(counts));
    assertThat(counts.all()).isGreaterThan(10L * times);
  }

  @Test
  void settingsThatMeanNothingAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TokenizerSettings.of(Kind.BYTES).lower(true))
        .withMessageContaining("lower is for characters and words");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WORDS.letters(Letters.RUNS))
        .withMessageContaining("letters is for characters");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CHARACTERS.lineEnds(true))
        .withMessageContaining("line ends are for words");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TokenizerSettings.of(Kind.BYTE_PAIRS).size(255))
        .withMessageContaining("at least 256");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WORDS.size(300))
        .withMessageContaining("size is for byte pairs");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Tokenizer.of(TokenizerSettings.of(Kind.BYTE_PAIRS)))
        .withMessageContaining("learned from a text");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Words(CHARACTERS))
        .withMessageContaining("CHARACTERS");
  }
}
