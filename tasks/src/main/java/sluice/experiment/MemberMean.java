package sluice.experiment;

import java.util.List;
import java.util.Optional;
import sluice.metric.Score;
import sluice.report.ReportData;

/** What the members of an ensemble are worth one by one: the mean of their figures. */
final class MemberMean {
  /** Its name in tables. */
  static final String NAME = "mean of single members";

  private MemberMean() {}

  /** The mean of the figures of each metric; undefined where a member has none. */
  static ReportData.Result of(List<ReportData.Result> members) {
    ReportData.Result first = members.getFirst();
    List<Score> means = first.scores().stream().map(score -> mean(score, members)).toList();
    return new ReportData.Result(first.part(), NAME, false, first.examples(), means);
  }

  private static Score mean(Score first, List<ReportData.Result> members) {
    double sum = 0;
    for (ReportData.Result member : members) {
      Optional<Score> own = member.score(first.metric());
      if (own.isEmpty() || own.get().value().isEmpty()) {
        String reason = own.map(Score::reason).orElse("not measured");
        return Score.undefined(first.metric(), reason, first.count(), first.omitted());
      }
      sum += own.get().value().getAsDouble();
    }
    return Score.of(first.metric(), sum / members.size(), first.count(), first.omitted());
  }
}
