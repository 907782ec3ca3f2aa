package sluice.experiment.settings;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The values a number may have; of a text the number of characters, of a list that of items. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Range {
  /**
   * The least value allowed.
   *
   * @return a lower bound that belongs to the range
   */
  double min() default Double.NEGATIVE_INFINITY;

  /**
   * The bound that a value must lie above.
   *
   * @return a lower bound that does not belong to the range
   */
  double above() default Double.NEGATIVE_INFINITY;

  /**
   * The largest value allowed.
   *
   * @return an upper bound that belongs to the range
   */
  double max() default Double.POSITIVE_INFINITY;

  /**
   * The bound that a value must lie below.
   *
   * @return an upper bound that does not belong to the range
   */
  double below() default Double.POSITIVE_INFINITY;
}
