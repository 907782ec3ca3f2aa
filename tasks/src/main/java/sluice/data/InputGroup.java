package sluice.data;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The inputs that are made of one column of the data, or of one part of the date.
 *
 * @param name the column's, or {@code date: weekday}, {@code date: holiday} …
 * @param columns which inputs, counted from 0
 */
public record InputGroup(String name, List<Integer> columns) {
  /** Copies the list. */
  public InputGroup {
    columns = List.copyOf(columns);
  }

  /** The groups of a preparation, in the order of its inputs. */
  public static List<InputGroup> of(Preparation preparation) {
    Map<String, List<Integer>> groups = new LinkedHashMap<>();
    int at = 0;
    for (String name : preparation.series().inputs()) {
      boolean category = preparation.series().categories().contains(name);
      int count = category ? preparation.categories(name).names().size() : 1;
      count += preparation.masked().contains(name) ? 1 : 0;
      for (int i = 0; i < count; i++) {
        groups.computeIfAbsent(name, n -> new ArrayList<>()).add(at++);
      }
    }
    int lags = preparation.series().targets().size() * preparation.features().lags().size();
    List<Feature> inputs = preparation.inputs();
    for (; at < inputs.size(); at++) {
      String name = inputs.get(at).name();
      // A lag is a column of its own; of the date all that is made of one part goes together.
      String group = lags-- > 0 ? name : "date: " + name.split("[.=]", 2)[0];
      groups.computeIfAbsent(group, n -> new ArrayList<>()).add(at);
    }
    return groups.entrySet().stream().map(g -> new InputGroup(g.getKey(), g.getValue())).toList();
  }
}
