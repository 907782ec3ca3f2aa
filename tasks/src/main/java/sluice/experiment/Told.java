package sluice.experiment;

import java.util.List;
import sluice.inspect.Finding;
import sluice.report.Importance;
import sluice.report.ReportData;

/**
 * What was measured of a run, and is to be told.
 *
 * @param results the network and the baselines, part by part
 * @param advice what stands out, and what to try
 * @param importance which columns the network goes by
 */
record Told(ReportData.Results results, List<Finding> advice, Importance importance) {}
