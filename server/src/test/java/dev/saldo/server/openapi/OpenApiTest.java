package dev.saldo.server.openapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saldo.server.http.Reply;
import dev.saldo.server.http.Route;
import dev.saldo.server.http.TestServer;
import dev.saldo.server.json.Field;
import dev.saldo.server.json.Json;
import dev.saldo.server.json.Schema;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The served description against the routes that run.
class OpenApiTest {
  private static TestServer server;
  private static Json.Obj document;

  @BeforeAll
  static void start() {
    server = new TestServer();
    document = server.send(server.request("/openapi.json").GET()).json();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void everyRouteIsDescribedAndNothingElse() {
    Set<String> described = new TreeSet<>();
    Json.Obj paths = object(document, "paths");
    for (String path : paths.names()) {
      object(paths, path).names().forEach(verb -> described.add(verb + " " + path));
    }
    Set<String> running = new TreeSet<>();
    for (Route route : server.routes()) {
      running.add(route.verb().name().toLowerCase(Locale.ROOT) + " " + route.template());
    }
    assertThat(described).isEqualTo(running);
  }

  @Test
  void everyOperationHasWhatOpenApiNeeds() {
    assertThat(document.find("openapi")).isEqualTo(new Json.Text("3.1.0"));
    assertThat(object(document, "info").names()).contains("title", "version");
    Set<Json> ids = new HashSet<>();
    Json.Obj paths = object(document, "paths");
    for (String path : paths.names()) {
      for (String verb : object(paths, path).names()) {
        Json.Obj operation = object(object(paths, path), verb);
        assertThat(ids.add(operation.find("operationId"))).isTrue();
        Json.Obj responses = object(operation, "responses");
        assertThat(responses.names()).isNotEmpty().allMatch(name -> name.matches("[2-5]\\d\\d"));
        for (String status : responses.names()) {
          assertThat(object(responses, status).find("description")).isInstanceOf(Json.Text.class);
        }
        assertThat(partsOf(operation)).isEqualTo(partsOf(path));
      }
    }
  }

  @Test
  void everyReferenceLeadsToAComponent() {
    Set<String> references = new TreeSet<>();
    gather(document, references);
    Json.Obj components = object(object(document, "components"), "schemas");
    assertThat(references).contains("#/components/schemas/ThingInput");
    for (String reference : references) {
      assertThat(components.names()).contains(reference.replace("#/components/schemas/", ""));
    }
  }

  @Test
  void aProblemsAddressLeadsToItsPage() {
    var html = server.request("/problems/insufficient-credits").header("Accept", "text/html").GET();
    assertThat(server.send(html.header("Accept-Language", "es")).body())
        .contains("<html lang=\"es\">")
        .contains("Créditos insuficientes");
    var json = server.send(server.request("/problems/insufficient-credits").GET());
    assertThat(json.code()).isEqualTo("insufficient_credits");
    assertThat(server.send(server.request("/problems/nothing").GET()).status()).isEqualTo(404);
    assertThat(server.send(server.request("/problems").GET()).body()).contains("storage_full");
  }

  @Test
  void twoSchemasCannotShareAName() {
    Schema one = Schema.named("Same", Schema.object(Field.of("a", Schema.flag(), "")));
    Schema two = Schema.named("Same", Schema.object(Field.of("b", Schema.flag(), "")));
    List<Route> routes =
        List.of(
            Route.get("/a", "a").summary("A").answers(200, "", one).to(_ -> Reply.noContent()),
            Route.get("/b", "b").summary("B").answers(200, "", two).to(_ -> Reply.noContent()));
    assertThatThrownBy(() -> OpenApi.document(routes, "1"))
        .isInstanceOf(IllegalStateException.class);
  }

  private static Set<String> partsOf(String path) {
    Set<String> parts = new TreeSet<>();
    for (String segment : path.split("/", -1)) {
      if (segment.startsWith("{")) {
        parts.add(segment.substring(1, segment.length() - 1));
      }
    }
    return parts;
  }

  private static Set<String> partsOf(Json.Obj operation) {
    Set<String> parts = new TreeSet<>();
    if (operation.find("parameters") instanceof Json.Arr(List<Json> parameters)) {
      for (Json parameter : parameters) {
        Json.Obj described = (Json.Obj) parameter;
        if (new Json.Text("path").equals(described.find("in"))
            && described.find("name") instanceof Json.Text(String name)) {
          parts.add(name);
        }
      }
    }
    return parts;
  }

  private static void gather(Json json, Set<String> references) {
    switch (json) {
      case Json.Obj object -> {
        if (object.find("$ref") instanceof Json.Text(String reference)) {
          references.add(reference);
        }
        new ArrayList<>(object.values()).forEach(value -> gather(value, references));
      }
      case Json.Arr array -> array.items().forEach(item -> gather(item, references));
      case Json.Text _, Json.Num _, Json.Flag _, Json.Null _ -> {}
    }
  }

  private static Json.Obj object(Json.Obj from, String name) {
    return from.find(name) instanceof Json.Obj object ? object : Json.Obj.EMPTY;
  }
}
