package sluice.model;

import java.nio.file.Path;
import java.util.Locale;

/**
 * A place in a file that is being read, to name it when it is refused.
 *
 * @param file the file, as the caller named it
 * @param where the place in it; empty for the whole file
 */
record Place(Path file, String where) {
  /** Advice for a file whose bytes are not what was written. */
  static final String COPY_AGAIN = "copy it again from where it was whole, or write it anew";

  /** Advice for a file whose bytes are whole but whose content this version cannot use. */
  static final String OTHER_WRITER =
      "write it with this version of Sluice, or read it with its own";

  static Place of(Path file) {
    return new Place(file, "");
  }

  /** The place called {@code name} inside this one. */
  Place in(String name) {
    return new Place(file, where.isEmpty() ? name : where + "." + name);
  }

  /** The {@code index}-th entry of this place, counted from 0. */
  Place at(int index) {
    return new Place(file, where + "[" + index + "]");
  }

  /** The bytes cannot be what was written; {@code values} stand where the text has {@code %s}. */
  BadModelFile damaged(String what, Object... values) {
    return refused(text(what, values), COPY_AGAIN);
  }

  /** The bytes are whole, the content cannot be used by this version. */
  BadModelFile foreign(String what, Object... values) {
    return refused(text(what, values), OTHER_WRITER);
  }

  /** The file cannot be used; {@code advice} says what to do. */
  BadModelFile refused(String what, String advice) {
    return new BadModelFile(file, what, where, advice);
  }

  /** {@code what} with {@code values} in it, the same in every locale. */
  static String text(String what, Object... values) {
    return String.format(Locale.ROOT, what, values);
  }
}
