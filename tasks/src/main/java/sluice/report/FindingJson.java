package sluice.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import sluice.inspect.Finding;
import sluice.inspect.Notice;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
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
    findings.forEach(finding -> put(all.addObject(), finding));
    return all;
  }

  /** One object a notice: the step, then its finding. */
  public static String ofNotices(List<Notice> notices) {
    return notices(notices).toString();
  }

  static ArrayNode notices(List<Notice> notices) {
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    for (Notice notice : notices) {
      put(all.addObject().put("step", notice.step()), notice.finding());
    }
    return all;
  }

  private static void put(ObjectNode node, Finding finding) {
    node.put("kind", finding.kind().key())
        .put("severity", finding.severity().name().toLowerCase(Locale.ROOT))
        .put("sentence", finding.sentence());
    ObjectNode figures = node.putObject("figures");
    finding.figures().forEach(figure -> figures.put(figure.name(), figure.value()));
    ArrayNode remedies = node.putArray("remedies");
    finding.remedies().forEach(remedies::add);
  }

  /** One notice of those that {@link #ofNotices} writes. */
  public static Notice readNotice(String json) {
    JsonNode node = JsonMapper.shared().readTree(json);
    List<Finding.Figure> figures = new ArrayList<>();
    for (Map.Entry<String, JsonNode> figure : node.get("figures").properties()) {
      figures.add(new Finding.Figure(figure.getKey(), figure.getValue().asDouble()));
    }
    List<String> remedies = new ArrayList<>();
    node.get("remedies").forEach(remedy -> remedies.add(remedy.asString()));
    String kind = node.get("kind").asString().toUpperCase(Locale.ROOT).replace('-', '_');
    String severity = node.get("severity").asString().toUpperCase(Locale.ROOT);
    return new Notice(
        node.get("step").asLong(),
        new Finding(
            Finding.Kind.valueOf(kind),
            Finding.Severity.valueOf(severity),
            node.get("sentence").asString(),
            figures,
            remedies));
  }
}
