// Two trainings side by side: how much of the last step's gradient arrives at each step of the
// sequence, from the first training step (top) to the last (bottom), in the same colours.
//
//   ./build example figures/long-lag/Pair.java NAME RUN NAME RUN FILE.svg
//
// A RUN is the folder that `sluice train` left. It is read from gradients.csv: ∂L∕∂c where the cell
// has one, else ∂L∕∂h, of its first recurrent layer.

import module java.base;

static final int WIDTH = 880;
static final int PANEL = 372;
static final int HEIGHT = 236;
static final int TOP = 52;
static final int[] LEFT = {64, 64 + PANEL + 26};
static final int DECADES = 6; // of the scale
static final int LEVELS = 2 * DECADES;

void main(String[] args) throws IOException {
  if (args.length != 5) {
    throw new IllegalArgumentException("needs: NAME RUN NAME RUN FILE.svg");
  }
  StringBuilder svg = new StringBuilder(head(args[0], args[2]));
  for (int i = 0; i < 2; i++) {
    panel(svg, LEFT[i], args[2 * i], Path.of(args[2 * i + 1]));
  }
  text(svg, LEFT[0] - 10, TOP + 12, "end", "", "start");
  text(svg, LEFT[0] - 10, TOP + HEIGHT / 2 + 4, "end", "", "training");
  text(svg, LEFT[0] - 10, TOP + HEIGHT, "end", "", "end");
  legend(svg);
  Files.writeString(Path.of(args[4]), svg.append("</svg>\n"));
  IO.println(args[4] + ", " + Files.size(Path.of(args[4])) + " bytes");
}

void panel(StringBuilder svg, int left, String name, Path run) throws IOException {
  List<double[]> rows = shares(run.resolve("gradients.csv"));
  int steps = rows.getFirst().length;
  StringBuilder[] paths = new StringBuilder[LEVELS + 1];
  Arrays.setAll(paths, level -> new StringBuilder());
  for (int r = 0; r < rows.size(); r++) {
    int y = TOP + HEIGHT * r / rows.size();
    int h = TOP + HEIGHT * (r + 1) / rows.size() - y;
    for (int t = 0, from = 0; t < steps; t++) {
      int level = level(rows.get(r)[t]);
      if (t + 1 == steps || level(rows.get(r)[t + 1]) != level) { // neighbours alike are one box
        int x = left + PANEL * from / steps;
        int w = left + PANEL * (t + 1) / steps - x;
        paths[level].append("M%d %dh%dv%dh-%dz".formatted(x, y, w, h, w));
        from = t + 1;
      }
    }
  }
  for (int level = 1; level <= LEVELS; level++) {
    if (!paths[level].isEmpty()) {
      svg.append("<path fill-opacity=\"%.2f\" d=\"%s\"/>\n".formatted(shade(level), paths[level]));
    }
  }
  svg.append(
      "<rect class=\"frame\" x=\"%d.5\" y=\"%d.5\" width=\"%d\" height=\"%d\"/>\n"
          .formatted(left, TOP, PANEL, HEIGHT));
  text(svg, left, 22, "start", "name", name);
  text(svg, left, 41, "start", "", "squared error on fresh sequences: " + error(run));
  for (int t : new int[] {1, steps / 4, steps / 2, 3 * steps / 4, steps}) {
    int x = (int) Math.round(left + PANEL * (t - 0.5) / steps);
    String anchor = t == 1 ? "start" : t == steps ? "end" : "middle";
    text(svg, x, TOP + HEIGHT + 17, anchor, "", t == steps ? "step " + t : "" + t);
  }
}

/** By recorded training step: the norm at each step of the sequence, over that of the last. */
List<double[]> shares(Path file) throws IOException {
  Map<String, List<Double>> norms = new LinkedHashMap<>();
  String layer = null;
  for (String line : Files.readAllLines(file).stream().skip(1).toList()) {
    String[] cells = line.split(",", -1); // step, layer, t, dh, dc, …
    layer = layer == null ? cells[1] : layer;
    if (cells[1].equals(layer)) {
      String norm = cells[4].isEmpty() ? cells[3] : cells[4];
      norms.computeIfAbsent(cells[0], _ -> new ArrayList<>()).add(Double.valueOf(norm));
    }
  }
  return norms.values().stream()
      .map(row -> row.stream().mapToDouble(norm -> norm / row.getLast()).toArray())
      .toList();
}

/** 0 below the scale, else by half decades. */
int level(double share) {
  return share <= 0 ? 0 : (int) Math.clamp(Math.ceil(LEVELS + 2 * Math.log10(share)), 0, LEVELS);
}

double shade(int level) {
  return Math.pow((double) level / LEVELS, 1.4);
}

String error(Path run) throws IOException {
  String metrics = Files.readString(run.resolve("metrics.json"));
  Matcher test = Pattern.compile("\"test\":\\{[^}]*\"mse\":([^,}]+)").matcher(metrics);
  if (!test.find()) {
    throw new IllegalArgumentException(run + " has no mse of a test part");
  }
  double error = Double.parseDouble(test.group(1));
  return (error < 0.01 ? "%.4f" : "%.3f").formatted(error);
}

void legend(StringBuilder svg) {
  int y = TOP + HEIGHT + 38;
  int x = LEFT[1] + PANEL - LEVELS * 16;
  text(svg, x - 12, y + 10, "end", "", "share of the last step's gradient");
  for (int level = 1; level <= LEVELS; level++) {
    svg.append(
        "<rect class=\"heat\" fill-opacity=\"%.2f\" x=\"%d\" y=\"%d\" width=\"16\" height=\"11\"/>\n"
            .formatted(shade(level), x + (level - 1) * 16, y));
  }
  text(svg, x, y + 26, "start", "", "1e−" + DECADES);
  text(svg, x + LEVELS * 16, y + 26, "end", "", "1");
}

void text(StringBuilder svg, int x, int y, String anchor, String kind, String words) {
  svg.append(
      "<text x=\"%d\" y=\"%d\" text-anchor=\"%s\"%s>%s</text>\n"
          .formatted(x, y, anchor, kind.isEmpty() ? "" : " class=\"" + kind + "\"", words));
}

String head(String left, String right) {
  return """
  <?xml version="1.0" encoding="UTF-8"?>
  <svg xmlns="http://www.w3.org/2000/svg" class="pair" viewBox="0 0 %1$d %2$d" width="%1$d" height="%2$d" role="img" aria-labelledby="pair-title">
  <title id="pair-title">Where the gradient arrives while training: %3$s beside %4$s</title>
  <style>
  .pair {
    --paper: #ffffff; --ink: #17212b; --soft: #56626e; --axis: #9aa5b1; --heat: #08519c;
    font: 12px system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Liberation Sans", Arial, sans-serif;
    font-variant-numeric: tabular-nums;
  }
  @media (prefers-color-scheme: dark) {
    .pair { --paper: #171c23; --ink: #e8edf2; --soft: #a3afbb; --axis: #5f6b78; --heat: #79b8ff; }
  }
  .pair text { fill: var(--soft); }
  .pair .name { fill: var(--ink); font-size: 15px; font-weight: 600; }
  .pair .paper { fill: var(--paper); }
  .pair .frame { fill: none; stroke: var(--axis); }
  .pair path, .pair .heat { fill: var(--heat); shape-rendering: crispEdges; }
  </style>
  <rect class="paper" width="100%%" height="100%%"/>
  """
      .formatted(WIDTH, TOP + HEIGHT + 76, left, right);
}
