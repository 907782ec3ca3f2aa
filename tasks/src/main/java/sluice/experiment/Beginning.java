package sluice.experiment;

import sluice.text.TextSink;
import sluice.text.TextSource;

/**
 * The first part of a text: what a tokeniser may learn from where the rest is kept.
 *
 * @param whole the text
 * @param characters how many of it, in UTF-16 units
 */
record Beginning(TextSource whole, long characters) implements TextSource {

  /** No piece of a word that is told to be kept is likely to have more. */
  private static final int MOST_OF_A_TOKEN = 8;

  /** What a tokeniser may learn from: of one that learns, a text without its held-out parts. */
  static TextSource of(Experiment experiment, TextSource whole) {
    DataSettings data = experiment.data();
    Cut validation =
        data.validationFile().isPresent() ? Cut.BLANK : experiment.split().validation();
    Cut test = data.testFile().isPresent() ? Cut.BLANK : experiment.split().test();
    boolean learns = data.tokens().kind() == TokenSettings.Kind.BYTE_PAIRS;
    if (!learns || validation.none() && test.none() && data.tokens().first().isEmpty()) {
      return whole;
    }
    long all = length(whole);
    long used = Math.min(all, data.tokens().first().orElse(Integer.MAX_VALUE));
    return new Beginning(whole, Math.max(1, used - size(validation, used) - size(test, used)));
  }

  private static long size(Cut cut, long characters) {
    return switch (cut) {
      case Cut.Steps(int count) -> (long) MOST_OF_A_TOKEN * count;
      case Cut.Share(double share) -> Math.round(share * characters);
      case Cut.From _ -> throw new IllegalStateException("a text has no dates");
    };
  }

  private static long length(TextSource whole) {
    long[] all = new long[1];
    whole.read(
        new TextSink() {
          @Override
          public void line(char[] chars, int from, int to) {
            all[0] += to - from;
          }

          @Override
          public void end() {}
        });
    return all[0];
  }

  @Override
  public String name() {
    return whole.name();
  }

  @Override
  public void read(TextSink out) {
    whole.read(
        new TextSink() {
          private long left = characters;
          private boolean begun; // a document

          @Override
          public void line(char[] chars, int from, int to) {
            int length = (int) Math.min(to - from, left);
            if (left > 0) {
              out.line(chars, from, from + length);
              begun = true;
            }
            left -= length;
          }

          @Override
          public void end() {
            if (begun) {
              out.end();
            }
            begun = false;
          }
        });
  }
}
