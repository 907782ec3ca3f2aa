package sluice.text;

/** Puts tokens side by side, or a space between them; after a line end a new line begins. */
final class Joined implements Tokenizer.Decoder {
  private final String between;
  private boolean begun;

  Joined(String between) {
    this.between = between;
  }

  @Override
  public String add(String token) {
    if (token.equals(Tokenizer.LINE_END)) {
      begun = false;
      return "\n";
    }
    String text = begun ? between + token : token;
    begun = true;
    return text;
  }

  @Override
  public String end() {
    begun = false;
    return "";
  }
}
