package dev.saldo.server.openapi;

import dev.saldo.server.http.Reply;
import dev.saldo.server.http.RequestContext;
import dev.saldo.server.http.Route;
import dev.saldo.server.json.Field;
import dev.saldo.server.json.JsonWriter;
import dev.saldo.server.json.Schema;
import dev.saldo.server.problem.Language;
import dev.saldo.server.problem.Problem;
import dev.saldo.server.problem.ProblemTexts;
import dev.saldo.server.problem.ProblemType;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// The pages to which a problem's `type` leads: for people as HTML, for machines as JSON.
public final class ProblemPages {
  private static final Schema TYPE =
      Schema.named(
          "ProblemType",
          Schema.object(
              Field.of("type", Schema.text(200), "The type's address on this server."),
              Field.of("code", Schema.text(100), "The type as a stable word."),
              Field.of("status", Schema.integer(400, 599), "The HTTP status."),
              Field.of("retry", Schema.choice("later", "after_change"), "What helps."),
              Field.of("title", Schema.text(300), "What it is called."),
              Field.of("detail", Schema.text(2_000), "Its text, with figures in braces.")));

  private final ProblemTexts texts;

  public ProblemPages(ProblemTexts texts) {
    this.texts = texts;
  }

  public List<Route> routes() {
    return List.of(
        Route.get("/problems", "listProblemTypes")
            .summary("All types of problems")
            .tag("system")
            .open()
            .answers(
                200,
                "All types.",
                Schema.object(Field.of("data", Schema.list(TYPE, 1_000), "All types.")))
            .to(this::all),
        Route.get("/problems/{slug}", "getProblemType")
            .summary("One type of problem")
            .tag("system")
            .open()
            .answers(200, "The type.", TYPE)
            .to(this::one));
  }

  private Reply all(RequestContext request) {
    List<ProblemType> types = Arrays.asList(ProblemType.values());
    Language language = request.language();
    if (wantsJson(request)) {
      return Reply.ok(
          json -> json.objects("data", types, (item, type) -> write(item, type, language)));
    }
    StringBuilder rows = new StringBuilder("<ul>");
    for (ProblemType type : types) {
      rows.append("<li>")
          .append(type.status())
          .append(" <a href=\"")
          .append(type.uri())
          .append("\">")
          .append(type.code())
          .append("</a>: ")
          .append(escaped(texts.title(type, language)))
          .append("</li>");
    }
    return page(language, "Saldo", rows.append("</ul>").toString());
  }

  private Reply one(RequestContext request) {
    Language language = request.language();
    ProblemType type =
        ProblemType.bySlug(request.path("slug"))
            .orElseThrow(() -> Problem.of(ProblemType.NOT_FOUND).toException());
    if (wantsJson(request)) {
      return Reply.ok(json -> write(json, type, language));
    }
    String body =
        "<p>"
            + escaped(texts.pattern(type, language))
            + "</p><p>HTTP "
            + type.status()
            + ", <code>"
            + type.code()
            + "</code></p>";
    return page(language, texts.title(type, language), body);
  }

  private void write(JsonWriter json, ProblemType type, Language language) {
    json.text("type", type.uri())
        .text("code", type.code())
        .integer("status", type.status())
        .text("retry", type.retry().name().toLowerCase(Locale.ROOT))
        .text("title", texts.title(type, language))
        .text("detail", texts.pattern(type, language));
  }

  private static boolean wantsJson(RequestContext request) {
    String accept = request.header("Accept").orElse("");
    return !accept.contains("text/html");
  }

  private static Reply page(Language language, String title, String body) {
    return Reply.text(
            200,
            "text/html; charset=utf-8",
            "<!doctype html><html lang=\""
                + language.tag()
                + "\"><meta charset=\"utf-8\"><title>"
                + escaped(title)
                + "</title><h1>"
                + escaped(title)
                + "</h1>"
                + body
                + "</html>")
        .with("Content-Language", language.tag());
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
