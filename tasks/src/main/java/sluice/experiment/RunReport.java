package sluice.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import sluice.data.Measured;
import sluice.data.Part;
import sluice.data.Parts;
import sluice.data.Series;
import sluice.data.SeriesSettings;
import sluice.data.Timeline;
import sluice.loss.Model;
import sluice.nn.Weight;
import sluice.report.Importance;
import sluice.report.ReportData;
import sluice.train.Training;

/** Gathers what the report says of a run. */
final class RunReport {
  private final Experiment experiment;
  private final Job job;
  private final Model model;
  private final Importance importance;

  RunReport(Experiment experiment, Job job, Model model) {
    this.experiment = experiment;
    this.job = job;
    this.model = model;
    importance = Importances.of(job, model);
  }

  /** The network and the baselines on validation and test. */
  List<ReportData.Result> results() {
    List<ReportData.Result> results = new ArrayList<>();
    for (Part part : List.of(Part.VALIDATION, Part.TEST)) {
      if (job.examples(part).count() > 0) {
        for (Measured measured : job.measure(model, part)) {
          results.add(
              new ReportData.Result(
                  word(part),
                  measured.name(),
                  measured.baseline(),
                  measured.examples(),
                  measured.scores()));
        }
      }
    }
    return results;
  }

  private static String word(Part part) {
    return part.name().toLowerCase(Locale.ROOT);
  }

  /** Which columns the network goes by; measured once. */
  Importance importance() {
    return importance;
  }

  ReportData data(
      List<ReportData.Result> results,
      Training fit,
      List<ReportData.Phase> phases,
      ReportData.Provenance provenance) {
    Part shown = job.examples(Part.TEST).count() > 0 ? Part.TEST : Part.VALIDATION;
    return new ReportData(
        experiment.report().title(),
        experiment.task().name().toLowerCase(Locale.ROOT),
        network(),
        summary(),
        new ReportData.Training(model.head().loss().type(), fit, phases),
        new ReportData.Results(job.primary(), results),
        job.detail(model, shown),
        provenance,
        importance);
  }

  private ReportData.Network network() {
    List<ReportData.Layer> layers = new ArrayList<>();
    String layer = "";
    long size = 0;
    String shape = "";
    for (Weight weight : model.weights()) {
      String own = weight.name().substring(0, weight.name().lastIndexOf('.'));
      if (!own.equals(layer) && !layer.isEmpty()) {
        layers.add(new ReportData.Layer(layer, shape, size));
        size = 0;
      }
      shape = own.equals(layer) ? shape : weight.values().toString();
      layer = own;
      size += weight.size();
    }
    layers.add(new ReportData.Layer(layer, shape, size));
    return new ReportData.Network(
        EngineSettings.name(experiment.model()), layers, model.parameters());
  }

  private ReportData.Data summary() {
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
    if (experiment.window().per() == WindowSettings.Per.ROW) {
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
      return "a column of 0 and 1 for each name";
    }
    String scaling =
        (settings.targets().contains(column)
                ? experiment.data().scale().target()
                : experiment.data().scale().inputs())
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
    boolean inOrder = experiment.window().per() != WindowSettings.Per.ROW; // else see split.csv
    for (int i = 0; i < parts.size() && from.isEmpty() && inOrder; i++) {
      Series series = job.data().series().get(i);
      Timeline timeline = series.timeline();
      if (parts.get(i).from(part) < parts.get(i).to(part)) {
        from = timeline.text(parts.get(i).from(part));
        to = timeline.text(parts.get(i).to(part) - 1);
      }
    }
    return new ReportData.Part(word(part), from, to, rows, job.examples(part).count());
  }
}
