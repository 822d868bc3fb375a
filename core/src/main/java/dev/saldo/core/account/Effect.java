package dev.saldo.core.account;

import dev.saldo.core.calendar.Period;
import dev.saldo.core.ledger.Entry;
import dev.saldo.core.limit.Budget;
import dev.saldo.core.limit.Resource;
import dev.saldo.core.metering.Level;
import dev.saldo.core.subscription.LineItem;
import dev.saldo.core.wallet.Grant;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Currency;
import java.util.Optional;
import java.util.UUID;

/// Something that must be written down when a command is accepted. What only changes a number that
/// the account itself carries (a lot's remaining, a tally) isn't an effect: it is read off the
/// account after the batch.
public sealed interface Effect {
  /// A ledger entry.
  record EntryPosted(Entry entry) implements Effect {}

  /// A wallet that wasn't there before.
  record WalletOpened(UUID wallet) implements Effect {}

  /// A lot that wasn't there before.
  record GrantOpened(UUID wallet, Grant grant) implements Effect {}

  /// A hold that wasn't there before.
  record HoldOpened(HeldAct act) implements Effect {}

  /// A hold whose state or end changed.
  record HoldChanged(HeldAct act) implements Effect {}

  /// An act that counts against a rate limit.
  record RateCounted(String rate, long number, Instant at) implements Effect {}

  /// A level was set. Of two at one instant the higher one holds, so that it makes no difference in
  /// which order they come.
  record LevelSet(String meter, Level level) implements Effect {}

  /// What is known of an earlier charge changed: refunded more, or tried a second time.
  record PastChanged(Past past) implements Effect {}

  /// The customer began a stretch on a plan; an earlier one ends where it begins.
  record TermBegun(Term term) implements Effect {}

  /// A draft invoice that lines can be put on.
  ///
  /// @param subscription whose it is
  /// @param interimFrom where it is for use of a period that isn't over: when that period began
  record InvoiceBegun(
      UUID invoice, UUID subscription, Currency currency, Instant at, Optional<Instant> interimFrom)
      implements Effect {}

  /// A billed period.
  ///
  /// @param part what was or will be used
  /// @param whole the period by the calendar or anniversary
  record UsagePeriod(Period part, Period whole) {}

  /// A line that an invoice will carry.
  record Owed(UUID invoice, UUID id, LineItem item) implements Effect {}

  /// All lines of a draft but those of use are known; it is finalized at a time.
  ///
  /// @param usage the period whose use it carries, as it came to be
  record InvoiceDue(UUID invoice, Optional<UsagePeriod> usage, Instant finalizeAt)
      implements Effect {}

  /// A budget stands as given.
  record BudgetSet(Budget budget) implements Effect {}

  /// A budget is gone.
  record BudgetRemoved(UUID budget) implements Effect {}

  /// A consent stands as given.
  record ConsentGiven(Consent consent) implements Effect {}

  /// A consent is gone.
  record ConsentWithdrawn(String action) implements Effect {}

  /// A resource was claimed.
  record ResourceClaimed(Resource resource) implements Effect {}

  /// A resource was given back.
  record ResourceReturned(Resource resource) implements Effect {}

  /// Resources above the plan's counts stay until then, by agreement.
  record GraceGiven(Instant from, Instant until) implements Effect {}

  /// A notifying threshold was crossed.
  ///
  /// @param level `credits`, `quota` or `budget`
  /// @param name which of them
  record ThresholdCrossed(String level, String name, BigDecimal percent, Instant at)
      implements Effect {}

  /// The journal's line of a command that took effect.
  record Journaled(JournalLine line) implements Effect {}
}
