package sluice.experiment;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import sluice.inspect.Notice;
import sluice.inspect.Recorder;
import sluice.inspect.Watch;
import sluice.loss.Model;
import sluice.nn.Probe;
import sluice.optim.Clip;
import sluice.report.FindingJson;
import sluice.report.GradientRecord;
import sluice.train.Batches;

/**
 * Looks on while a network trains: records how the gradient flows, and says at once what keeps the
 * network from learning. One recorder measures for both.
 */
final class Onlooker {
  private final Experiment experiment;
  private final Run.Options options;
  private final RunDirectory directory;

  Onlooker(Experiment experiment, Run.Options options, RunDirectory directory) {
    this.experiment = experiment;
    this.options = options;
    this.directory = directory;
  }

  /**
   * What is to be given to the training.
   *
   * @param model that is trained
   * @param batches of what it is trained on, not those that the trainer reads
   */
  Probe probe(Model model, Batches batches) {
    long every = FlowFiles.every(experiment.training(), batches.count());
    if (every == 0) {
      return Probe.NONE;
    }
    Clip clip = EngineSettings.clip(experiment.training());
    Watch watch =
        new Watch(model, batches, clip, options.workers(), this::notice)
            .said(read(directory).stream().map(notice -> notice.finding().kind()).toList());
    FlowFiles files = new FlowFiles(directory);
    boolean recurrent = !model.network().cells().isEmpty();
    return new Recorder(
        model.network(),
        every,
        clip,
        recording -> {
          if (recurrent) {
            files.add(recording);
            options.listener().accept(new RunEvent.Recorded(GradientRecord.of(recording)));
          }
          watch.accept(recording);
        });
  }

  private void notice(Notice notice) {
    String lines = FindingJson.ofNotices(List.of(notice));
    String line = lines.substring(1, lines.length() - 1) + "\n";
    RunDirectory.append(directory.notices(), line, false);
    options.listener().accept(new RunEvent.Noticed(notice));
  }

  /** What was said in a run so far, before it was interrupted too. */
  static List<Notice> read(RunDirectory directory) {
    if (!Files.exists(directory.notices())) {
      return List.of();
    }
    List<Notice> notices = new ArrayList<>();
    RunDirectory.read(directory.notices())
        .lines()
        .map(FindingJson::readNotice)
        .forEach(notices::add);
    return notices;
  }
}
