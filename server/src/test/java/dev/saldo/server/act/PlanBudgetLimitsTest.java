package dev.saldo.server.act;

import static dev.saldo.server.act.Node.expect;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.server.json.Json;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// A customer's limits tell of the budgets that its plan sets, and a refusal by one of them names
/// what is told there.
class PlanBudgetLimitsTest {
  private static Node node;

  @BeforeAll
  static void start() {
    node = new Node();
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  private static Node.Answer limits(String customer) {
    return expect(node.get("/v1/customers/" + customer + "/limits"), 200);
  }

  private static Node.Answer ping(String customer, String member) {
    return node.post(
        "/v1/charges",
        "{\"customer\":\"%s\",\"action\":\"ping\",\"member\":\"%s\"}".formatted(customer, member));
  }

  private static String refusedBudget(Node.Answer answer) {
    assertThat(expect(answer, 402).code()).isEqualTo("budget_exceeded");
    return answer.text("budget_id");
  }

  private static List<Json> budgets(Node.Answer limits) {
    return ((Json.Arr) limits.member("budgets")).items();
  }

  @Test
  void whatIsUsedAndLeftOfThemIsTold() {
    var customer = node.customer("shared");
    for (var i = 0; i < 3; i++) {
      expect(ping(customer, "ana"), 201);
    }
    expect(ping(customer, "max"), 201);
    var limits = limits(customer);
    assertThat(budgets(limits)).hasSize(2);
    assertThat(limits.text("budgets/1/set_by")).isEqualTo("plan");
    assertThat(limits.text("budgets/1/name")).isEqualTo("Each member");
    assertThat(limits.text("budgets/1/scope/kind")).isEqualTo("member");
    assertThat(limits.text("budgets/1/limit")).isEqualTo("3");
    assertThat(limits.text("budgets/1/resets_at")).isNotEmpty();
    assertThat(limits.text("budgets/1/used")).isEmpty();
    assertThat(limits.text("budgets/1/each/0/reference")).isEqualTo("ana");
    assertThat(limits.text("budgets/1/each/0/used")).isEqualTo("3");
    assertThat(limits.text("budgets/1/each/0/left")).isEqualTo("0");
    assertThat(limits.text("budgets/1/each/1/reference")).isEqualTo("max");
    assertThat(limits.text("budgets/1/each/1/left")).isEqualTo("2");
    assertThat(limits.text("budgets/0/name")).isEqualTo("The company");
    assertThat(limits.text("budgets/0/used")).isEqualTo("4");
    assertThat(limits.text("budgets/0/left")).isEqualTo("46");
    assertThat(limits.text("budgets/0/resets_at")).isEmpty();
  }

  @Test
  void aRefusalNamesWhatIsFoundThere() {
    var customer = node.customer("shared");
    for (var i = 0; i < 3; i++) {
      expect(ping(customer, "ana"), 201);
    }
    var refused = ping(customer, "ana");
    var id = refusedBudget(refused);
    assertThat(refused.text("reference")).isEqualTo("ana");
    assertThat(limits(customer).text("budgets/1/id")).isEqualTo(id);
    assertThat(limits(customer).text("budgets/1/each/0/reference")).isEqualTo("ana");
    expect(ping(customer, "max"), 201);
  }

  @Test
  void aRefusalOfTheFirstUseNamesWhatIsFoundThere() {
    var customer = node.customer("shared");
    var call =
        "{\"customer\":\"%s\",\"action\":\"call\",\"member\":\"ana\",\"data\":{\"seconds\":60}}";
    var id = refusedBudget(node.post("/v1/charges", call.formatted(customer)));
    assertThat(limits(customer).text("budgets/1/id")).isEqualTo(id);
    assertThat(limits(customer).body()).contains("\"each\":[]");
  }

  @Test
  void theCustomersOwnComeFirstAndAnotherPlanHasNone() {
    var customer = node.customer("shared");
    var own =
        expect(
            node.post(
                "/v1/budgets",
                "{\"customer\":\"%s\",\"name\":\"All\",\"scope\":{\"kind\":\"customer\"},"
                        .formatted(customer)
                    + "\"every\":\"month\",\"limit\":\"5\"}"),
            201);
    assertThat(limits(customer).text("budgets/0/id")).isEqualTo(own.text("id"));
    assertThat(limits(customer).text("budgets/0/set_by")).isEqualTo("customer");
    assertThat(budgets(limits(customer))).hasSize(3);
    expect(node.put("/v1/customers/" + customer + "/plan", "{\"plan\":\"open\"}"), 200);
    assertThat(budgets(limits(customer))).hasSize(1);
  }
}
