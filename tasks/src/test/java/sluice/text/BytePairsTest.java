package sluice.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import sluice.math.Rng;
import sluice.text.BytePairs.Merge;
import sluice.text.TokenizerSettings.Kind;

class BytePairsTest {
  private static final TokenizerSettings SETTINGS = TokenizerSettings.of(Kind.BYTE_PAIRS);

  private static BytePairs train(int size, String... texts) {
    return BytePairs.train(TextSource.of("t", List.of(texts)), SETTINGS.size(size));
  }

  /** The example of Sennrich et al. (2016): low, lower, newest, widest. */
  @Test
  void mergesThatCanBeCountedByHand() {
    String text =
        "low ".repeat(5) + "\n" + "lower\n".repeat(2) + "newest\n".repeat(6) + "widest\n".repeat(3);
    BytePairs pairs = train(256 + 4, text);
    // e-s and s-t stand 9 times each, e comes before s; then es-t
    assertThat(pairs.alphabet().subList(256, 259)).containsExactly("es", "est", "lo");
    assertThat(pairs.merges().subList(0, 2))
        .containsExactly(new Merge('e', 's'), new Merge(256, 't'));
    assertThat(pairs.tokens("lowest")).containsExactly("low", "est");
  }

  @Test
  void aPairThatStandsOnceIsNotMerged() {
    assertThat(train(1000, "abcdefg").alphabet()).hasSize(256);
    assertThat(train(1000, "abab").alphabet()).hasSize(257);
  }

  /** Texts of all kinds of code points, whatever the training text was. */
  @Test
  void everyTextComesBack() {
    BytePairs pairs =
        train(600, "The quick brown fox jumps over the lazy dog. ".repeat(9), "你好，世界。你好");
    for (int round = 0; round < 300; round++) {
      String text = random(round);
      List<String> tokens = pairs.tokens(text);
      assertThat(pairs.text(tokens)).isEqualTo(text);
      assertThat(pairs.alphabet()).containsAll(tokens);
    }
    String long1 = "a".repeat(100_000) + " ".repeat(1000) + "你".repeat(50_000);
    assertThat(pairs.text(pairs.tokens(long1))).isEqualTo(long1);
  }

  private static String random(int round) {
    long key = Rng.key(5, Rng.DATA, round, 0, 0, 0);
    var text = new StringBuilder();
    for (int i = 0; i < 200; i++) {
      int range = Rng.below(key, 3 * i, 8);
      int most =
          switch (range) {
            case 0, 1, 2 -> 0x80;
            case 3 -> 0x800;
            case 4 -> 0x10000;
            case 5 -> 0x110000;
            default -> ' ' + 1;
          };
      int point = Rng.below(key, 3 * i + 1, most);
      boolean half = point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
      text.appendCodePoint(half ? '\n' : point);
    }
    return text.toString();
  }

  /** The same by counting all anew for every merge. */
  @Test
  void mergesAreThoseOfThePlainWay() {
    for (int round = 0; round < 40; round++) {
      long key = Rng.key(9, Rng.DATA, round, 0, 0, 0);
      var text = new StringBuilder();
      for (int i = 0; i < 400; i++) {
        text.append("aab bc c".charAt(Rng.below(key, i, round % 2 == 0 ? 8 : 3)));
      }
      assertThat(train(300, text.toString()).merges()).isEqualTo(plain(text.toString(), 300));
    }
  }

  private static List<Merge> plain(String text, int size) {
    List<List<String>> pieces = new ArrayList<>();
    TextSink cutter =
        new PieceCutter((chars, from, to) ->
            pieces.add(
                new ArrayList<>(
                    new String(chars, from, to - from)
                        .chars()
                        .mapToObj(c -> String.valueOf((char) c))
                        .toList())));
    cutter.line(text.toCharArray(), 0, text.length());
    List<String> tokens = new ArrayList<>(Bytes.ALL);
    List<Merge> merges = new ArrayList<>();
    while (tokens.size() < size) {
      Map<List<Integer>, Integer> counts = new HashMap<>();
      for (List<String> piece : pieces) {
        for (int i = 0; i + 1 < piece.size(); i++) {
          counts.merge(
              List.of(tokens.indexOf(piece.get(i)), tokens.indexOf(piece.get(i + 1))),
              1,
              Integer::sum);
        }
      }
      int most = counts.values().stream().mapToInt(i -> i).max().orElse(0);
      if (most < 2) {
        return merges;
      }
      TreeMap<Long, List<Integer>> best = new TreeMap<>();
      counts.forEach((pair, count) -> {
        if (count == most) {
          best.put(pair.get(0) * 100_000L + pair.get(1), pair);
        }
      });
      List<Integer> pair = best.firstEntry().getValue();
      var merge = new Merge(pair.get(0), pair.get(1));
      if (!merges.contains(merge)) {
        merges.add(merge);
      }
      String left = tokens.get(merge.left());
      String right = tokens.get(merge.right());
      if (!tokens.contains(left + right)) {
        tokens.add(left + right);
      }
      for (List<String> piece : pieces) {
        for (int i = 0; i + 1 < piece.size(); i++) {
          if (piece.get(i).equals(left) && piece.get(i + 1).equals(right)) {
            piece.set(i, left + right);
            piece.remove(i + 1);
          }
        }
      }
    }
    return merges;
  }

  @Test
  void whatIsSavedCutsTheSame() {
    BytePairs pairs = train(400, "she sells sea shells by the sea shore ".repeat(7));
    var again = new BytePairs(pairs.settings(), pairs.merges());
    assertThat(again).isEqualTo(pairs).hasSameHashCodeAs(pairs);
    assertThat(again.alphabet()).isEqualTo(pairs.alphabet());
    assertThat(again.tokens("she shall see")).isEqualTo(pairs.tokens("she shall see"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new BytePairs(SETTINGS, List.of(new Merge(256, 1))))
        .withMessageContaining("no earlier tokens");
  }

  /** A character of several bytes is printed when its last byte is there. */
  @Test
  void aStreamWaitsForWholeCharacters() {
    Tokenizer.Decoder decoder = train(256, "x").decoder();
    List<String> printed = new ArrayList<>();
    for (byte b : "é€😀!".getBytes(java.nio.charset.StandardCharsets.UTF_8)) {
      printed.add(decoder.add(String.valueOf((char) (b & 0xFF))));
    }
    printed.add(decoder.end());
    assertThat(printed).containsExactly("", "é", "", "", "€", "", "", "", "😀", "!", "");
    assertThat(decoder.add("\u00E2")).isEmpty();
    assertThat(decoder.end()).isEqualTo("\uFFFD");
    assertThat(decoder.add("a")).isEqualTo("a");
    assertThat(decoder.add("\u00FFb")).isEqualTo("\uFFFDb");
  }
}
