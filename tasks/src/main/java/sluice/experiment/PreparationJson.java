package sluice.experiment;

import java.util.Arrays;
import java.util.List;
import sluice.data.Calendar;
import sluice.data.CalendarSettings;
import sluice.data.Categories;
import sluice.data.Embedding;
import sluice.data.Expansion;
import sluice.data.FeatureSettings;
import sluice.data.MissingPolicy;
import sluice.data.Preparation;
import sluice.data.Scaler;
import sluice.data.SeriesSettings;
import sluice.data.TimeSettings;
import sluice.model.JsonObject;

/** A fitted {@link Preparation} as JSON and back: what a model file holds of its data. */
final class PreparationJson {
  private PreparationJson() {}

  static JsonObject write(Preparation preparation) {
    Calendar calendar = preparation.calendar();
    return JsonObject.empty()
        .put("series", series(preparation.series()))
        .put("features", features(preparation.features()))
        .putObjects(
            "scalers", preparation.scalers().stream().map(PreparationJson::scalers).toList())
        .putObjects(
            "categories",
            preparation.categories().stream().map(PreparationJson::categories).toList())
        .putTexts("masked", preparation.masked())
        .putTexts("holidays", calendar.holidays())
        .put("trend_start", calendar.start())
        .put("trend_end", calendar.end())
        .putTexts("notes", preparation.notes());
  }

  static Preparation read(JsonObject json) {
    FeatureSettings features = readFeatures(json.object("features"));
    return new Preparation(
        readSeries(json.object("series")),
        features,
        json.objects("scalers").stream().map(PreparationJson::readScalers).toList(),
        json.objects("categories").stream().map(c -> readCategories(c, features)).toList(),
        json.texts("masked"),
        new Calendar(
            features.calendar(),
            json.texts("holidays"),
            json.whole("trend_start"),
            json.whole("trend_end")),
        json.texts("notes"));
  }

  private static JsonObject categories(Categories categories) {
    JsonObject json =
        JsonObject.empty().put("column", categories.column()).putTexts("words", categories.words());
    return categories.embedded()
        ? json.put("size", categories.size()).put("unseen", categories.unseen().name())
        : json;
  }

  private static Categories readCategories(JsonObject json, FeatureSettings features) {
    return json.has("size")
        ? new Categories(
            json.text("column"),
            json.texts("words"),
            json.whole("size", 1, Integer.MAX_VALUE),
            Categories.Unseen.valueOf(json.text("unseen")))
        : new Categories(json.text("column"), json.texts("words"), features.unseen());
  }

  private static JsonObject series(SeriesSettings series) {
    TimeSettings time = series.time();
    return JsonObject.empty()
        .putTexts("time", time.columns())
        .put("format", time.format())
        .put("zone", time.zone())
        .put("step", time.step())
        .put("sort", time.sort())
        .put("key", series.key())
        .putTexts("targets", series.targets())
        .putTexts("past", series.past())
        .putTexts("known", series.known())
        .putTexts("categories", series.categories())
        .put("label", series.label())
        .putTexts("carried", series.carried())
        .put("missing", series.missing().name());
  }

  private static SeriesSettings readSeries(JsonObject json) {
    TimeSettings time =
        new TimeSettings(
            json.texts("time"),
            json.text("format"),
            json.text("zone"),
            json.text("step"),
            json.flag("sort"));
    return new SeriesSettings(
        time,
        json.text("key"),
        json.texts("targets"),
        json.texts("past"),
        json.texts("known"),
        json.texts("categories"),
        json.text("label"),
        json.has("carried") ? json.texts("carried") : List.of(), // older files have none
        MissingPolicy.valueOf(json.text("missing")));
  }

  private static JsonObject features(FeatureSettings features) {
    CalendarSettings calendar = features.calendar();
    return JsonObject.empty()
        .put("inputs", features.inputs().name())
        .put("targets", features.targets().name())
        .put("per_series", features.perSeries())
        .put("difference", features.difference())
        .putNumbers("lags", features.lags().stream().mapToDouble(Integer::doubleValue).toArray())
        .put("unseen", features.unseen().name())
        .putTexts("expand", features.expand().stream().map(Enum::name).toList())
        .putObjects(
            "embedded", features.embedded().stream().map(PreparationJson::embedding).toList())
        .put(
            "calendar",
            JsonObject.empty()
                .put("hour", calendar.hour().name())
                .put("weekday", calendar.weekday().name())
                .put("day_of_month", calendar.dayOfMonth().name())
                .put("month", calendar.month().name())
                .put("year_waves", calendar.yearWaves())
                .put("trend", calendar.trend())
                .putTexts("holidays", calendar.holidays())
                .put("before", calendar.before())
                .put("after", calendar.after()));
  }

  private static FeatureSettings readFeatures(JsonObject json) {
    JsonObject calendar = json.object("calendar");
    return new FeatureSettings(
        Scaler.Kind.valueOf(json.text("inputs")),
        Scaler.Kind.valueOf(json.text("targets")),
        json.flag("per_series"),
        json.whole("difference", 0, Integer.MAX_VALUE),
        Arrays.stream(json.numbers("lags")).mapToObj(lag -> (int) lag).toList(),
        Categories.Unseen.valueOf(json.text("unseen")),
        new CalendarSettings(
            encoding(calendar, "hour"),
            encoding(calendar, "weekday"),
            encoding(calendar, "day_of_month"),
            encoding(calendar, "month"),
            calendar.whole("year_waves", 0, Integer.MAX_VALUE),
            calendar.flag("trend"),
            calendar.texts("holidays"),
            calendar.whole("before", 0, Integer.MAX_VALUE),
            calendar.whole("after", 0, Integer.MAX_VALUE)),
        json.has("expand") // older files have none
            ? json.texts("expand").stream().map(Expansion.Kind::valueOf).toList()
            : List.of(),
        json.has("embedded")
            ? json.objects("embedded").stream().map(PreparationJson::readEmbedding).toList()
            : List.of());
  }

  private static JsonObject embedding(Embedding embedding) {
    return JsonObject.empty()
        .put("column", embedding.column())
        .put("size", embedding.size())
        .put("least", embedding.least())
        .put("unseen", embedding.unseen().name());
  }

  private static Embedding readEmbedding(JsonObject json) {
    return new Embedding(
        json.text("column"),
        json.whole("size", 0, Integer.MAX_VALUE),
        json.whole("least", 1, Integer.MAX_VALUE),
        Categories.Unseen.valueOf(json.text("unseen")));
  }

  private static CalendarSettings.Encoding encoding(JsonObject json, String key) {
    return CalendarSettings.Encoding.valueOf(json.text(key));
  }

  private static JsonObject scalers(Preparation.SeriesScalers scalers) {
    return JsonObject.empty()
        .put("key", scalers.key())
        .putObjects("columns", scalers.columns().stream().map(PreparationJson::scaler).toList());
  }

  private static Preparation.SeriesScalers readScalers(JsonObject json) {
    List<Scaler> columns =
        json.objects("columns").stream().map(PreparationJson::readScaler).toList();
    return new Preparation.SeriesScalers(json.text("key"), columns);
  }

  static JsonObject scaler(Scaler scaler) {
    return JsonObject.empty()
        .put("column", scaler.column())
        .put("kind", scaler.kind().name())
        .put("shift", scaler.shift())
        .put("scale", scaler.scale());
  }

  static Scaler readScaler(JsonObject json) {
    return new Scaler(
        Scaler.Kind.valueOf(json.text("kind")),
        json.text("column"),
        json.number("shift"),
        json.number("scale"));
  }
}
