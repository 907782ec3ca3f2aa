package sluice.report;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import sluice.inspect.Flow;
import sluice.inspect.MemoryChain;
import sluice.inspect.StateJacobian;

/**
 * How far the gradient of the last step reaches, of several networks side by side.
 *
 * @param title heading of the page
 * @param data on what it was measured, a sentence
 * @param cases one for each network and moment, in their order
 */
public record FlowStudy(String title, String data, List<Case> cases) {
  /** Name of the page. */
  public static final String PAGE = "gradients.html";

  /** Copies the list. */
  public FlowStudy {
    cases = List.copyOf(cases);
  }

  /**
   * One network at one moment.
   *
   * @param name such as {@code lstm, chrono(100)}
   * @param when such as {@code untrained} or {@code after 3 epochs}
   * @param trained whether it has learned
   * @param loss on sequences that it did not learn from; NaN where there is none
   * @param published the rate in nats a step that was measured elsewhere; NaN where none was
   * @param layers the recurrent ones, bottom layer first
   */
  public record Case(
      String name,
      String when,
      boolean trained,
      double loss,
      double published,
      List<Layer> layers) {
    /** Copies the list. */
    public Case {
      layers = List.copyOf(layers);
    }
  }

  /**
   * One recurrent layer.
   *
   * @param norms by step in time and by source
   * @param hidden ‖∂L/∂h‖ by steps back, that of the initial state last
   * @param cell ‖∂L/∂c‖ likewise; no norms without a cell state
   * @param jacobian how much of the last state still is what it was
   * @param chain what the gates say of that
   * @param gates its gates, each with its mean and its share of the gradient
   */
  public record Layer(
      GradientRecord.Layer norms,
      Flow hidden,
      Flow cell,
      Optional<StateJacobian> jacobian,
      Optional<MemoryChain> chain,
      List<Gate> gates) {
    /** Copies the list. */
    public Layer {
      gates = List.copyOf(gates);
    }

    /** What remembers: c where there is one, else h. */
    public Flow memory() {
      return norms.hasCell() ? cell : hidden;
    }
  }

  /**
   * One gate.
   *
   * @param name its letter
   * @param mean how open it is
   * @param saturated share of its values below 0.05 or above 0.95
   * @param share of Σ‖da‖²
   */
  public record Gate(String name, double mean, double saturated, double share) {}

  /** The figures as one JSON object, documented in {@code docs/command.md}. */
  public String json() {
    return FlowStudyJson.of(this);
  }

  /**
   * Writes {@code gradients.html}, and beside it the folder {@code report} with every picture as
   * SVG, the numbers as {@code gradients.csv}, the figures as {@code gradients.json}.
   *
   * @return the page
   */
  public Path write(Path folder) {
    Map<String, String> files = new LinkedHashMap<>();
    files.put(FlowStudyPage.NUMBERS, FlowStudyPage.csv(this));
    files.put("gradients.json", json() + "\n");
    return Report.study(
        folder, PAGE, files, FlowStudyPage.pictures(this), FlowStudyPage.of(this, Report.styles()));
  }
}
