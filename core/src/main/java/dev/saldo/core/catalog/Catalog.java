package dev.saldo.core.catalog;

import dev.saldo.core.metering.Meter;
import dev.saldo.core.money.CreditUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// What a workspace sells, as one published version: everything a decision looks up by name.
///
/// A catalog is complete and consistent by construction: the catalog's reader refuses a text with
/// any fault, so that every name that stands in a part of it is defined in it. A published version
/// never changes; a change is the next version.
///
/// @param reference name and version
/// @param units the credit units, with the list price of one credit by currency; none where nothing
///   is counted in credits
/// @param quotas what is counted against the quotas of plans
/// @param rates what is counted against the rate limits of plans
/// @param sale what is sold beside plans, in which currencies, and how it is billed
/// @param burnOrder which kinds of grant are used first
/// @param upgradeUrl where a refused customer can buy more
/// @param resources what plans include so many of
public record Catalog(
    CatalogReference reference,
    SequencedMap<String, CreditUnitTerms> units,
    SequencedMap<String, Meter> meters,
    SequencedMap<String, Feature> features,
    SequencedMap<String, RateCard> rateCards,
    SequencedMap<String, Action> actions,
    SequencedMap<String, Quota> quotas,
    SequencedMap<String, Rate> rates,
    SequencedMap<String, Plan> plans,
    SequencedMap<String, CreditPack> packs,
    Sale sale,
    BurnOrder burnOrder,
    RefundTerms refunds,
    Optional<String> upgradeUrl,
    SequencedMap<String, ResourceKind> resources) {

  /// A catalog without resources.
  public Catalog(
      CatalogReference reference,
      SequencedMap<String, CreditUnitTerms> units,
      SequencedMap<String, Meter> meters,
      SequencedMap<String, Feature> features,
      SequencedMap<String, RateCard> rateCards,
      SequencedMap<String, Action> actions,
      SequencedMap<String, Quota> quotas,
      SequencedMap<String, Rate> rates,
      SequencedMap<String, Plan> plans,
      SequencedMap<String, CreditPack> packs,
      Sale sale,
      BurnOrder burnOrder,
      RefundTerms refunds,
      Optional<String> upgradeUrl) {
    this(
        reference,
        units,
        meters,
        features,
        rateCards,
        actions,
        quotas,
        rates,
        plans,
        packs,
        sale,
        burnOrder,
        refunds,
        upgradeUrl,
        new LinkedHashMap<>());
  }

  /// The unit that wallets use unless they name another: the first one defined, if any is.
  public Optional<CreditUnit> defaultUnit() {
    return units.values().stream().findFirst().map(CreditUnitTerms::unit);
  }

  public Optional<Action> action(String name) {
    return Optional.ofNullable(actions.get(name));
  }

  public Optional<Plan> plan(String name) {
    return Optional.ofNullable(plans.get(name));
  }

  /// The card that an action's price names; it exists because the catalog is consistent.
  public RateCard rateCard(String name) {
    var card = rateCards.get(name);
    if (card == null) {
      throw new IllegalArgumentException("no rate card " + name + " in " + reference);
    }
    return card;
  }

  /// Whether a plan carries what is unused of a meter into the next period.
  public boolean carries() {
    return plans.values().stream()
        .flatMap(plan -> plan.sale().usage().stream())
        .anyMatch(terms -> terms.rollover().isPresent());
  }

  /// The meters that count events of a type, whatever their data.
  public List<Meter> metersOf(String eventType) {
    return meters.values().stream()
        .filter(meter -> meter.eventTypes().contains(eventType))
        .toList();
  }
}
