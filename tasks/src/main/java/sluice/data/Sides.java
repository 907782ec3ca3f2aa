package sluice.data;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which columns of a pair belong to its left and which to its right side. The i-th of both mean the
 * same: one network reads either, and what is fitted is fitted on both together.
 *
 * @param left columns of the one side
 * @param right as many columns of the other
 */
public record Sides(List<String> left, List<String> right) {
  /** Copies the lists and checks that they fit. */
  public Sides {
    left = List.copyOf(left);
    right = List.copyOf(right);
    if (left.isEmpty() || left.size() != right.size()) {
      throw new IllegalArgumentException(
          "both sides need as many columns, at least one; had " + left + " and " + right);
    }
  }

  /** The settings of one side, which has the left one's names. */
  SeriesSettings one(SeriesSettings both) {
    return changed(both, false);
  }

  /** The settings that read both sides, from those of one. */
  public SeriesSettings both(SeriesSettings one) {
    return changed(one, true);
  }

  private SeriesSettings changed(SeriesSettings settings, boolean both) {
    return settings
        .categories(new String[0]) // until their columns are there
        .past(names(settings.past(), both))
        .known(names(settings.known(), both))
        .categories(names(settings.categories(), both));
  }

  private String[] names(List<String> names, boolean both) {
    Stream<String> one = names.stream().filter(name -> !right.contains(name));
    Stream<String> partners =
        names.stream()
            .filter(name -> both && left.contains(name))
            .map(name -> right.get(left.indexOf(name)));
    return Stream.concat(one, partners).toArray(String[]::new);
  }

  /**
   * The sides of pairs, each a series of its own: the left ones of all pairs, then the right ones,
   * in the same order and under the same names.
   */
  public List<Series> apart(List<Series> pairs) {
    List<Series> sides = new ArrayList<>();
    pairs.forEach(pair -> sides.add(pair.side(left, right, left, one(pair.settings()))));
    pairs.forEach(pair -> sides.add(pair.side(right, left, left, one(pair.settings()))));
    return List.copyOf(sides);
  }
}
