package sluice.experiment.settings;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Other names a key or a choice is read under; it is printed under its own. */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.TYPE, ElementType.FIELD})
public @interface AlsoNamed {
  /**
   * The synonyms.
   *
   * @return names, in the order the documentation lists them
   */
  String[] value();
}
