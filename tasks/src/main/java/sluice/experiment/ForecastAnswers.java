package sluice.experiment;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import sluice.data.Expansion;
import sluice.data.Measured;
import sluice.data.NumberLabels;
import sluice.data.Part;
import sluice.data.Parts;
import sluice.data.Preparation;
import sluice.data.Prepared;
import sluice.data.Windows;
import sluice.forecast.Decoder;
import sluice.forecast.ForecastEvaluation;
import sluice.forecast.ForecastExamples;
import sluice.loss.Predictor;
import sluice.metric.MaseScale;
import sluice.model.JsonObject;

/** The steps after the end of each series. */
record ForecastAnswers(Experiment experiment, Predictor model, JsonObject preprocessing)
    implements Answers {

  @Override
  public int inputs(Preparation preparation) {
    boolean indicator = ForecastJob.decoder(experiment) == Decoder.SEQUENCE;
    return preparation.inputs().size() + Expansion.of(preparation).count() + (indicator ? 1 : 0);
  }

  @Override
  public int outputs() {
    boolean direct = ForecastJob.decoder(experiment) == Decoder.DIRECT;
    int values = experiment.data().target().size() * (direct ? experiment.window().horizon() : 1);
    return values * Math.max(1, levels().size());
  }

  private List<Double> levels() {
    return experiment.training().loss().levels();
  }

  private ForecastExamples examples(Windows windows) {
    return new ForecastExamples(windows, ForecastJob.decoder(experiment), levels());
  }

  @Override
  public List<Measured> measure(List<Prepared> prepared, List<Parts> parts) {
    ForecastExamples examples = labelled(prepared, parts, Part.TEST);
    int season = preprocessing.whole("season", 1, Integer.MAX_VALUE);
    return new ForecastEvaluation(
            EngineSettings.name(experiment), model, examples, scales(prepared), season)
        .measured();
  }

  @Override
  public ForecastExamples labelled(List<Prepared> prepared, List<Parts> parts, Part part) {
    return examples(Windows.of(prepared, parts, part, ForecastJob.shape(experiment)));
  }

  /** The scales of MASE that were fitted in training; none for a series that was not there. */
  private MaseScale[][] scales(List<Prepared> prepared) {
    int season = preprocessing.whole("season", 1, Integer.MAX_VALUE);
    MaseScale[][] scales = new MaseScale[prepared.size()][];
    for (int i = 0; i < scales.length; i++) {
      scales[i] = new MaseScale[prepared.get(i).targets()];
      String key = prepared.get(i).series().key();
      Arrays.fill(
          scales[i],
          new MaseScale(season, OptionalDouble.empty(), "the series was not there in training"));
      for (JsonObject series : preprocessing.objects("mase_scales")) {
        if (series.text("key").equals(key)) {
          List<JsonObject> targets = series.objects("targets");
          for (int target = 0; target < scales[i].length; target++) {
            scales[i][target] = scale(season, targets.get(target));
          }
        }
      }
    }
    return scales;
  }

  private static MaseScale scale(int season, JsonObject json) {
    OptionalDouble value =
        json.has("value") ? OptionalDouble.of(json.number("value")) : OptionalDouble.empty();
    return new MaseScale(season, value, json.text("reason"));
  }

  /** The windows whose horizon the data have too: what is known ahead is known of these. */
  @Override
  public ForecastExamples examples(List<Prepared> prepared) {
    List<Parts> all = prepared.stream().map(one -> Parts.whole(Part.TEST, one.observed())).toList();
    return labelled(prepared, all, Part.TEST);
  }

  @Override
  public void predict(List<Prepared> prepared, RowSink sink) {
    Place place = Place.of(experiment, prepared);
    Windows windows = Windows.future(prepared, ForecastJob.shape(experiment));
    ForecastExamples examples = examples(windows);
    double[][][][] quantiles = ForecastEvaluation.quantiles(model, examples);
    place.header(
        sink,
        List.of(),
        experiment.data().target().stream()
            .flatMap(target -> NumberLabels.names(target, levels()).stream())
            .toList());
    for (int window = 0; window < windows.count(); window++) {
      for (int k = 0; k < windows.shape().horizon(); k++) {
        List<String> row = place.row(windows, window, k);
        for (int target = 0; target < experiment.data().target().size(); target++) {
          for (double[][][] quantile : quantiles) {
            row.add(Double.toString(quantile[window][target][k]));
          }
        }
        sink.row(row);
      }
    }
  }
}
