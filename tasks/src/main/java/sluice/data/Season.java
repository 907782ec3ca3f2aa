package sluice.data;

/** After how many steps a series is likely to repeat itself, by its step in time. */
public final class Season {
  private Season() {}

  /** The usual season: 24 hours, 7 days, 12 months … ; 1 where none is usual. */
  public static int of(Step step) {
    int season =
        switch (step.unit()) {
          case SECOND, MINUTE -> 60;
          case HOUR -> 24;
          case DAY -> 7;
          case WEEKDAY -> 5;
          case WEEK -> 52;
          case MONTH -> 12;
          case QUARTER -> 4;
          case YEAR, ROW -> 1;
        };
    return season % step.count() == 0 ? season / step.count() : 1;
  }
}
