package sluice.experiment.settings;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a type that is written as one word. It has {@code public static Optional<Type>
 * parse(String)}, which is empty where the word does not fit; its {@code toString} is a word that
 * {@code parse} reads as an equal value; and {@code public static final Type BLANK} is any value of
 * it, to go on with after an error.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Written {
  /**
   * What may be written, for errors and documentation.
   *
   * @return words that follow "expected"
   */
  String value();
}
