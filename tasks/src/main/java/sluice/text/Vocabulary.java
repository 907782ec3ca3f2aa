package sluice.text;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * The tokens that have an id, 0 … size − 1. {@code <unk>}, where it is there, stands for all
 * others.
 *
 * <p>Immutable. Made of the same text it is the same: ids follow from counts, and among equally
 * frequent tokens from their text.
 */
public final class Vocabulary {
  /** Stands for every token without an id. */
  public static final String UNKNOWN = "<unk>";

  /** Stands where there is no token. */
  public static final String PADDING = "<pad>";

  private final List<String> tokens;
  private final TokenTable table = new TokenTable();
  private final int unknown;

  /**
   * The given tokens, in the order of their ids.
   *
   * @param tokens at least one, none empty, none twice; {@code <unk>} and {@code <pad>} mean what
   *     they say
   */
  public Vocabulary(List<String> tokens) {
    this.tokens = List.copyOf(tokens);
    if (tokens.isEmpty()) {
      throw new IllegalArgumentException("a vocabulary needs at least one token");
    }
    for (String token : this.tokens) {
      char[] chars = token.toCharArray();
      int size = table.size();
      if (chars.length == 0 || table.add(chars, 0, chars.length) < size) {
        throw new IllegalArgumentException(
            chars.length == 0
                ? "a vocabulary has no empty token"
                : "the vocabulary has the token " + token + " twice");
      }
    }
    unknown = find(UNKNOWN).orElse(-1);
  }

  /**
   * The vocabulary of a text: {@code <unk>} with id 0, then {@code <pad>} where asked for, then the
   * text's tokens, the most frequent first. Where {@code <unk>} stands in the text itself, as in
   * the Penn Treebank, it is that token.
   */
  public static Vocabulary of(TokenCounts counts, VocabularySettings settings) {
    List<String> tokens = new ArrayList<>(List.of(UNKNOWN));
    if (settings.padding()) {
      tokens.add(PADDING);
    }
    List<String> special = List.copyOf(tokens);
    int most = settings.most() == 0 ? Integer.MAX_VALUE : settings.most();
    for (TokenCounts.Counted token : counts.byCount()) {
      if (tokens.size() < most
          && token.count() >= settings.least()
          && !special.contains(token.text())) {
        tokens.add(token.text());
      }
    }
    return new Vocabulary(tokens);
  }

  /** How many ids there are. */
  public int size() {
    return tokens.size();
  }

  /** All tokens in the order of their ids. */
  public List<String> tokens() {
    return tokens;
  }

  /** The token of an id. */
  public String token(int id) {
    return tokens.get(id);
  }

  /** The id of a token that has one of its own. */
  public OptionalInt find(String token) {
    int found = find(token.toCharArray(), 0, token.length());
    return found < 0 ? OptionalInt.empty() : OptionalInt.of(found);
  }

  /** The id of a token that has one of its own, else −1. */
  int find(char[] chars, int from, int to) {
    return to == from ? -1 : table.find(chars, from, to);
  }

  /** The id of {@code <unk>}, if it is there. */
  public OptionalInt unknown() {
    return unknown < 0 ? OptionalInt.empty() : OptionalInt.of(unknown);
  }

  /** The id of {@code <pad>}, if it is there. */
  public OptionalInt padding() {
    return find(PADDING);
  }

  /** The id of {@code <eos>}, if it is there. */
  public OptionalInt lineEnd() {
    return find(Tokenizer.LINE_END);
  }

  /** Whether the other one has the same tokens with the same ids. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Vocabulary vocabulary && tokens.equals(vocabulary.tokens);
  }

  @Override
  public int hashCode() {
    return tokens.hashCode();
  }

  @Override
  public String toString() {
    return tokens.size() + " tokens";
  }
}
