package dev.saldo.server.account;

import dev.saldo.core.account.Refusal;
import dev.saldo.server.problem.Fault;
import dev.saldo.server.problem.Figure;
import dev.saldo.server.problem.Problem;
import dev.saldo.server.problem.ProblemType;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// How what a request says, but has no meaning in the catalog, is answered: `422` with the place of
/// the fault, the decision's own word for it as `reason` and its words as `explanation`.
final class UnacceptableProblems {
  private UnacceptableProblems() {}

  static Problem of(Refusal.Unacceptable refusal) {
    var type = type(refusal.code());
    var figures = figures(type, refusal);
    var fault = new Fault(refusal.pointer(), type, figures);
    return Problem.ofFaults(List.of(fault))
        .with("reason", refusal.code())
        .with("explanation", refusal.words());
  }

  private static ProblemType type(String code) {
    return switch (code) {
      case "unknown_action",
          "unknown_plan",
          "unknown_resource",
          "unknown_product",
          "unknown_coupon",
          "unknown_commitment",
          "unknown_pack",
          "unknown_meter",
          "unknown_quota" ->
          ProblemType.REFERENCE_UNKNOWN;
      case "not_per_seat",
          "already_included",
          "only_one",
          "needs_product",
          "not_sold_by_the_year",
          "commitment_by_the_month",
          "price_not_in_currency",
          "currency_is_fixed",
          "tax_is_fixed",
          "in_the_past",
          "clock_too_far",
          "redeem_apart",
          "coupon_over",
          "coupon_for_other_plans",
          "on_another_plan",
          "already_arranged",
          "in_trial" ->
          ProblemType.valueOf(code.toUpperCase(Locale.ROOT));
      case "reserved" -> ProblemType.SOURCE_RESERVED;
      case "no_line" -> ProblemType.NOT_AVAILABLE_ON_PLAN;
      case "property_missing", "original_missing", "missing" -> ProblemType.FIELD_REQUIRED;
      case "quantity_not_a_number" -> ProblemType.AMOUNT_INVALID;
      case "quantity_negative" -> ProblemType.AMOUNT_NEGATIVE;
      case "quantity_out_of_bounds", "price_out_of_bounds", "sum_out_of_bounds" ->
          ProblemType.AMOUNT_OUT_OF_RANGE;
      case "too_fine" -> ProblemType.AMOUNT_PRECISION;
      case "currency_mismatch", "unit_differs" -> ProblemType.CURRENCY_MISMATCH;
      case "currency_unknown" -> ProblemType.CURRENCY_UNKNOWN;
      default -> ProblemType.VALIDATION_FAILED;
    };
  }

  /// What the type's text names, as far as the decision says it; a text that lacks a figure shows
  /// the type's title instead.
  private static Map<String, Figure> figures(ProblemType type, Refusal.Unacceptable refusal) {
    if (type == ProblemType.FIELD_REQUIRED) {
      var field = refusal.pointer().substring(refusal.pointer().lastIndexOf('/') + 1);
      return Map.of("field", new Figure.Text(field));
    }
    var figures = new HashMap<String, Figure>();
    refusal.figures().forEach((name, value) -> figures.put(name, new Figure.Text(value)));
    return figures;
  }
}
