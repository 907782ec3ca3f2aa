package sluice.report;

import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The numbers of a {@link GateStudy}: as JSON, and as CSV. */
final class GateStudyNumbers {
  private GateStudyNumbers() {}

  static String json(GateStudy study) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("title", study.title()).put("data", study.data()).put("layer", study.layer());
    json.put("steps", study.times().size()).put("sorted_by", sortedBy(study));
    json.put("unit", study.unit() + 1);
    ArrayNode layers = json.putArray("layers");
    study.others().forEach(layers::add);
    ArrayNode gates = json.putArray("gates");
    study.gates().forEach(gate -> gates.add(gate.name()));
    ArrayNode cells = json.putArray("cells");
    for (HeldCell cell : study.sorted()) {
      ObjectNode node = cells.addObject().put("unit", cell.unit() + 1).put("keeps", cell.keeps());
      if (Double.isFinite(cell.half())) {
        node.put("half_steps", cell.half());
      } else {
        node.putNull("half_steps");
      }
      ObjectNode means = node.putObject("means");
      for (GateStudy.Gate gate : study.gates()) {
        means.put(gate.name(), mean(gate, cell.unit()));
      }
      node.put("least", cell.least()).put("greatest", cell.greatest());
      node.put("input", cell.input()).put("correlation", cell.correlation());
    }
    return json.toString();
  }

  /** By what the cells are sorted, in words. */
  static String sortedBy(GateStudy study) {
    int keeper = study.keeper();
    return keeper < 0
        ? "correlation of a state with the one before"
        : "mean of " + GatePictures.name(study.gates().get(keeper));
  }

  static double mean(GateStudy.Gate gate, int unit) {
    double sum = 0;
    for (float[] row : gate.values()) {
      sum += row[unit];
    }
    return sum / gate.values().length;
  }

  /** A row for each step and cell. */
  static String csv(GateStudy study) {
    var text = new StringBuilder("step,time,unit");
    study.gates().forEach(gate -> text.append(',').append(gate.name()));
    int width = study.hidden()[0].length;
    boolean projected = width != study.cell()[0].length;
    text.append(study.hasCell() ? ",c" : "").append(projected ? "\n" : ",h\n");
    for (int t = 0; t < study.times().size(); t++) {
      for (int unit = 0; unit < study.cell()[t].length; unit++) {
        text.append(t + 1).append(',').append(quoted(study.times().get(t)));
        text.append(',').append(unit + 1);
        for (GateStudy.Gate gate : study.gates()) {
          text.append(',').append(gate.values()[t][unit]);
        }
        if (study.hasCell()) {
          text.append(',').append(study.cell()[t][unit]);
        }
        if (!projected) {
          text.append(',').append(study.hidden()[t][unit]);
        }
        text.append('\n');
      }
    }
    return text.toString();
  }

  /** A row for each step, with every column that the network reads. */
  static String input(GateStudy study) {
    var text = new StringBuilder("step,time");
    study.inputs().forEach(column -> text.append(',').append(quoted(column.name())));
    text.append('\n');
    for (int t = 0; t < study.times().size(); t++) {
      text.append(t + 1).append(',').append(quoted(study.times().get(t)));
      for (GateStudy.Input column : study.inputs()) {
        text.append(',').append((float) column.values()[t]);
      }
      text.append('\n');
    }
    return text.toString();
  }

  /** A row for each cell, in the order of the pictures. */
  static String cells(GateStudy study) {
    var text = new StringBuilder("unit,keeps,half_steps");
    study.gates().forEach(gate -> text.append(",mean_").append(gate.name()));
    text.append(",least,greatest,input,correlation\n");
    List<HeldCell> sorted = study.sorted();
    for (HeldCell cell : sorted) {
      text.append(cell.unit() + 1).append(',').append(cell.keeps()).append(',');
      text.append(Double.isFinite(cell.half()) ? "" + cell.half() : "");
      study.gates().forEach(gate -> text.append(',').append(mean(gate, cell.unit())));
      text.append(',').append(cell.least()).append(',').append(cell.greatest()).append(',');
      text.append(quoted(cell.input())).append(',').append(cell.correlation()).append('\n');
    }
    return text.toString();
  }

  /** A field of CSV, in quotes where it needs them. */
  static String quoted(String text) {
    return text.matches("[^\",\n\r]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
