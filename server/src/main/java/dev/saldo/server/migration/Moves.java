package dev.saldo.server.migration;

import dev.saldo.core.account.Command;
import dev.saldo.core.catalog.CatalogReference;
import dev.saldo.core.ledger.ChainHash;
import dev.saldo.core.subscription.ItemsChange;
import dev.saldo.server.id.IdKind;
import dev.saldo.server.id.PublicId;
import dev.saldo.store.migration.Candidate;
import dev.saldo.store.migration.Migration;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.UUID;

/// The commands by which one customer is moved, and what was arranged for it is taken back.
final class Moves {
  private static final String SOURCE = "saldo:migration";

  /// Under which a move is looked at; nothing is bound by it.
  private static final Command.Key PREVIEW =
      new Command.Key("saldo:preview", "migration", ChainHash.NONE);

  private Moves() {}

  /// The key of a customer's move: the same whenever the migration is gone on with.
  static Command.Key key(UUID migration, UUID customer) {
    var name = PublicId.of(IdKind.MIGRATION, migration);
    var asked = name + " " + PublicId.of(IdKind.CUSTOMER, customer);
    return new Command.Key(SOURCE, name, ChainHash.of(sha256(asked)));
  }

  /// The key under which what a migration arranged for a customer is taken back.
  static Command.Key keyBack(UUID migration, UUID customer) {
    var name = PublicId.of(IdKind.MIGRATION, migration) + ":stop";
    var asked = name + " " + PublicId.of(IdKind.CUSTOMER, customer);
    return new Command.Key(SOURCE, name, ChainHash.of(sha256(asked)));
  }

  /// Takes back what a migration arranged for a customer and hasn't happened yet.
  static Command back(UUID migration, UUID customer) {
    return new Command.UndoArranged(keyBack(migration, customer), Optional.of(migration));
  }

  /// A customer's move.
  static Command of(Migration migration, Candidate candidate) {
    var key = key(migration.id(), candidate.customer());
    return of(key, migration.terms(), candidate, Optional.of(migration.id()));
  }

  /// What is looked at before.
  static Command preview(Migration.Terms terms, Candidate candidate) {
    return of(PREVIEW, terms, candidate, Optional.empty());
  }

  private static Command of(
      Command.Key key, Migration.Terms terms, Candidate candidate, Optional<UUID> migration) {
    var from = from(terms, candidate, migration);
    var order =
        new Command.Order(
            ItemsChange.NONE,
            Optional.empty(),
            Command.Billed.STANDARD,
            isLater(terms, candidate) ? Command.When.PERIOD_END : Command.When.NOW,
            collect(terms),
            Optional.empty(),
            from);
    var to = new CatalogReference(terms.whom().catalog(), terms.to());
    return new Command.ChangePlan(key, to, terms.plan(from.plan()), order, terms.grace());
  }

  /// Whether it waits for the end of a period; where nothing is billed there is none to wait for.
  static boolean isLater(Migration.Terms terms, Candidate candidate) {
    return terms.atPeriodEnd() && candidate.billed();
  }

  /// What the customer must be on when its turn comes: what it is on now, if that is what is moved.
  private static Command.Onto.Moved from(
      Migration.Terms terms, Candidate candidate, Optional<UUID> migration) {
    var whom = terms.whom();
    var plan = candidate.on().map(Candidate.On::plan).orElse("");
    var version =
        candidate
            .on()
            .filter(on -> whom.isMeant(on.catalog(), on.version()))
            .map(Candidate.On::version)
            .or(whom::version)
            .orElse(Math.max(1, terms.to() - 1));
    return new Command.Onto.Moved(new CatalogReference(whom.catalog(), version), plan, migration);
  }

  private static Command.Collect collect(Migration.Terms terms) {
    return switch (terms.collect()) {
      case "next" -> Command.Collect.NEXT_INVOICE;
      case "none" -> Command.Collect.NONE;
      default -> Command.Collect.NOW;
    };
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
