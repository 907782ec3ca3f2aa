/** From a user's data to batches, and the jobs done on them: model files, reports, experiments. */
module sluice.tasks {
  exports sluice.data;
  exports sluice.ensemble;
  exports sluice.experiment;
  exports sluice.experiment.settings;
  exports sluice.forecast;
  exports sluice.classify;
  exports sluice.regress;
  exports sluice.similarity;
  exports sluice.language;
  exports sluice.model;
  exports sluice.report;
  exports sluice.text;

  uses sluice.data.FileTables;

  requires transitive sluice.core;
  requires de.siegmar.fastcsv;
  requires tools.jackson.databind;
  requires org.snakeyaml.engine;
  requires org.apache.lucene.analysis.smartcn;
  requires transitive java.sql;
  requires static org.jspecify;
  requires de.focus_shift.jollyday.core;
  requires de.focus_shift.jollyday.jaxb; // the calendar's own parser, found as a service
}
