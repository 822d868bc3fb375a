package dev.saldo.store.account;

import dev.saldo.core.account.Desk;
import java.util.Map;
import java.util.UUID;

/// What became of the commands on one account, ready to be written.
///
/// @param answers the answers as they are given, as JSON, by the id of the journal's line
public record Decided(Loaded loaded, Desk.Run run, Map<UUID, String> answers) {}
