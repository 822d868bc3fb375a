package dev.saldo.server.invoice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.core.account.Catalogs;
import dev.saldo.core.account.Term;
import dev.saldo.core.calendar.Period;
import dev.saldo.core.catalog.Catalog;
import dev.saldo.core.catalog.CatalogReading;
import dev.saldo.core.catalog.CatalogReference;
import dev.saldo.core.invoicing.BillingProfile;
import dev.saldo.core.invoicing.InvoiceNumber;
import dev.saldo.core.invoicing.InvoiceParty;
import dev.saldo.core.invoicing.Issuer;
import dev.saldo.core.invoicing.TaxRate;
import dev.saldo.core.limit.Tally;
import dev.saldo.core.limit.TallyKey;
import dev.saldo.core.rating.Rating;
import dev.saldo.core.subscription.Fees;
import dev.saldo.core.subscription.Interval;
import dev.saldo.core.subscription.Items;
import dev.saldo.server.catalog.CatalogYaml;
import dev.saldo.store.billing.InvoiceJson;
import dev.saldo.store.invoice.BilledCustomer;
import dev.saldo.store.invoice.DueInvoice;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TimeZone;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// The invoice of a period is a function of catalog, terms and counters: made out again, on any
/// machine, it has the same digest.
class RecomputedTest {
  /// What this invoice has come to ever since it was first made out. Another value here means that
  /// invoices which were issued can't be recomputed any more.
  private static final String DIGEST =
      "307d73c6e740c756eb8f70f7f214fb6246628e55f6abb53f818e075bccfbbcb9";

  private static final List<String> ZONES =
      List.of(
          "UTC",
          "Europe/Madrid",
          "America/Sao_Paulo",
          "Australia/Lord_Howe",
          "Pacific/Apia",
          "Asia/Kathmandu");

  /// Digits, calendars and cases that differ from English.
  private static final List<String> LOCALES =
      List.of("en-US", "tr-TR", "ar-EG-u-nu-arab", "th-TH-u-ca-buddhist-nu-thai");

  private static final String CATALOG =
      """
      catalog: again
      currency: EUR
      meters:
        queries: {event: query, aggregate: count}
        storage: {event: stored, aggregate: max, property: gigabytes}
        calls: {event: call, aggregate: sum, property: calls}
      plans:
        basic:
          title: Básico İı
          price: "19.99"
          usage: &usage
            queries:
              title: Queries
              unit: query
              included: "500"
              price: {graduated: [{up_to: "1000", each: "0.02"}, {each: "0.0173"}]}
            storage: {title: Storage, unit: GB, included: "50", price: {each: "0.0777"}}
            calls: {title: Calls, unit: call, included: "100", per: day, price: {each: "0.003"}}
      """;

  private static final Period MARCH =
      new Period(Instant.parse("2039-02-28T23:00:00Z"), Instant.parse("2039-03-31T22:00:00Z"));
  private static final Instant CHANGED = Instant.parse("2039-03-17T09:15:00Z");
  private static final ZoneId MADRID = ZoneId.of("Europe/Madrid");

  private static String catalog() {
    var text = CATALOG.replace(" &usage", "");
    var basic = text.substring(text.indexOf("  basic:"));
    return text + basic.replace("basic:", "pro:").replace("19.99", "49.99").replace("50\"", "80\"");
  }

  private record Only(Catalog only) implements Catalogs {
    @Override
    public Catalog catalog(CatalogReference reference) {
      return only;
    }

    @Override
    public Rating rating(CatalogReference reference) {
      return Rating.of(only);
    }
  }

  /// Counters in a map that is filled in another order each time.
  private static Map<TallyKey, Tally> counters(int turn) {
    var counted = new ArrayList<Map.Entry<TallyKey, String>>();
    for (var from : List.of(MARCH.from(), CHANGED)) {
      counted.add(Map.entry(TallyKey.usage("queries", "", from), "2750"));
      counted.add(Map.entry(TallyKey.usage("storage", "", from), "81.125"));
    }
    for (var day = 0; day < 28; day++) {
      var at = MARCH.from().plusSeconds(86_400L * day);
      counted.add(Map.entry(TallyKey.usage("calls", "", at), "1" + day + "3.7"));
    }
    java.util.Collections.rotate(counted, turn);
    var counters = new HashMap<TallyKey, Tally>();
    counted.forEach(one ->
        counters.put(one.getKey(), new Tally(new BigDecimal(one.getValue()), BigDecimal.ZERO, 0)));
    return counters;
  }

  private static Term term(Catalog catalog, String plan, Instant from) {
    return new Term(catalog.reference(), plan, MARCH.from(), from, List.of(), Items.ONE, false);
  }

  private static String digest(int turn) throws Exception {
    var catalog = ((CatalogReading.Readable) CatalogYaml.read(catalog())).catalog();
    var draft =
        new DueInvoice(
            new UUID(1, 1),
            new UUID(1, 2),
            Currency.getInstance("EUR"),
            Optional.of(MARCH),
            Optional.of(MARCH),
            MARCH.from(),
            MARCH.until().plusSeconds(86_400),
            Optional.empty(),
            Optional.empty());
    var terms = List.of(term(catalog, "basic", MARCH.from()), term(catalog, "pro", CHANGED));
    var plan = catalog.plan("pro").orElseThrow();
    var next = new Period(MARCH.until(), Instant.parse("2039-04-30T22:00:00Z"));
    var items =
        new ArrayList<>(
            new Fees(catalog, plan, Items.ONE, draft.currency(), Interval.MONTH).of(next));
    items.addAll(new PeriodUse(new Only(catalog)).lines(draft, terms, counters(turn), MADRID));
    var made =
        new MakingOut(
            draft, customer(draft), issuer(), catalog.sale().billing(), items, Optional.empty());
    var invoice = made.invoice(made.assembled(), Optional.of(new InvoiceNumber("INV", 1_234)));
    var document = InvoiceJson.text(invoice).getBytes(StandardCharsets.UTF_8);
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(document));
  }

  private static BilledCustomer customer(DueInvoice draft) {
    var profile =
        new BillingProfile(
            Optional.empty(),
            Locale.forLanguageTag("es"),
            Optional.empty(),
            OptionalInt.of(30),
            Optional.of("PO-7"));
    return new BilledCustomer(
        draft.customer(),
        "İstanbul & Iğdır",
        Optional.of("one@example.com"),
        MADRID,
        draft.finalizeAt(),
        true,
        Optional.empty(),
        profile);
  }

  private static Issuer issuer() {
    var party =
        new InvoiceParty(
            "Acme",
            List.of("1 Street"),
            Optional.of("28001"),
            Optional.of("Madrid"),
            "ES",
            Optional.of("ESA12345674"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    var tax = new TaxRate(TaxRate.Category.STANDARD, new BigDecimal("21"), Optional.empty());
    return new Issuer(party, tax, "INV", MADRID);
  }

  @Test
  void anInvoiceMadeOutAgainHasTheSameDigestInEveryZoneAndLanguage() throws Exception {
    var zone = TimeZone.getDefault();
    var locale = Locale.getDefault();
    try {
      var turn = 0;
      for (var one : ZONES) {
        for (var tag : LOCALES) {
          TimeZone.setDefault(TimeZone.getTimeZone(one));
          Locale.setDefault(Locale.forLanguageTag(tag));
          assertThat(digest(turn++)).as("%s in %s", tag, one).isEqualTo(DIGEST);
        }
      }
    } finally {
      TimeZone.setDefault(zone);
      Locale.setDefault(locale);
    }
  }
}
