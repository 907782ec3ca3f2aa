package sluice.text;

import java.nio.file.Path;
import java.util.BitSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import sluice.data.BadData;
import sluice.data.DataFile;
import sluice.math.Matrix;

/**
 * Word vectors out of a text file of word2vec, GloVe or fastText: a line has a word and its numbers
 * with spaces between; a first line with the count of words and of numbers may stand above. Of the
 * file only the words of a vocabulary are kept, of a word that comes twice the first line.
 */
public final class WordVectors {
  private static final Pattern HEADER = Pattern.compile("\\d+ \\d+");

  private final Matrix rows; // [V, width]
  private final BitSet found = new BitSet();

  private WordVectors(Matrix rows) {
    this.rows = rows;
  }

  /**
   * Reads a file.
   *
   * @param file UTF-8; {@code .gz} is unpacked
   * @param vocabulary the words that are kept
   * @param width numbers a word must have: the size of the embedding
   * @throws BadData if a line has another width, or something that is no number
   */
  public static WordVectors read(Path file, Vocabulary vocabulary, int width) {
    var vectors = new WordVectors(Matrix.of(vocabulary.size(), width));
    var lines = new VectorLines(file.toString(), vocabulary, vectors, width);
    DataFile.check(file);
    new TextReader(file.toString(), Optional.empty(), lines).read(() -> DataFile.open(file));
    if (vectors.found.isEmpty()) {
      throw BadData.because("it has a vector for none of the vocabulary's words")
          .file(file.toString())
          .expected("at least one of " + vocabulary)
          .next("Look whether language, case and tokens are the same.")
          .error();
    }
    return vectors;
  }

  /** How many tokens of the vocabulary have a vector. */
  public int found() {
    return found.cardinality();
  }

  /** Whether a token has a vector. */
  public boolean has(int id) {
    return found.get(id);
  }

  /**
   * Writes the vectors that were found over the rows of their tokens; the other rows stay as they
   * are.
   *
   * @param weight of an embedding, [V, width]. Modified
   */
  public void into(Matrix weight) {
    for (int id = found.nextSetBit(0); id >= 0; id = found.nextSetBit(id + 1)) {
      System.arraycopy(rows.data(), rows.at(id), weight.data(), weight.at(id), rows.columns());
    }
  }

  /** Takes the lines of the file. */
  private static final class VectorLines implements Lines.Sink {
    private final String file;
    private final Vocabulary vocabulary;
    private final WordVectors vectors;
    private final int width;
    private long line;

    VectorLines(String file, Vocabulary vocabulary, WordVectors vectors, int width) {
      this.file = file;
      this.vocabulary = vocabulary;
      this.vectors = vectors;
      this.width = width;
    }

    @Override
    public void line(char[] chars, int from, int lineEnd) {
      line++;
      int to = lineEnd;
      while (to > from && chars[to - 1] <= ' ') {
        to--;
      }
      if (to == from || line == 1 && isHeader(new String(chars, from, to - from))) {
        return;
      }
      int begin = to; // of the numbers
      for (int numbers = 0; numbers < width && begin > from; numbers++) {
        begin = lastSpace(chars, from, begin);
      }
      int wordEnd = begin;
      if (wordEnd <= from) {
        throw wrongWidth(spaces(chars, from, to));
      }
      OptionalInt id = idOf(chars, from, wordEnd);
      if (id.isPresent()) {
        keep(id.getAsInt(), new String(chars, wordEnd, to - wordEnd).strip());
      } else if (line <= 2 && spaces(chars, from, to) > width) {
        throw wrongWidth(spaces(chars, from, to));
      }
    }

    private boolean isHeader(String text) {
      if (!HEADER.matcher(text).matches() || width == 1) {
        return false;
      }
      int told = Integer.parseInt(text.substring(text.indexOf(' ') + 1));
      if (told != width) {
        throw wrongWidth(told);
      }
      return true;
    }

    private OptionalInt idOf(char[] chars, int from, int to) {
      int id = vocabulary.find(chars, from, to);
      return id < 0 || vectors.found.get(id) ? OptionalInt.empty() : OptionalInt.of(id);
    }

    private void keep(int id, String numbers) {
      String[] texts = numbers.split(" +", -1);
      for (int i = 0; i < width; i++) {
        float value = number(texts[i]);
        vectors.rows.set(id, i, value);
      }
      vectors.found.set(id);
    }

    private float number(String text) {
      try {
        float value = Float.parseFloat(text);
        if (Float.isFinite(value)) {
          return value;
        }
      } catch (NumberFormatException e) {
        // said below, as for what is not finite
      }
      throw BadData.because("a vector with something that is no number")
          .file(file)
          .row(line)
          .expected("a word and " + width + " numbers")
          .found(BadData.quote(text))
          .error();
    }

    private static int lastSpace(char[] chars, int from, int to) {
      int i = to - 1;
      while (i >= from && chars[i] != ' ') {
        i--;
      }
      while (i > from && chars[i - 1] == ' ') {
        i--;
      }
      return i;
    }

    private static int spaces(char[] chars, int from, int to) {
      int count = 0;
      for (int i = from; i < to; i++) {
        count += i > from && chars[i] == ' ' && chars[i - 1] != ' ' ? 1 : 0;
      }
      return count;
    }

    private BadData wrongWidth(int found) {
      return BadData.because("word vectors of another width than the embedding")
          .file(file)
          .row(line)
          .expected(width + " numbers a word")
          .found(Integer.toString(found))
          .next("Give the embedding the size of the vectors, or take other vectors.")
          .error();
    }
  }
}
