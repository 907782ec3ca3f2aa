package sluice.experiment.settings;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The one line that says what a key, or a choice with keys of its own, is for. */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.TYPE})
public @interface Help {
  /**
   * The line, without a full stop.
   *
   * @return the help
   */
  String value();
}
