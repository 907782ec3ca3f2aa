package sluice.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a command came to.
 *
 * @param code the exit code
 * @param out standard output
 * @param err standard error
 */
record Outcome(int code, String out, String err) {
  /** Runs a command in this JVM with nothing on standard input. */
  static Outcome of(String... arguments) {
    return reading("", arguments);
  }

  /** Runs a command in this JVM. */
  static Outcome reading(String in, String... arguments) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    var console =
        new Console(new ByteArrayInputStream(in.getBytes(UTF_8)), out, err, () -> Terminal.NONE);
    int code = Main.run(arguments, console);
    return new Outcome(code, out.toString(UTF_8), err.toString(UTF_8));
  }

  /** The last line of standard error, where the failure is told. */
  String told() {
    String[] lines = err.strip().split("\n", -1);
    return lines[lines.length - 1];
  }

  /** Standard output, which must be one JSON object in one line. */
  JsonNode json() {
    if (out.indexOf('\n') != out.length() - 1) {
      throw new AssertionError("expected one line, was:\n" + out);
    }
    return JsonMapper.shared().readTree(out);
  }
}
