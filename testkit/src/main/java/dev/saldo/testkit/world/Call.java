package dev.saldo.testkit.world;

import dev.saldo.core.account.Command;
import java.util.UUID;
import java.util.function.Consumer;

/// A request on its way, and where its answer goes.
record Call(UUID customer, Command command, Consumer<Reply> reply) {}
