package dev.saldo.server.openapi;

import dev.saldo.server.http.Form;
import dev.saldo.server.http.Reply;
import dev.saldo.server.http.Route;
import dev.saldo.server.json.Field;
import dev.saldo.server.json.JsonWriter;
import dev.saldo.server.json.Schema;
import dev.saldo.server.problem.ProblemType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The OpenAPI 3.1 document of a table of routes.
public final class OpenApi {
  private static final Schema PROBLEM =
      Schema.named(
          "Problem",
          Schema.openObject(
              Field.of("type", Schema.text(200), "The problem type's address on this server."),
              Field.of("title", Schema.text(300), "What this type of problem is called."),
              Field.of("status", Schema.integer(400, 599), "The HTTP status."),
              Field.of("detail", Schema.text(2_000), "What happened, in the caller's language."),
              Field.of(
                  "code",
                  new Schema.Choice(
                      Arrays.stream(ProblemType.values()).map(ProblemType::code).toList()),
                  "The type as a stable word."),
              Field.of(
                  "retry",
                  Schema.choice("later", "after_change"),
                  "Whether the same request can pass later or only after a change."),
              Field.of("request_id", Schema.text(64), "The request's id."),
              Field.optional(
                  "retry_after_seconds",
                  Schema.integer(1, Integer.MAX_VALUE),
                  "When the same request may pass."),
              Field.optional(
                  "errors",
                  Schema.list(
                      Schema.object(
                          Field.of("pointer", Schema.lines(2_000), "Where the fault stands."),
                          Field.of("code", Schema.text(100), "What is wrong, as a code."),
                          Field.of("detail", Schema.text(2_000), "What is wrong, in words.")),
                      100),
                  "Each fault of the input.")));

  private final List<Route> routes;
  private final String version;
  private final SchemaJson schemas = new SchemaJson();

  private OpenApi(List<Route> routes, String version) {
    this.routes = routes;
    this.version = version;
  }

  /// The document's bytes.
  public static byte[] document(List<Route> routes, String version) {
    OpenApi openApi = new OpenApi(routes, version);
    return JsonWriter.object(openApi::write);
  }

  /// All routes with the one that serves their document, itself described in it.
  public static List<Route> withDocument(List<Route> routes, String version) {
    List<Route> all = new ArrayList<>(routes);
    byte[][] bytes = new byte[1][];
    all.add(
        Route.get("/openapi.json", "getOpenApi")
            .summary("The API's description in OpenAPI 3.1")
            .tag("system")
            .open()
            .answers(200, "The description.", "application/json")
            .to(_ -> Reply.bytes(200, "application/json", bytes[0])));
    bytes[0] = document(all, version);
    return List.copyOf(all);
  }

  private void write(JsonWriter json) {
    json.text("openapi", "3.1.0");
    json.object(
        "info",
        info ->
            info.text("title", "Saldo")
                .text("version", version)
                .text("summary", "Decides, charges and meters usage, durably and exactly."));
    json.object("paths", this::paths);
    json.object(
        "components",
        components -> {
          components.object("schemas", schemas::components);
          components.object(
              "securitySchemes",
              schemes ->
                  schemes.object("key", key -> key.text("type", "http").text("scheme", "bearer")));
        });
  }

  private void paths(JsonWriter json) {
    Map<String, List<Route>> byPath = new LinkedHashMap<>();
    routes.forEach(
        route -> byPath.computeIfAbsent(route.template(), _ -> new ArrayList<>()).add(route));
    byPath.forEach((template, operations) ->
        json.object(
            template,
            path ->
                operations.forEach(route ->
                    path.object(
                        route.verb().name().toLowerCase(Locale.ROOT),
                        operation -> operation(operation, route)))));
  }

  private void operation(JsonWriter json, Route route) {
    json.text("operationId", route.operationId()).text("summary", route.summary());
    if (!route.description().isEmpty()) {
      json.text("description", route.description());
    }
    json.texts("tags", route.tags());
    security(json, route);
    json.objects("parameters", Parameter.of(route), this::parameter);
    if (!route.forms().isEmpty()) {
      json.object(
          "requestBody",
          body ->
              body.object(
                      "content",
                      content ->
                          route
                              .forms()
                              .forEach(form ->
                                  content.object(form.mediaType(), type -> form(type, form))))
                  .flag("required", route.bodyRequired()));
    }
    json.object("responses", responses -> responses(responses, route));
  }

  private static void security(JsonWriter json, Route route) {
    boolean open = route.access() instanceof Route.Access.Open;
    json.objects(
        "security", open ? List.of() : List.of(route), (item, _) -> item.texts("key", List.of()));
    if (route.access() instanceof Route.Access.Scoped(String scope)) {
      json.text("x-scope", scope);
    }
  }

  private void parameter(JsonWriter json, Parameter parameter) {
    json.text("name", parameter.field().name())
        .text("in", parameter.in())
        .flag("required", parameter.field().required())
        .text("description", parameter.field().description())
        .object("schema", schema -> schemas.write(schema, parameter.field().schema()));
  }

  private void form(JsonWriter json, Form form) {
    Schema one = form.name().isEmpty() ? form.schema() : Schema.named(form.name(), form.schema());
    switch (form.kind()) {
      case ONE -> json.object("schema", schema -> schemas.write(schema, one));
      case BATCH ->
          json.object(
              "schema",
              schema ->
                  schema.text("type", "array").object("items", items -> schemas.write(items, one)));
      case LINES ->
          json.object(
              "schema",
              schema ->
                  schema
                      .text("type", "string")
                      .text("description", "One JSON object in each line.")
                      .object("x-line-schema", line -> schemas.write(line, one)));
      case RAW -> json.object("schema", schema -> schema.text("type", "string"));
    }
  }

  private void responses(JsonWriter json, Route route) {
    Map<Integer, List<Route.Answer>> answers = new LinkedHashMap<>();
    for (Route.Answer answer : route.answers()) {
      answers.computeIfAbsent(answer.status(), _ -> new ArrayList<>()).add(answer);
    }
    answers.forEach((status, forms) ->
        json.object(Integer.toString(status), response -> answer(response, forms)));
    Map<Integer, List<ProblemType>> byStatus = new TreeMap<>();
    for (ProblemType type : CommonProblems.of(route)) {
      byStatus.computeIfAbsent(type.status(), _ -> new ArrayList<>()).add(type);
    }
    byStatus.forEach((status, types) -> {
      if (!answers.containsKey(status)) {
        json.object(Integer.toString(status), response -> problems(response, types));
      }
    });
  }

  /// @param forms one for each media type that the same answer comes in
  private void answer(JsonWriter json, List<Route.Answer> forms) {
    json.text(
        "description",
        forms.stream().map(Route.Answer::description).collect(Collectors.joining(" ")));
    List<Route.Answer> bodies = forms.stream().filter(form -> !form.mediaType().isEmpty()).toList();
    if (!bodies.isEmpty()) {
      json.object("content", content -> bodies.forEach(form -> content(content, form)));
    }
  }

  private void content(JsonWriter json, Route.Answer form) {
    json.object(
        form.mediaType(),
        type ->
            form.schema()
                .ifPresent(schema -> type.object("schema", inner -> schemas.write(inner, schema))));
  }

  private void problems(JsonWriter json, List<ProblemType> types) {
    List<String> codes = types.stream().map(ProblemType::code).sorted().toList();
    json.text("description", String.join(", ", codes))
        .texts("x-problem-codes", codes)
        .object(
            "content",
            content ->
                content.object(
                    "application/problem+json",
                    type -> type.object("schema", schema -> schemas.write(schema, PROBLEM))));
  }
}
