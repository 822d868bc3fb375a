package dev.saldo.server.invoice;

import dev.saldo.core.invoicing.BillingProfile;
import dev.saldo.core.invoicing.InvoiceParty;
import dev.saldo.core.invoicing.Issuer;
import dev.saldo.core.invoicing.TaxRate;
import dev.saldo.server.json.Body;
import dev.saldo.server.json.Field;
import dev.saldo.server.json.JsonWriter;
import dev.saldo.server.json.Schema;
import dev.saldo.server.problem.Fault;
import dev.saldo.server.problem.Figure;
import dev.saldo.server.problem.Problem;
import dev.saldo.server.problem.ProblemException;
import dev.saldo.server.problem.ProblemType;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// Issuers and billing profiles as requests state them and answers show them.
final class ProfileBodies {
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  private static final Schema TAX =
      Schema.named(
          "TaxRate",
          Schema.object(
              Field.of(
                  "category",
                  Schema.choice("standard", "zero", "exempt", "reverse_charge", "out_of_scope"),
                  "How it is taxed."),
              Field.optional(
                  "percent",
                  Schema.decimal(Schema.Sign.NOT_NEGATIVE),
                  "The rate of `standard`; 0 for the others."),
              Field.optional(
                  "reason", Schema.name(), "Why there is no tax; asked for where there is none.")));

  static final Schema ISSUER =
      Schema.named(
          "Issuer",
          Schema.object(
              Field.of("party", InvoiceSchemas.PARTY, "Who it is."),
              Field.of("tax", TAX, "Of customers without a rate of their own."),
              Field.optional(
                  "series",
                  Schema.matching("[A-Z0-9-]{1,12}", 12),
                  "Of invoices; `INV` by default."),
              Field.optional("zone", Schema.text(60), "Whose day counts; UTC by default.")));

  static final Schema PROFILE =
      Schema.named(
          "BillingProfile",
          Schema.object(
              Field.optional("party", InvoiceSchemas.PARTY, "Whom invoices are made out to."),
              Field.optional("tax", TAX, "The customer's own; the issuer's by default."),
              Field.optional(
                  "net_days", Schema.integer(0, 365), "The days to pay; the catalog's by default."),
              Field.optional(
                  "purchase_order", Schema.name(), "Stands on every invoice until it changes.")));

  private ProfileBodies() {}

  static Issuer issuer(Body body) {
    var party = party(body.object("party"));
    var tax = tax(body.object("tax"), "/tax");
    if (tax.category() != TaxRate.Category.OUT_OF_SCOPE && party.taxId().isEmpty()) {
      throw missing("/party/tax_id", "tax_id");
    }
    return new Issuer(
        party,
        tax,
        body.optionalText("series").orElse(Issuer.SERIES),
        zone(body.optionalText("zone").orElse("UTC")));
  }

  static BillingProfile profile(Body body, Locale locale) {
    var party = body.optionalObject("party").map(ProfileBodies::party);
    var tax = body.optionalObject("tax").map(rate -> tax(rate, "/tax"));
    var reversed = tax.filter(rate -> rate.category() == TaxRate.Category.REVERSE_CHARGE);
    var vatNumber = party.flatMap(InvoiceParty::taxId).filter(InvoiceParty::isVatNumber);
    if (reversed.isPresent() && vatNumber.isEmpty()) {
      throw missing("/party/tax_id", "tax_id");
    }
    var days = body.optionalInteger("net_days");
    return new BillingProfile(
        party,
        locale,
        tax,
        days.isPresent() ? OptionalInt.of((int) days.getAsLong()) : OptionalInt.empty(),
        body.optionalText("purchase_order"));
  }

  static void write(JsonWriter json, Issuer issuer) {
    json.object("party", inside -> InvoiceView.party(inside, issuer.party()));
    json.object("tax", inside -> tax(inside, issuer.tax()));
    json.text("series", issuer.series()).text("zone", issuer.zone().getId());
  }

  static void write(JsonWriter json, BillingProfile profile) {
    profile
        .party()
        .ifPresent(party -> json.object("party", inside -> InvoiceView.party(inside, party)));
    profile.tax().ifPresent(rate -> json.object("tax", inside -> tax(inside, rate)));
    profile.netDays().ifPresent(days -> json.integer("net_days", days));
    json.optionalText("purchase_order", profile.purchaseOrder());
  }

  private static void tax(JsonWriter json, TaxRate rate) {
    json.text("category", InvoiceView.word(rate.category()))
        .decimal("percent", rate.percent())
        .optionalText("reason", rate.reason());
  }

  private static InvoiceParty party(Body body) {
    if (!InvoiceParty.isCountry(body.text("country"))) {
      throw unknown("/party/country", "country", body.text("country"));
    }
    return new InvoiceParty(
        body.text("name"),
        body.texts("address"),
        body.optionalText("postal_code"),
        body.optionalText("city"),
        body.text("country"),
        body.optionalText("tax_id"),
        body.optionalText("registration"),
        body.optionalText("email"),
        body.optionalText("endpoint"));
  }

  private static TaxRate tax(Body body, String pointer) {
    var category = TaxRate.Category.valueOf(body.text("category").toUpperCase(Locale.ROOT));
    var percent = body.optionalDecimal("percent").orElse(BigDecimal.ZERO);
    var isStandard = category == TaxRate.Category.STANDARD;
    if (percent.compareTo(HUNDRED) > 0 || isStandard != (percent.signum() > 0)) {
      throw fault(
          pointer + "/percent",
          ProblemType.NUMBER_OUT_OF_RANGE,
          Map.of(
              "min", new Figure.Text(isStandard ? "0.01" : "0"),
              "max", new Figure.Count(isStandard ? 100 : 0)));
    }
    var reason = body.optionalText("reason");
    if (category.needsReason() && reason.isEmpty()) {
      throw missing(pointer + "/reason", "reason");
    }
    return new TaxRate(category, percent, category.needsReason() ? reason : Optional.empty());
  }

  private static ZoneId zone(String name) {
    try {
      return ZoneId.of(name);
    } catch (DateTimeException _) {
      throw unknown("/zone", "zone", name);
    }
  }

  private static ProblemException unknown(String pointer, String kind, String value) {
    return fault(
        pointer,
        ProblemType.REFERENCE_UNKNOWN,
        Map.of("kind", new Figure.Text(kind), "value", new Figure.Text(value)));
  }

  private static ProblemException missing(String pointer, String field) {
    return fault(pointer, ProblemType.FIELD_REQUIRED, Map.of("field", new Figure.Text(field)));
  }

  private static ProblemException fault(
      String pointer, ProblemType type, Map<String, Figure> figures) {
    return Problem.ofFaults(List.of(new Fault(pointer, type, figures))).toException();
  }
}
