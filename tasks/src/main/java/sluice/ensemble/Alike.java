package sluice.ensemble;

import java.util.ArrayList;
import java.util.List;
import sluice.data.Examples;
import sluice.loss.Combination;
import sluice.loss.Ensemble;
import sluice.loss.Model;
import sluice.loss.Predictor;

/**
 * Members that all learn from the same examples and are averaged: they differ by their seeds
 * (Hansen &amp; Salamon 1990), or are snapshots of one training (Huang et al. 2017).
 */
public final class Alike implements Recipe {
  private final Examples training;
  private final Examples validation;
  private final List<Model> members = new ArrayList<>();

  /** Members that learn from these examples. */
  public Alike(Examples training, Examples validation) {
    this.training = training;
    this.validation = validation;
  }

  @Override
  public Examples training() {
    return training;
  }

  @Override
  public Examples validation() {
    return validation;
  }

  @Override
  public boolean add(Model member) {
    return members.add(member);
  }

  @Override
  public Predictor with(Model next) {
    return next;
  }

  @Override
  public Ensemble ensemble() {
    return new Ensemble(members, new Combination.Mean());
  }
}
