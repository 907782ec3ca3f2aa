package sluice.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import sluice.data.Part;
import sluice.data.Parts;
import sluice.data.Series;
import sluice.data.SeriesSettings;
import sluice.data.Timeline;
import sluice.report.ReportData;

/** What a report says of a table: its columns, its parts, and what was done about gaps. */
final class TableSummary {
  private final TableJob job;

  TableSummary(TableJob job) {
    this.job = job;
  }

  ReportData.Data data() {
    DataSet data = job.data();
    SeriesSettings settings = data.preparation().series();
    List<ReportData.Column> columns = new ArrayList<>();
    settings
        .time()
        .columns()
        .forEach(name -> columns.add(new ReportData.Column(name, "time", "time", 0, "")));
    for (String name : settings.inputs()) {
      boolean category = settings.categories().contains(name);
      columns.add(
          new ReportData.Column(
              name,
              category ? "category" : "number",
              role(settings, name),
              missing(name),
              treatment(name)));
    }
    if (!settings.label().isEmpty() && !settings.inputs().contains(settings.label())) {
      columns.add(
          new ReportData.Column(
              settings.label(), "label", "target", missing(settings.label()), ""));
    }
    List<ReportData.Part> parts = new ArrayList<>();
    for (Part part : Part.values()) {
      parts.add(part(part));
    }
    return new ReportData.Data(
        data.table().source(), data.table().rows(), columns, parts, data.preparation().notes());
  }

  private String role(SeriesSettings settings, String name) {
    if (job.experiment().window().per() == WindowSettings.Per.ROW) {
      return "input";
    }
    if (settings.targets().contains(name)) {
      return "target";
    }
    if (settings.known().contains(name)) {
      return "known ahead";
    }
    return settings.label().equals(name) ? "known in the past, target" : "known in the past";
  }

  private long missing(String column) {
    return job.data().series().stream()
        .mapToLong(series -> series.column(column).missingCount())
        .sum();
  }

  private String treatment(String column) {
    SeriesSettings settings = job.data().preparation().series();
    if (settings.categories().contains(column)) {
      return job.data().preparation().categories().stream()
          .filter(names -> names.column().equals(column) && names.embedded())
          .map(names ->
              "names: "
                  + names.words().size()
                  + ", vectors of "
                  + names.size()
                  + (names.size() == 1 ? " number" : " numbers"))
          .findFirst()
          .orElse("a column of 0 and 1 for each name");
    }
    String scaling =
        (settings.targets().contains(column)
                ? job.experiment().data().scale().target()
                : job.experiment().data().scale().inputs())
            .name()
            .toLowerCase(Locale.ROOT)
            .replace('_', '-');
    String missing =
        missing(column) > 0
            ? "missing: " + settings.missing().name().toLowerCase(Locale.ROOT) + "; "
            : "";
    return missing + "scaling: " + scaling;
  }

  private ReportData.Part part(Part part) {
    List<Parts> parts = job.data().parts();
    long rows = parts.stream().mapToLong(own -> own.to(part) - own.from(part)).sum();
    String from = "";
    String to = "";
    boolean inOrder =
        job.experiment().window().per() != WindowSettings.Per.ROW; // else see split.csv
    for (int i = 0; i < parts.size() && from.isEmpty() && inOrder; i++) {
      Series series = job.data().series().get(i);
      Timeline timeline = series.timeline();
      if (parts.get(i).from(part) < parts.get(i).to(part)) {
        from = timeline.text(parts.get(i).from(part));
        to = timeline.text(parts.get(i).to(part) - 1);
      }
    }
    return new ReportData.Part(
        part.name().toLowerCase(Locale.ROOT), from, to, rows, job.count(part));
  }
}
