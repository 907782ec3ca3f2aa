package sluice.experiment.settings;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.Locale;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * Reads YAML 1.2 into {@link Node}s. Anchors, aliases and tags are refused: a file of settings
 * needs none, and an alias of aliases grows without bound.
 */
public final class YamlReader {
  private static final int DEEPEST = 32;
  private static final LoadSettings SETTINGS =
      LoadSettings.builder().setCodePointLimit(Integer.MAX_VALUE).build();

  private final Iterator<Event> events;
  private final Origin start;
  private final Problems problems;

  private YamlReader(Iterator<Event> events, Origin start, Problems problems) {
    this.events = events;
    this.start = start;
    this.problems = problems;
  }

  /**
   * Reads one document.
   *
   * @param text the YAML
   * @param start the source; lines and columns are counted from it
   * @param problems hears of syntax errors and of what is refused
   * @return the document, or nothing where the syntax is broken or there is none
   */
  public static Optional<Node> read(String text, Origin start, Problems problems) {
    try {
      // A file may start with a byte order mark.
      var yaml = text.startsWith("\uFEFF") ? text.substring(1) : text;
      var events = new ParserImpl(SETTINGS, new StreamReader(SETTINGS, yaml));
      return new YamlReader(events, start, problems).document();
    } catch (TooDeep e) {
      problems.add(e.at, "", "brackets or indentation nested more than " + DEEPEST + " deep");
    } catch (MarkedYamlEngineException e) {
      problems.add(placeOf(e, start), "", "not valid YAML: " + words(e));
    } catch (ReaderException e) {
      problems.add(
          placeOf(text, e.getPosition(), start),
          "",
          String.format(
              Locale.ROOT,
              "not valid YAML: the character U+%04X is not allowed",
              e.getCodePoint()));
    } catch (YamlEngineException e) {
      problems.add(start, "", "not valid YAML: " + e.getMessage());
    }
    return Optional.empty();
  }

  private Optional<Node> document() {
    Optional<Node> root = Optional.empty();
    while (events.hasNext()) {
      var event = events.next();
      switch (event.getEventId()) {
        case Scalar, MappingStart, SequenceStart, Alias -> {
          if (root.isPresent()) {
            problems.add(placeOf(event), "", "a second YAML document; expected one only");
            return root;
          }
          root = Optional.of(node(event, 0));
        }
        default -> {} // starts and ends of the stream and of documents
      }
    }
    return root;
  }

  private Node node(Event event, int depth) {
    var at = placeOf(event);
    if (depth > DEEPEST) {
      throw new TooDeep(at);
    }
    if (event instanceof AliasEvent alias) {
      problems.add(
          at, "", "the alias *" + alias.getAlias() + " is refused; write the value itself");
      return new Node.Broken(at);
    }
    if (event instanceof NodeEvent anchored && anchored.getAnchor().isPresent()) {
      var name = anchored.getAnchor().get();
      problems.add(at, "", "the anchor &" + name + " is refused; write the value where it is used");
    }
    if (event instanceof ScalarEvent scalar) {
      refuseTag(scalar.getTag(), at);
      return new Node.Scalar(scalar.getValue(), scalar.isPlain(), at);
    }
    refuseTag(((CollectionStartEvent) event).getTag(), at);
    return event instanceof MappingStartEvent ? mapping(at, depth) : sequence(at, depth);
  }

  private Node mapping(Origin at, int depth) {
    var entries = new ArrayList<Node.Entry>();
    for (var event = events.next(); more(event); event = events.next()) {
      var key = node(event, depth + 1);
      var value = node(events.next(), depth + 1);
      switch (key) {
        case Node.Scalar(String text, _, Origin place) ->
            entries.add(new Node.Entry(text, place, value));
        case Node.Broken _ -> {} // reported
        default -> problems.add(key.origin(), "", "a key must be one word, found " + key.found());
      }
    }
    return new Node.Mapping(entries, at);
  }

  private Node sequence(Origin at, int depth) {
    var items = new ArrayList<Node>();
    for (var event = events.next(); more(event); event = events.next()) {
      items.add(node(event, depth + 1));
    }
    return new Node.Sequence(items, at);
  }

  private static boolean more(Event event) {
    return event.getEventId() != Event.ID.MappingEnd && event.getEventId() != Event.ID.SequenceEnd;
  }

  private void refuseTag(Optional<String> tag, Origin at) {
    tag.ifPresent(name -> problems.add(at, "", "the YAML tag " + name + " is refused; remove it"));
  }

  private Origin placeOf(Event event) {
    return event
        .getStartMark()
        .map(mark -> start.at(mark.getLine() + 1, mark.getColumn() + 1))
        .orElse(start);
  }

  private static Origin placeOf(MarkedYamlEngineException e, Origin start) {
    return e.getProblemMark()
        .or(e::getContextMark)
        .map(mark -> start.at(mark.getLine() + 1, mark.getColumn() + 1))
        .orElse(start);
  }

  private static Origin placeOf(String text, int position, Origin start) {
    var before = text.codePoints().limit(position).toArray();
    int line = 1;
    int column = 1;
    for (int c : before) {
      line = c == '\n' ? line + 1 : line;
      column = c == '\n' ? 1 : column + 1;
    }
    return start.at(line, column);
  }

  private static String words(MarkedYamlEngineException e) {
    var context = e.getContext();
    return context == null || context.isEmpty()
        ? e.getProblem()
        : e.getProblem() + " (" + context + ")";
  }

  /** Thrown inside the reader only, so that a file of brackets cannot exhaust the stack. */
  private static final class TooDeep extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final transient Origin at;

    TooDeep(Origin at) {
      super("too deep", null, false, false);
      this.at = at;
    }
  }
}
