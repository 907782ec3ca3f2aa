package sluice.data;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * Data that cannot be used as it is: what was wrong, where, what was expected and found, and what
 * to do next.
 *
 * <p>The message reads {@code FILE, row R, column "C": WHAT. Expected E, found F. NEXT}; the parts
 * that do not apply are left out. Rows are line numbers of the file, its header included; for a
 * query they count the result's rows from 1.
 */
public final class BadData extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Longest piece of the user's own text that a message repeats, in characters. */
  private static final int LONGEST_QUOTE = 60;

  private final String file;
  private final long row;
  private final String column;

  private BadData(Builder builder) {
    super(builder.message());
    file = builder.file;
    row = builder.row;
    column = builder.column;
  }

  /** Begins an error with what was wrong: a phrase without a full stop. */
  public static Builder because(String what) {
    return new Builder(what);
  }

  /** What another library says of its failure: in one line, without a full stop. */
  public static String words(Throwable failure) {
    String message = failure.getMessage();
    return message == null
        ? failure.getClass().getSimpleName()
        : message.strip().replaceAll("\\s*\\R\\s*", " ").replaceAll("[.\\s]+$", "");
  }

  /** The user's text in double quotes, shortened, with control characters written as escapes. */
  public static String quote(String text) {
    var out = new StringBuilder("\"");
    text.codePoints()
        .limit(LONGEST_QUOTE)
        .forEach(c -> {
          switch (c) {
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            default -> {
              if (Character.isISOControl(c)) {
                out.append("\\u").append(Integer.toHexString(0x10000 | c).substring(1));
              } else {
                out.appendCodePoint(c);
              }
            }
          }
        });
    if (text.codePointCount(0, text.length()) > LONGEST_QUOTE) {
      out.append('…');
    }
    return out.append('"').toString();
  }

  /** The file, or a name for the query or stream. */
  public Optional<String> file() {
    return file.isEmpty() ? Optional.empty() : Optional.of(file);
  }

  /** The line of the file, its header included. */
  public OptionalLong row() {
    return row > 0 ? OptionalLong.of(row) : OptionalLong.empty();
  }

  /** The column's name. */
  public Optional<String> column() {
    return column.isEmpty() ? Optional.empty() : Optional.of(column);
  }

  /** Gathers the parts of an error. */
  public static final class Builder {
    private final String what;
    private String file = "";
    private long row;
    private String column = "";
    private String expected = "";
    private String found = "";
    private String next = "";

    private Builder(String what) {
      this.what = what;
    }

    /** Where: the file, or a name for the query or stream. */
    public Builder file(String value) {
      file = value;
      return this;
    }

    /** Where: the line of the file, its header included. */
    public Builder row(long value) {
      row = value;
      return this;
    }

    /** Where: the column. */
    public Builder column(String value) {
      column = value;
      return this;
    }

    /** What would have been right: a phrase without a full stop. */
    public Builder expected(String value) {
      expected = value;
      return this;
    }

    /** What stood there instead: a phrase without a full stop. */
    public Builder found(String value) {
      found = value;
      return this;
    }

    /** What to do: whole sentences. */
    public Builder next(String value) {
      next = value;
      return this;
    }

    /** The finished error, to be thrown. */
    public BadData error() {
      return new BadData(this);
    }

    private String message() {
      var out = new StringBuilder(file);
      if (row > 0) {
        out.append(out.isEmpty() ? "" : ", ").append("row ").append(row);
      }
      if (!column.isEmpty()) {
        out.append(out.isEmpty() ? "" : ", ").append("column ").append(quote(column));
      }
      out.append(out.isEmpty() ? "" : ": ").append(what).append('.');
      if (!expected.isEmpty()) {
        out.append(" Expected ").append(expected);
        out.append(found.isEmpty() ? "." : ", found " + found + ".");
      } else if (!found.isEmpty()) {
        out.append(" Found ").append(found).append('.');
      }
      return next.isEmpty() ? out.toString() : out.append(' ').append(next).toString();
    }
  }
}
