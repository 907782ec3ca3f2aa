package sluice.report;

import java.util.ArrayList;
import java.util.List;

/** Writes pieces of a page; every text is escaped here. */
final class Html {
  private final StringBuilder text = new StringBuilder();

  /**
   * A table.
   *
   * @param caption what it shows
   * @param header names of the columns
   * @param words how many columns, from the left, hold words; the others hold numbers
   * @param rows the cells, escaped already
   */
  record Table(String caption, List<String> header, int words, List<Row> rows) {
    Table {
      header = List.copyOf(header);
      rows = List.copyOf(rows);
    }
  }

  /**
   * A row of a table.
   *
   * @param style of the row; may be empty
   * @param cells markup of each cell, the first being the row's head
   */
  record Row(String style, List<String> cells) {
    Row {
      cells = List.copyOf(cells);
    }

    /** A row of plain texts. */
    static Row of(String... texts) {
      var cells = new ArrayList<String>();
      for (String text : texts) {
        cells.add(Markup.escape(text));
      }
      return new Row("", cells);
    }
  }

  /** The beginning of a page that fetches nothing. */
  Html opening(String title, String styles) {
    raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n");
    raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n");
    raw("<meta name=\"color-scheme\" content=\"light dark\"/>\n");
    // The browser itself then refuses to fetch anything.
    raw("<meta http-equiv=\"Content-Security-Policy\" ");
    raw("content=\"default-src 'none'; style-src 'unsafe-inline'\"/>\n");
    element("title", "", title);
    return raw("<style>\n" + styles + "</style>\n</head>\n<body>\n<main>\n");
  }

  /** The whole page, with its end. */
  String ending() {
    return raw("</main>\n</body>\n</html>\n").toString();
  }

  /** A figure with its name, one of several beside each other. */
  Html tile(String name, String figure) {
    raw("<div><dt>" + Markup.escape(name) + "</dt><dd>" + Markup.escape(figure));
    return raw("</dd></div>\n");
  }

  Html raw(String markup) {
    text.append(markup);
    return this;
  }

  /** An element with text in it. */
  Html element(String name, String attributes, String content) {
    text.append('<').append(name);
    if (!attributes.isEmpty()) {
      text.append(' ').append(attributes);
    }
    text.append('>').append(Markup.escape(content)).append("</").append(name).append(">\n");
    return this;
  }

  Html paragraph(String content) {
    return content.isEmpty() ? this : element("p", "", content);
  }

  /** A section with its heading; to be closed by {@link #closeSection}. */
  Html section(String id, String heading) {
    text.append("<section id=\"").append(id).append("\" aria-labelledby=\"").append(id);
    text.append("-heading\">\n");
    return element("h2", "id=\"" + id + "-heading\"", heading);
  }

  Html closeSection() {
    return raw("</section>\n");
  }

  /** Pictures in their order: those of half the width two by two. */
  Html pictures(List<Picture> pictures) {
    boolean open = false;
    for (int i = 0; i < pictures.size(); i++) {
      boolean half = pictures.get(i).layout() == Picture.Layout.HALF;
      if (half != open) {
        raw(half ? "<div class=\"pair\">\n" : "</div>\n");
        open = half;
      }
      picture(pictures.get(i));
    }
    return open ? raw("</div>\n") : this;
  }

  /** One picture with its caption and its files, which lie in the report's folder. */
  Html picture(Picture picture) {
    return picture(picture, Report.FOLDER + "/");
  }

  /**
   * One picture with its caption and its files.
   *
   * @param folder where they lie from the page, with a slash at its end; empty for beside it
   */
  Html picture(Picture picture, String folder) {
    raw("<figure id=\"figure-" + picture.name() + "\">\n<figcaption>\n");
    element("h3", "", picture.title());
    paragraph(picture.caption());
    raw("</figcaption>\n");
    raw(picture.inline());
    String numbers = folder + picture.numbers();
    String image = folder + picture.name() + ".svg";
    raw("<p class=\"files\"><a href=\"" + numbers + "\">numbers</a> <a href=\"" + image);
    return raw("\">picture</a></p>\n</figure>\n");
  }

  /** A table that scrolls by itself where the page is narrow. */
  Html table(Table table) {
    String label = Markup.escape(table.caption());
    raw("<div class=\"table\">\n<p class=\"caption\" aria-hidden=\"true\">" + label + "</p>\n");
    raw("<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"" + label + "\">\n");
    raw("<table aria-label=\"" + label + "\">\n");
    head(table);
    body(table);
    return raw("</table>\n</div>\n</div>\n");
  }

  private void head(Table table) {
    if (table.header().stream().allMatch(String::isEmpty)) {
      return;
    }
    raw("<thead><tr>");
    for (int i = 0; i < table.header().size(); i++) {
      raw("<th scope=\"col\"" + (i < table.words() ? "" : " class=\"number\"") + ">");
      raw(table.header().get(i) + "</th>");
    }
    raw("</tr></thead>\n");
  }

  private void body(Table table) {
    raw("<tbody>\n");
    for (Row row : table.rows()) {
      raw(row.style().isEmpty() ? "<tr>" : "<tr class=\"" + row.style() + "\">");
      for (int i = 0; i < row.cells().size(); i++) {
        String kind = i < table.words() ? "" : " class=\"number\"";
        String cell = row.cells().get(i);
        raw(i == 0 ? "<th scope=\"row\">" + cell + "</th>" : "<td" + kind + ">" + cell + "</td>");
      }
      raw("</tr>\n");
    }
    raw("</tbody>\n");
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
