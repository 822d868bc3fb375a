package dev.saldo.server.node;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Customers are who they say, and whom they name is kept as it was.
class CustomersTest {
  private static TestNode node;
  private static World world;

  @BeforeAll
  static void start() {
    node = TestNode.start();
    world = new World(node, "shop");
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  @Test
  void whoAsksAgainForTheSameCustomerGetsIt() {
    var body = "{\"external_id\":\"twice\",\"name\":\"Twice\",\"zone\":\"Europe/Madrid\"}";
    var first = node.post(world.key, "/v1/customers", body);
    var second = node.post(world.key, "/v1/customers", body);
    assertThat(second.status()).isEqualTo(201);
    assertThat(second.text("id")).isEqualTo(first.text("id"));
    var other = body.replace("Europe/Madrid", "Asia/Tokyo");
    assertThat(node.post(world.key, "/v1/customers", other).status()).isEqualTo(409);
  }

  @Test
  void anExternalIdIsTakenOnce() {
    var again =
        node.post(world.key, "/v1/customers", "{\"external_id\":\"one\",\"name\":\"Again\"}");
    assertThat(again.status()).isEqualTo(409);
    assertThat(again.code()).isEqualTo("already_exists");
  }

  @Test
  void anUnknownPlanLeavesNoCustomerBehind() {
    var refused =
        node.post(
            world.key,
            "/v1/customers",
            "{\"external_id\":\"x\",\"name\":\"X\",\"catalog\":\"acme\",\"plan\":\"none\"}");
    assertThat(refused.status()).isEqualTo(422);
    assertThat(node.get(world.key, "/v1/customers/x").status()).isEqualTo(404);
  }

  @Test
  void aNewCustomerHasItsPlansCredits() {
    var balance = node.get(world.key, "/v1/customers/one/balance");
    assertThat(balance.status()).isEqualTo(200);
    assertThat(node.get(world.key, "/v1/customers/one").body()).contains("\"plan\":\"plus\"");
  }

  @Test
  void whatIsNotNamedStays() {
    node.post(
        world.key,
        "/v1/customers",
        "{\"external_id\":\"stays\",\"name\":\"S\",\"email\":\"s@x.example\",\"metadata\":{\"a\":\"b\"}}");
    var changed =
        node.send(
            world.key,
            "PATCH",
            "/v1/customers/stays",
            "application/json",
            "{\"locale\":\"pt-BR\"}");
    assertThat(changed.text("email")).isEqualTo("s@x.example");
    assertThat(changed.text("locale")).isEqualTo("pt-BR");
    assertThat(changed.body()).contains("\"metadata\":{\"a\":\"b\"}");
    var emptied =
        node.send(
            world.key, "PATCH", "/v1/customers/stays", "application/json", "{\"email\":null}");
    assertThat(emptied.body()).doesNotContain("s@x.example");
  }

  @Test
  void aReceiptKeepsTheNameOfTheDay() {
    String act =
        """
        {"customer":"one","action":"call",
         "execution":{"id":"run","status":"succeeded","member":"max"}}\
        """;
    var charged = node.post(world.key, "/v1/charges", act);
    assertThat(charged.status()).as(charged.body()).isEqualTo(201);
    node.send(
        world.key,
        "PATCH",
        "/v1/customers/one/members/max",
        "application/json",
        "{\"name\":\"Maximilian\"}");
    String path = "/v1/charges/" + charged.text("id");
    assertThat(node.get(world.key, path).body()).contains("\"P\"").doesNotContain("Maximilian");
    assertThat(node.post(world.key, "/v1/charges", act).body()).contains("Maximilian");
  }

  @Test
  void aPublishedVersionNeverChanges() {
    var same = node.publish(world.key);
    assertThat(same.status()).isEqualTo(200);
    assertThat(same.body()).contains("\"published\":false");
    var next =
        node.send(
            world.key,
            "POST",
            "/v1/catalogs",
            "application/yaml",
            TestNode.CATALOG.replace("10.00", "11.00"));
    assertThat(next.status()).isEqualTo(201);
    assertThat(node.get(world.key, "/v1/catalogs/acme/versions/1").body()).contains("10.00");
    var refused =
        node.send(
            world.key, "PUT", "/v1/catalogs/acme/versions/1", "application/yaml", TestNode.CATALOG);
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.code()).isEqualTo("version_immutable");
  }

  @Test
  void aCatalogThatContradictsItselfOrIsNoneIsRefusedWithAllItsFaults() {
    var contradicting =
        TestNode.CATALOG
            .replace("catalog: acme", "catalog: contrary")
            .replace(
                "price: \"20\"",
                "price: {graduated: [{up_to: \"9\", each: \"1\"}, {up_to: \"3\", each: \"2\"}]}")
            .replace("resources: {agents: unlimited}", "resources: {robots: unlimited}");
    var refused = node.send(world.key, "POST", "/v1/catalogs", "application/yaml", contradicting);
    assertThat(refused.status()).as(refused.body()).isEqualTo(422);
    assertThat(refused.code()).isEqualTo("catalog_rule_violated");
    assertThat(refused.body())
        .contains("\"pointer\":\"actions.call", "\"pointer\":\"plans.plus", "robots");
    for (var none : new String[] {"catalog: [", "catalog: a\ncatalog: b\n", "&a [*a]"}) {
      var answer = node.send(world.key, "POST", "/v1/catalogs", "application/yaml", none);
      assertThat(answer.status()).as(none).isEqualTo(400);
      assertThat(answer.code()).as(none).isEqualTo("catalog_invalid");
    }
    assertThat(node.get(world.key, "/v1/catalogs/contrary").status()).isEqualTo(404);
  }
}
