package sluice.data;

/**
 * One input of a net.
 *
 * @param name the column's name, or that of the column made of it, such as {@code weather=rain},
 *     {@code wind.missing}, {@code weekday=1} or {@code holiday.christmas-1}
 * @param role when it is known
 */
public record Feature(String name, Role role) {
  /** When a column is known. */
  public enum Role {
    /** Up to the present; it is what shall be forecast. */
    TARGET,
    /** Up to the present. */
    PAST,
    /** Over the horizon as well. */
    KNOWN
  }
}
