package sluice.report;

import java.util.List;
import java.util.Locale;
import sluice.inspect.Finding;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Findings as JSON: the same in {@code report.json}, {@code metrics.json} and on the console. */
public final class FindingJson {
  private FindingJson() {}

  /** One object a finding: kind, severity, sentence, figures by name, remedies. */
  public static String of(List<Finding> findings) {
    return array(findings).toString();
  }

  static ArrayNode array(List<Finding> findings) {
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    for (Finding finding : findings) {
      ObjectNode node =
          all.addObject()
              .put("kind", finding.kind().key())
              .put("severity", finding.severity().name().toLowerCase(Locale.ROOT))
              .put("sentence", finding.sentence());
      ObjectNode figures = node.putObject("figures");
      finding.figures().forEach(figure -> figures.put(figure.name(), figure.value()));
      ArrayNode remedies = node.putArray("remedies");
      finding.remedies().forEach(remedies::add);
    }
    return all;
  }
}
