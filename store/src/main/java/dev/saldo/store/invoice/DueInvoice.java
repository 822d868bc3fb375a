package dev.saldo.store.invoice;

import dev.saldo.core.calendar.Period;
import java.time.Instant;
import java.util.Currency;
import java.util.Optional;
import java.util.UUID;

/// A draft whose time has come.
///
/// @param usage the period whose use it carries; empty for an invoice of fees alone
/// @param whole the whole period of which that is all or a part
/// @param coveredUntil up to when an earlier invoice carries use
/// @param interimFrom of an interim invoice, when the period began of whose use it is
public record DueInvoice(
    UUID customer,
    UUID id,
    Currency currency,
    Optional<Period> usage,
    Optional<Period> whole,
    Instant draftedAt,
    Instant finalizeAt,
    Optional<Instant> coveredUntil,
    Optional<Instant> interimFrom) {}
