package sluice.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import sluice.experiment.GenerateSettings;
import sluice.experiment.LanguageModel;
import sluice.experiment.TrainedModel;
import sluice.language.Sampling;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What {@code sluice generate} does: text as it is written, or all of it as JSON. */
final class GenerateRun {
  private final Console console;
  private final Path model;

  GenerateRun(Console console, Path model) {
    this.console = console;
    this.model = model;
  }

  /** What was asked for, as {@code --help} says. */
  record Request(
      Optional<String> prompt,
      int length,
      double temperature,
      int topK,
      double topP,
      long seed,
      Optional<Integer> beam,
      boolean json) {}

  /** Writes; gives the exit code. */
  int call(Request request) {
    LanguageModel language = TrainedModel.read(model).language();
    request.prompt().ifPresent(prompt -> tellUnknown(language, prompt));
    var settings =
        new GenerateSettings(
            request.prompt(),
            request.length(),
            new Sampling(request.temperature(), request.topK(), request.topP(), request.seed()),
            request.beam());
    StringBuilder text = new StringBuilder();
    language.generate(
        settings,
        added -> {
          text.append(added);
          if (!request.json()) {
            write(added);
          }
          return true;
        });
    if (request.json()) {
      console.result(json(request, text.toString()));
    } else if (text.isEmpty() || text.charAt(text.length() - 1) != '\n') {
      write("\n");
    }
    return 0;
  }

  private void tellUnknown(LanguageModel language, String prompt) {
    List<String> unknown = language.unknown(prompt);
    if (!unknown.isEmpty() && language.replaced()) {
      console.say(
          "sluice: the model does not know "
              + String.join(", ", unknown)
              + ": read as <unk>, as rare words of its training text were.");
    }
  }

  /** Sent on at once: whoever reads may stop when it is enough. */
  private void write(String text) {
    try {
      console.results().write(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    console.finish();
  }

  private static String json(Request request, String text) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    request.prompt().ifPresent(prompt -> json.put("prompt", prompt));
    json.put("text", text).put("length", request.length());
    if (request.beam().isPresent()) {
      json.put("beam", request.beam().get());
    } else {
      json.put("temperature", request.temperature());
      json.put("top_k", request.topK());
      json.put("top_p", request.topP());
      json.put("seed", request.seed());
    }
    return json.toString();
  }
}
