package dev.saldo.server.account;

import dev.saldo.core.catalog.ActionPrice;
import dev.saldo.core.catalog.Catalog;
import dev.saldo.core.money.CreditUnit;
import dev.saldo.core.money.Credits;
import dev.saldo.server.json.Body;
import dev.saldo.server.problem.Fault;
import dev.saldo.server.problem.Figure;
import dev.saldo.server.problem.Problem;
import dev.saldo.server.problem.ProblemException;
import dev.saldo.server.problem.ProblemType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// The reader of amounts of credits, whose unit a request may leave to the customer's catalog.
public final class Amounts {
  private final CurrentCatalogs catalogs;

  public Amounts(CurrentCatalogs catalogs) {
    this.catalogs = catalogs;
  }

  /// The amount in a field, in the unit that the body names, else in the first of the customer's
  /// catalog.
  public Credits of(long workspaceId, UUID customer, Body body, String field) {
    return new Credits(unit(workspaceId, customer, body), body.decimal(field));
  }

  /// The `ceiling` of an agreement, in the unit that the body names, else in that of the meter that
  /// it is about, else in the first of the customer's catalog.
  Credits ceiling(long workspaceId, UUID customer, Body body) {
    var name = body.text("action");
    var isMeter =
        catalogs
            .of(workspaceId, customer)
            .filter(one -> one.meters().containsKey(name) && !one.actions().containsKey(name))
            .isPresent();
    var unit =
        isMeter && !body.has("unit") ? new CreditUnit(name) : unit(workspaceId, customer, body);
    return new Credits(unit, body.decimal("ceiling"));
  }

  /// The unit that the body names, else the first of the customer's catalog.
  public CreditUnit unit(long workspaceId, UUID customer, Body body) {
    return body.optionalText("unit")
        .map(Amounts::unit)
        .or(() -> catalogs.of(workspaceId, customer).flatMap(Catalog::defaultUnit))
        .orElseThrow(Amounts::unitMissing);
  }

  /// The optional amount in `credits`, in the unit that the body names, else in the action's.
  Optional<Credits> stated(long workspaceId, UUID customer, Body body, String action) {
    if (!body.has("credits")) {
      return Optional.empty();
    }
    var unit =
        body.optionalText("unit")
            .map(Amounts::unit)
            .or(() -> catalogs.of(workspaceId, customer).flatMap(found -> unit(found, action)))
            .orElseThrow(Amounts::unitMissing);
    return Optional.of(new Credits(unit, body.decimal("credits")));
  }

  /// The unit.
  ///
  /// @throws ProblemException `currency_unknown` where it can't be one
  public static CreditUnit unit(String code) {
    try {
      return new CreditUnit(code);
    } catch (IllegalArgumentException _) {
      var figures = Map.<String, Figure>of("currency", new Figure.Text(code));
      throw Problem.ofFaults(List.of(new Fault("/unit", ProblemType.CURRENCY_UNKNOWN, figures)))
          .toException();
    }
  }

  private static Optional<CreditUnit> unit(Catalog catalog, String action) {
    return catalog
        .action(action)
        .flatMap(found ->
            switch (found.price()) {
              case ActionPrice.None _ -> Optional.empty();
              case ActionPrice.Flat flat -> Optional.of(flat.credits().unit());
              case ActionPrice.Proportional proportional ->
                  Optional.of(proportional.credits().unit());
              case ActionPrice.ByRateCard(var card) -> Optional.of(catalog.rateCard(card).unit());
              case ActionPrice.Regeneration regeneration ->
                  Optional.of(regeneration.credits().unit());
            });
  }

  private static ProblemException unitMissing() {
    var figures = Map.<String, Figure>of("field", new Figure.Text("unit"));
    return Problem.ofFaults(List.of(new Fault("/unit", ProblemType.FIELD_REQUIRED, figures)))
        .toException();
  }
}
