package sluice.data;

import de.focus_shift.jollyday.core.Holiday;
import de.focus_shift.jollyday.core.HolidayManager;
import de.focus_shift.jollyday.core.ManagerParameters;
import java.time.LocalDate;
import java.time.Year;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The holidays of some countries, by day, as the Jollyday library knows them.
 *
 * <p>Each holiday counts on its own date; a day off that is given for it on another date (Monday
 * for a Sunday) counts as {@link #OBSERVED}.
 */
final class Holidays {
  /** The name of all days off that stand in for a holiday of another date. */
  static final String OBSERVED = "observed";

  private final List<HolidayManager> managers = new ArrayList<>();
  private final List<String[]> regions = new ArrayList<>();
  private final Map<LocalDate, Set<String>> names = new HashMap<>();
  private final Set<Integer> years = new HashSet<>();

  /**
   * Looks the countries up.
   *
   * @throws IllegalArgumentException if one is not known
   */
  Holidays(List<String> countries) {
    for (String country : countries) {
      String[] parts = country.toLowerCase(Locale.ROOT).split("-");
      Set<String> known = HolidayManager.getSupportedCalendarCodes();
      if (!known.contains(parts[0].toUpperCase(Locale.ROOT))) {
        throw new IllegalArgumentException(
            "there are no holidays of "
                + BadData.quote(country)
                + "; name a country by its two letters, such as US, and a region behind a hyphen");
      }
      HolidayManager manager = manager(parts[0]);
      String[] region = Arrays.copyOfRange(parts, 1, parts.length);
      checkRegion(country, manager, region);
      managers.add(manager);
      regions.add(region);
    }
  }

  /**
   * The library's manager of a country, made to work on the module path: it finds the kinds of
   * rules by reflection on a class that its own parser does not export, so ours stands in front of
   * it.
   */
  private static synchronized HolidayManager manager(String country) {
    HolidayManager manager = HolidayManager.getInstance(ManagerParameters.create(country));
    var service = manager.getConfigurationService();
    if (!(service instanceof HolidayRules)) {
      manager.setConfigurationService(new HolidayRules(service));
      manager.doInit();
    }
    return manager;
  }

  private static void checkRegion(String country, HolidayManager manager, String[] region) {
    var place = manager.getCalendarHierarchy();
    for (String part : region) {
      var below = place.getChildren();
      if (!below.containsKey(part)) {
        throw new IllegalArgumentException(
            "there is no region "
                + BadData.quote(part)
                + " of "
                + BadData.quote(country)
                + ". Known: "
                + String.join(", ", new TreeSet<>(below.keySet())));
      }
      place = below.get(part);
    }
  }

  /** The names of the holidays of a day, in lower case; usually none. */
  Set<String> on(LocalDate date) {
    // A holiday on 1 January may be given as 31 December.
    for (int year = date.getYear(); year <= date.getYear() + 1; year++) {
      if (years.add(year)) {
        read(year);
      }
    }
    return names.getOrDefault(date, Set.of());
  }

  private void read(int year) {
    Map<LocalDate, Set<String>> own = new TreeMap<>();
    for (int i = 0; i < managers.size(); i++) {
      for (Holiday holiday : managers.get(i).getHolidays(Year.of(year), regions.get(i))) {
        String name = holiday.getPropertiesKey().toLowerCase(Locale.ROOT);
        add(own, holiday.getActualDate(), name);
        holiday
            .getObservedDate()
            .filter(day -> !day.equals(holiday.getActualDate()))
            .ifPresent(day -> add(own, day, OBSERVED));
      }
    }
    own.forEach((day, set) -> set.forEach(name -> add(names, day, name)));
  }

  private static void add(Map<LocalDate, Set<String>> days, LocalDate day, String name) {
    days.computeIfAbsent(day, d -> new TreeSet<>()).add(name);
  }
}
