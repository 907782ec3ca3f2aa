package sluice.experiment.settings;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What a key is when it is left out. A key with neither this, nor the type {@code Optional}, nor
 * keys of its own must be given.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Default {
  /**
   * The value as it would be written in the file.
   *
   * @return YAML, or nothing where {@link #words} says how the reader works the value out
   */
  String value() default "";

  /**
   * How the reader works the value out, for a default that hangs on other keys. A {@link #value}
   * beside it is what a change of a part of it begins with.
   *
   * @return words for the documentation, or nothing where {@link #value} is the default
   */
  String words() default "";
}
