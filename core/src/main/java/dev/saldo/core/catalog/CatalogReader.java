package dev.saldo.core.catalog;

/// Reads a catalog's text, strictly, and reports everything wrong with it in one go.
///
/// Nothing is guessed: an unknown key, a name that isn't defined, a price without quotes, bands
/// that overlap and two plans alike are faults. [CatalogSchema] describes the same format for
/// editors.
public final class CatalogReader {
  static final Shape.Table SHAPE =
      Shapes.table(
          "catalog",
          "What is sold: meters, rate cards, actions, plans, packs and limits.",
          Shape.Key.required("catalog", Shapes.CATALOG_NAME, "The catalog's name."),
          Shape.Key.required(
              "currency", Shapes.CURRENCY, "The currency of the prices of plans and packs."),
          Shape.Key.optional(
              "currencies",
              Shapes.list(Shapes.CURRENCY, 1),
              "Further currencies that it sells in; each price states its amount in them."),
          Shape.Key.optional(
              Section.UNITS.key,
              UnitsSection.SHAPE,
              "The units that wallets count in; none where nothing is counted in credits."),
          Shape.Key.optional(
              Section.METERS.key, MetersSection.SHAPE, "How events become quantities."),
          Shape.Key.optional(
              Section.FEATURES.key,
              FeaturesSection.SHAPE,
              "What plans unlock: a name, and the title that a person reads."),
          Shape.Key.optional(
              Section.RATE_CARDS.key,
              RateCardsSection.SHAPE,
              "Prices by model, or by any other property of an act."),
          Shape.Key.optional(
              Section.ACTIONS.key, ActionsSection.SHAPE, "What customers do, and its price."),
          Shape.Key.optional(
              Section.QUOTAS.key, LimitsSections.QUOTAS, "What is counted against quotas."),
          Shape.Key.optional(
              Section.RATE_LIMITS.key,
              LimitsSections.RATE_LIMITS,
              "What is counted against rate limits."),
          Shape.Key.optional(
              Section.RESOURCES.key,
              ResourcesSection.SHAPE,
              "What plans include so many of: a name, and the title that a person reads."),
          Shape.Key.required(Section.PLANS.key, PlansSection.SHAPE, "What customers subscribe to."),
          Shape.Key.optional(Section.PACKS.key, PacksSection.SHAPE, "Credits that can be bought."),
          Shape.Key.optional(
              Section.COMMITMENTS.key,
              CommitmentsSection.SHAPE,
              "Credits that customers undertake to buy each month, for less."),
          Shape.Key.optional(
              Section.PRODUCTS.key, ProductsSection.SHAPE, "What is sold beside plans."),
          Shape.Key.optional(Section.COUPONS.key, CouponsSection.SHAPE, "Discounts by code."),
          Shape.Key.optional("billing", BillingSection.SHAPE, "How what is sold is billed."),
          Shape.Key.optional(
              "burn_order",
              TermsSections.BURN_ORDER,
              "Which kinds of credits are used first; trial, promotional, plan, purchased when left"
                  + " out. Within a kind, what expires earlier goes first."),
          Shape.Key.optional(
              "end_at_reset",
              TermsSections.END_AT_RESET,
              "The kinds of granted credits that end when the plan's are granted anew, unless the"
                  + " grant names an end of its own; none when left out."),
          Shape.Key.optional(
              "refunds",
              TermsSections.REFUNDS,
              "What becomes of a refund to credits that have expired; a new grant for 7 days when"
                  + " left out."),
          Shape.Key.optional("upgrade_url", Shapes.URL, "Where a refused customer can buy more."));

  private CatalogReader() {}

  /// Reads a text; the catalog's version is 0 until it is published.
  ///
  /// @return the catalog, or all faults with their places
  public static CatalogReading read(Node root) {
    var faults = new Faults();
    var fields = Fields.of(root, "");
    var names = Names.of(fields);
    new Checker(faults, names).check(root, SHAPE, "");
    var reading = Reading.of(fields, names, faults);
    var catalog = catalog(reading);
    UnitsSection.requireWhereCounted(reading);
    if (faults.errors() > 0) {
      return new CatalogReading.Faulty(faults.inOrder());
    }
    ActionsSection.warnOfUnreachable(reading, catalog);
    return new CatalogReading.Readable(catalog, faults.inOrder());
  }

  private static Catalog catalog(Reading reading) {
    var root = reading.root();
    currency(reading);
    var meters = MetersSection.read(reading);
    var rateCards = RateCardsSection.read(reading);
    var plans = PlansSection.read(reading, meters);
    BillingSection.check(reading, plans);
    var actions = ActionsSection.read(reading, rateCards);
    var quotas = LimitsSections.quotas(reading, meters);
    var rates = LimitsSections.rates(reading, meters);
    return new Catalog(
        new CatalogReference(root.textOr("catalog", ""), 0),
        UnitsSection.read(reading),
        meters,
        FeaturesSection.read(reading),
        rateCards,
        actions,
        quotas,
        rates,
        plans,
        PacksSection.read(reading),
        new Sale(
            reading.currency(),
            reading.currencies(),
            ProductsSection.read(reading),
            CouponsSection.read(reading),
            CommitmentsSection.read(reading),
            BillingSection.read(reading)),
        TermsSections.burnOrder(reading, plans.values()),
        TermsSections.refunds(reading),
        root.text("upgrade_url"),
        ResourcesSection.read(reading));
  }

  private static void currency(Reading reading) {
    var code = reading.root().textOr("currency", "");
    if (code.matches("[A-Z]{3}") && !Reading.isCurrency(code)) {
      reading.error(reading.root(), "currency", Faults.echo(code) + " isn't a currency");
    }
    for (var more : reading.root().texts("currencies")) {
      if (more.equals(code)) {
        reading.error(reading.root(), "currencies", Faults.echo(more) + " is the catalog's own");
      } else if (more.matches("[A-Z]{3}") && !Reading.isCurrency(more)) {
        reading.error(reading.root(), "currencies", Faults.echo(more) + " isn't a currency");
      }
    }
  }
}
