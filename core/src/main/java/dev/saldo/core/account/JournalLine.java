package dev.saldo.core.account;

import java.time.Instant;
import java.util.UUID;

/// One command that took effect, as the journal keeps it.
///
/// @param id in time order within a customer
/// @param occurredAt when it happened in the world
/// @param recordedAt when it was decided
public record JournalLine(
    UUID id, Command.Key key, Instant occurredAt, Instant recordedAt, Answer answer) {}
