package dev.saldo.store.audit;

import java.util.Optional;
import java.util.UUID;

/// One place where the books disagree.
///
/// @param check which check found it
/// @param subject the row, such as `entry 17` or `grant …`
/// @param expected what follows from the rest of the books
/// @param found what stands there
public record Difference(
    String check,
    long workspace,
    Optional<UUID> customer,
    Optional<UUID> wallet,
    String subject,
    String expected,
    String found) {}
