package dev.saldo.core.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.core.catalog.Amounts;
import dev.saldo.core.catalog.BillingTerms;
import dev.saldo.core.catalog.Catalog;
import dev.saldo.core.catalog.Product;
import dev.saldo.core.catalog.ResourceLimit;
import dev.saldo.core.catalog.Sale;
import dev.saldo.core.money.Money;
import dev.saldo.core.subscription.Items;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// How products add to the counts of plans.
class IncludesTest {
  private static final Currency EUR = Currency.getInstance("EUR");

  private static final Catalog CATALOG =
      catalog(
          new Shop("s")
              .resource("users")
              .plan("small", p -> p.resource("users", 1))
              .plan("whole", p -> p.resource("users", 1))
              .plan("open", p -> p.unlimited("users"))
              .plan("none")
              .catalog());

  private static Catalog catalog(Catalog of) {
    var products = new LinkedHashMap<String, Product>();
    products.put("seat", product("seat", Set.of(), 1));
    products.put("team", product("team", Set.of("whole"), 10));
    var sale =
        new Sale(
            EUR,
            Set.of(EUR),
            products,
            new LinkedHashMap<>(),
            new LinkedHashMap<>(),
            BillingTerms.STANDARD);
    return new Catalog(
        of.reference(),
        of.units(),
        of.meters(),
        of.features(),
        of.rateCards(),
        of.actions(),
        of.quotas(),
        of.rates(),
        of.plans(),
        of.packs(),
        sale,
        of.burnOrder(),
        of.refunds(),
        of.upgradeUrl(),
        of.resources());
  }

  private static Product product(String name, Set<String> includedIn, int users) {
    return new Product(
        name,
        name,
        Product.Kind.ADD_ON,
        Map.of("small", Amounts.of(new Money(EUR, BigDecimal.ONE))),
        includedIn,
        List.of(),
        true,
        Optional.empty(),
        List.of(),
        Set.of(),
        Map.of("users", users),
        Optional.empty());
  }

  private static ResourceLimit users(String plan, Map<String, Integer> products) {
    var found = CATALOG.plan(plan).orElseThrow();
    return new Includes(CATALOG, found, Items.of(1, products)).of("users");
  }

  @Test
  void eachOneThatIsTakenAddsItsOwn() {
    assertThat(users("small", Map.of())).isEqualTo(new ResourceLimit.AtMost(1));
    assertThat(users("small", Map.of("seat", 3))).isEqualTo(new ResourceLimit.AtMost(4));
    assertThat(users("small", Map.of("seat", 3, "team", 2)))
        .isEqualTo(new ResourceLimit.AtMost(24));
    assertThat(users("none", Map.of("seat", 2))).isEqualTo(new ResourceLimit.AtMost(2));
  }

  @Test
  void whatComesWithThePlanAddsOnce() {
    assertThat(users("whole", Map.of("seat", 1))).isEqualTo(new ResourceLimit.AtMost(12));
  }

  @Test
  void anyNumberStaysAnyNumber() {
    assertThat(users("open", Map.of("seat", 3))).isEqualTo(new ResourceLimit.Unlimited());
  }

  @Test
  void noQuantityIsTooMany() {
    assertThat(users("small", Map.of("team", Integer.MAX_VALUE)))
        .isEqualTo(new ResourceLimit.AtMost(Integer.MAX_VALUE));
  }
}
