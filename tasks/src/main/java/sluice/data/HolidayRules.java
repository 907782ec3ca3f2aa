package sluice.data;

import de.focus_shift.jollyday.core.ManagerParameter;
import de.focus_shift.jollyday.core.spi.ChristianHolidayConfiguration;
import de.focus_shift.jollyday.core.spi.EthiopianOrthodoxHolidayConfiguration;
import de.focus_shift.jollyday.core.spi.FixedHolidayConfiguration;
import de.focus_shift.jollyday.core.spi.FixedWeekdayBetweenFixedHolidayConfiguration;
import de.focus_shift.jollyday.core.spi.FixedWeekdayInMonthHolidayConfiguration;
import de.focus_shift.jollyday.core.spi.FixedWeekdayRelativeToFixedHolidayConfiguration;
import de.focus_shift.jollyday.core.spi.HolidayCalendarConfiguration;
import de.focus_shift.jollyday.core.spi.HolidayCalendarConfigurationService;
import de.focus_shift.jollyday.core.spi.HolidayConfigurations;
import de.focus_shift.jollyday.core.spi.IslamicHolidayConfiguration;
import de.focus_shift.jollyday.core.spi.RelativeToEasterSundayHolidayConfiguration;
import de.focus_shift.jollyday.core.spi.RelativeToFixedHolidayConfiguration;
import de.focus_shift.jollyday.core.spi.RelativeToWeekdayInMonthHolidayConfiguration;
import java.util.List;
import java.util.stream.Stream;

/**
 * Rules of holidays that the Jollyday library may look into on the module path: it finds their
 * kinds by reflection, on a class that its own parser does not export.
 */
record HolidayRules(HolidayCalendarConfigurationService of)
    implements HolidayCalendarConfigurationService {
  @Override
  public HolidayCalendarConfiguration getHolidayCalendarConfiguration(ManagerParameter which) {
    return new OpenCalendar(of.getHolidayCalendarConfiguration(which));
  }

  private record OpenCalendar(HolidayCalendarConfiguration of)
      implements HolidayCalendarConfiguration {
    @Override
    public String hierarchy() {
      return of.hierarchy();
    }

    @Override
    public String description() {
      return of.description();
    }

    @Override
    public HolidayConfigurations holidays() {
      return new OpenRules(of.holidays());
    }

    @Override
    public Stream<HolidayCalendarConfiguration> subConfigurations() {
      return of.subConfigurations().map(OpenCalendar::new);
    }
  }

  /** Public, so that the library may ask each of its methods. */
  public record OpenRules(HolidayConfigurations of) implements HolidayConfigurations {
    @Override
    public List<FixedHolidayConfiguration> fixed() {
      return of.fixed();
    }

    @Override
    public List<RelativeToFixedHolidayConfiguration> relativeToFixed() {
      return of.relativeToFixed();
    }

    @Override
    public List<RelativeToWeekdayInMonthHolidayConfiguration> relativeToWeekdayInMonth() {
      return of.relativeToWeekdayInMonth();
    }

    @Override
    public List<FixedWeekdayInMonthHolidayConfiguration> fixedWeekdays() {
      return of.fixedWeekdays();
    }

    @Override
    public List<ChristianHolidayConfiguration> christianHolidays() {
      return of.christianHolidays();
    }

    @Override
    public List<IslamicHolidayConfiguration> islamicHolidays() {
      return of.islamicHolidays();
    }

    @Override
    public List<FixedWeekdayBetweenFixedHolidayConfiguration> fixedWeekdayBetweenFixed() {
      return of.fixedWeekdayBetweenFixed();
    }

    @Override
    public List<FixedWeekdayRelativeToFixedHolidayConfiguration> fixedWeekdayRelativeToFixed() {
      return of.fixedWeekdayRelativeToFixed();
    }

    @Override
    public List<EthiopianOrthodoxHolidayConfiguration> ethiopianOrthodoxHolidays() {
      return of.ethiopianOrthodoxHolidays();
    }

    @Override
    public List<RelativeToEasterSundayHolidayConfiguration> relativeToEasterSunday() {
      return of.relativeToEasterSunday();
    }
  }
}
