package sluice.experiment;

import java.util.OptionalInt;
import sluice.loss.Combination;
import sluice.loss.Model;

/** Which network of an ensemble is meant, where one alone can be looked at. */
final class MemberChoice {
  private MemberChoice() {}

  /**
   * The network itself, where it is to answer alone.
   *
   * @throws UnfitTask as {@link #of}, and if members answer only together
   */
  static Model alone(TrainedModel trained, OptionalInt asked) {
    int member = of(trained, asked);
    if (!(trained.combination() instanceof Combination.Mean)) {
      throw new UnfitTask(
          trained.file()
              + " is an ensemble whose members learn what the others leave, so that none answers"
              + " alone: give a model of one network, or an ensemble of means");
    }
    return trained.members().get(member);
  }

  /**
   * Its index, from 0.
   *
   * @param asked its number, from 1; without, the only one
   * @throws UnfitTask if there are several and none was asked for, or not so many
   */
  static int of(TrainedModel trained, OptionalInt asked) {
    int count = trained.members().size();
    if (asked.isEmpty() && count == 1) {
      return 0;
    }
    if (asked.isEmpty()) {
      throw new UnfitTask(
          trained.file()
              + " is an ensemble of "
              + count
              + " networks: say which with --member, 1 to "
              + count);
    }
    if (asked.getAsInt() < 1 || asked.getAsInt() > count) {
      throw new UnfitTask(
          trained.file()
              + " has no member "
              + asked.getAsInt()
              + ": it has "
              + (count == 1 ? "one network" : "1 to " + count));
    }
    return asked.getAsInt() - 1;
  }
}
