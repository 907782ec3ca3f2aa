package sluice.experiment.settings;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The word that stands for an {@code Optional} without a value; without this it is "none". */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Unset {
  /**
   * The word.
   *
   * @return for instance "auto"
   */
  String value();
}
