package dev.saldo.store.account;

import dev.saldo.core.account.Answer;
import dev.saldo.core.account.Attribution;
import dev.saldo.core.account.Balance;
import dev.saldo.core.limit.Tallied;
import dev.saldo.core.money.Credits;
import dev.saldo.core.wallet.Draw;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// What the journal's columns say of an answer, for lists, sums and refunds; the answer itself
/// stands beside it.
///
/// @param kind what the command was
/// @param settlement from which lots an act was paid and what it added to limits, for refunds and
///   for the audit; only what has a price can be refunded
record Summary(
    String kind,
    Optional<String> action,
    Optional<UUID> wallet,
    Optional<BigDecimal> credits,
    Optional<BigDecimal> unfunded,
    Optional<BigDecimal> overage,
    Optional<UUID> root,
    Attribution attribution,
    Optional<String> data,
    Optional<String> settlement) {

  static Summary of(Answer answer) {
    return switch (answer) {
      case Answer.Charged charged -> of("charge", charged.story(), true);
      case Answer.HoldOpened hold -> of("hold", hold.story(), false);
      case Answer.Captured captured -> of("capture", captured.story(), true);
      case Answer.Recorded recorded ->
          recorded.story().map(story -> of("usage", story, true)).orElseGet(() -> of(recorded));
      case Answer.Released it ->
          it.returned()
              .map(back -> of("release", back.balance(), back.amount()))
              .orElseGet(() -> of("release"));
      case Answer.Lapsed _ -> of("hold_expired");
      case Answer.Extended _ -> of("extension");
      case Answer.Granted it -> of("grant", it.balance(), it.grant().amount());
      case Answer.Refunded it -> of(it);
      case Answer.Transferred it -> of("transfer", it.from(), it.amount());
      case Answer.Corrected it -> of("correction", it.balance(), it.amount());
      case Answer.DebtSettled it -> of("debt_settlement", it.balance(), it.amount());
      case Answer.Posted it -> of(it.act(), it.balance(), it.amount());
      case Answer.PlanChanged _ -> of("plan_change");
      case Answer.SubscriptionChanged _ -> of("subscription");
      case Answer.InvoiceFinalized _ -> of("invoice");
      case Answer.InvoiceCredited _ -> of("credit_note");
      case Answer.InvoiceSettled _ -> of("invoice_state");
      case Answer.ResourcesClaimed _ -> of("resource_claim");
      case Answer.ResourcesReturned _ -> of("resource_return");
      case Answer.BudgetSet _ -> of("budget");
      case Answer.BudgetRemoved _ -> of("budget_removal");
      case Answer.SettingsChanged _ -> of("settings");
      case Answer.ConsentGiven _ -> of("consent");
      case Answer.ClockAdvanced _ -> of("clock");
      case Answer.UpToDate _ -> throw new IllegalStateException("it leaves no line");
    };
  }

  private static Summary of(String kind, Answer.Story story, boolean isFinal) {
    var payment = story.payment();
    return new Summary(
        kind,
        Optional.of(story.action()),
        payment.map(paid -> paid.balance().wallet()),
        payment.map(paid -> paid.price().amount()),
        payment.map(paid -> paid.funding().unfunded().amount()),
        payment.map(paid -> paid.funding().overage().amount()),
        story.root(),
        story.attribution(),
        Optional.of(JsonText.data(story.data())),
        isFinal ? Optional.of(settlement(story)) : Optional.empty());
  }

  private static Summary of(Answer.Recorded recorded) {
    var act = recorded.act();
    return new Summary(
        "usage",
        Optional.of(act.action()),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        act.attribution(),
        Optional.of(JsonText.data(act.data())),
        recorded.tallied().isEmpty()
            ? Optional.empty()
            : Optional.of(settlement(List.of(), recorded.tallied())));
  }

  /// A refund's root is the charge, its figures are the parts that were given back.
  private static Summary of(Answer.Refunded refund) {
    return new Summary(
        "refund",
        Optional.empty(),
        Optional.of(refund.balance().wallet()),
        Optional.of(refund.amount().amount()),
        Optional.of(refund.debtForgiven().amount()),
        Optional.of(refund.overageReversed().amount()),
        Optional.of(refund.charge()),
        Attribution.NONE,
        Optional.empty(),
        Optional.empty());
  }

  private static Summary of(String kind, Balance balance, Credits amount) {
    return new Summary(
        kind,
        Optional.empty(),
        Optional.of(balance.wallet()),
        Optional.of(amount.amount()),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Attribution.NONE,
        Optional.empty(),
        Optional.empty());
  }

  private static Summary of(String kind) {
    return new Summary(
        kind,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Attribution.NONE,
        Optional.empty(),
        Optional.empty());
  }

  private static String settlement(Answer.Story story) {
    return settlement(
        story.payment().map(paid -> paid.funding().draws()).orElse(List.of()), story.tallied());
  }

  private static String settlement(List<Draw> draws, List<Tallied> tallied) {
    var json = new JsonText().open('{');
    json.field("draws").draws(draws);
    json.field("tallied").tallied(tallied);
    return json.close('}').toString();
  }
}
