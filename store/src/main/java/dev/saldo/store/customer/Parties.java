package dev.saldo.store.customer;

import dev.saldo.store.sql.Row;
import dev.saldo.store.sql.Transactions;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The rows of `party`.
public final class Parties {
  private static final String UNIQUE = "party_workspace_id_customer_id_kind_external_id_key";

  private static final String COLUMNS =
      """
      SELECT id, external_id, name, email, minutes_saved, hourly_cost, market_price,
             estimated_credits, created_at, updated_at
        FROM party
       WHERE workspace_id = ? AND customer_id = ? AND kind = ? AND removed_at IS NULL
      """;

  private final Transactions transactions;

  public Parties(Transactions transactions) {
    this.transactions = transactions;
  }

  /// The name of the constraint by which an external id is unique.
  public static String uniqueness() {
    return UNIQUE;
  }

  /// Puts one in, or brings back one that was removed under the same external id.
  ///
  /// @return its id: the one given, or the old one of what is brought back
  /// @throws dev.saldo.store.sql.StoreException that duplicates [#uniqueness]
  public UUID add(long workspace, UUID customer, Party party) {
    return transactions.inWorkspace(
        workspace,
        statements -> {
          Optional<UUID> back =
              statements.first(
                  """
                  UPDATE party SET name = ?, email = ?, minutes_saved = ?, hourly_cost = ?,
                    market_price = ?, estimated_credits = ?, updated_at = ?, removed_at = NULL
                   WHERE workspace_id = ? AND customer_id = ? AND kind = ? AND external_id = ?
                     AND removed_at IS NOT NULL
                  RETURNING id
                  """,
                  row -> row.uuid(1),
                  party.name(),
                  party.email(),
                  party.figures().minutesSaved(),
                  party.figures().hourlyCost(),
                  party.figures().marketPrice(),
                  party.figures().estimatedCredits(),
                  party.updatedAt(),
                  workspace,
                  customer,
                  party.kind().word(),
                  party.externalId());
          if (back.isPresent()) {
            return back.get();
          }
          statements.change(
              """
              INSERT INTO party (workspace_id, customer_id, id, kind, external_id, name, email,
                minutes_saved, hourly_cost, market_price, estimated_credits, created_at, updated_at)
              VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
              """,
              workspace,
              customer,
              party.id(),
              party.kind().word(),
              party.externalId(),
              party.name(),
              party.email(),
              party.figures().minutesSaved(),
              party.figures().hourlyCost(),
              party.figures().marketPrice(),
              party.figures().estimatedCredits(),
              party.createdAt(),
              party.updatedAt());
          return party.id();
        });
  }

  /// Changes one to what is given; its ids stay.
  public boolean change(long workspace, UUID customer, Party party) {
    return transactions.inWorkspace(
        workspace,
        statements ->
            statements.change(
                    """
                    UPDATE party SET name = ?, email = ?, minutes_saved = ?, hourly_cost = ?,
                      market_price = ?, estimated_credits = ?, updated_at = ?
                     WHERE workspace_id = ? AND customer_id = ? AND id = ? AND removed_at IS NULL
                    """,
                    party.name(),
                    party.email(),
                    party.figures().minutesSaved(),
                    party.figures().hourlyCost(),
                    party.figures().marketPrice(),
                    party.figures().estimatedCredits(),
                    party.updatedAt(),
                    workspace,
                    customer,
                    party.id())
                == 1);
  }

  /// Removes one; its row stays, because books name it.
  public boolean remove(long workspace, UUID customer, Party.Kind kind, UUID id, Instant now) {
    return transactions.inWorkspace(
        workspace,
        statements ->
            statements.change(
                    """
                    UPDATE party SET removed_at = ?
                     WHERE workspace_id = ? AND customer_id = ? AND kind = ? AND id = ?
                       AND removed_at IS NULL
                    """,
                    now,
                    workspace,
                    customer,
                    kind.word(),
                    id)
                == 1);
  }

  public Optional<Party> find(long workspace, UUID customer, Party.Kind kind, UUID id) {
    return transactions.inWorkspace(
        workspace,
        statements ->
            statements.first(
                COLUMNS + " AND id = ?",
                row -> read(kind, row),
                workspace,
                customer,
                kind.word(),
                id));
  }

  public Optional<Party> findByExternalId(
      long workspace, UUID customer, Party.Kind kind, String externalId) {
    return transactions.inWorkspace(
        workspace,
        statements ->
            statements.first(
                COLUMNS + " AND external_id = ?",
                row -> read(kind, row),
                workspace,
                customer,
                kind.word(),
                externalId));
  }

  /// Those of a customer, in the order of their making.
  public List<Party> list(
      long workspace, UUID customer, Party.Kind kind, Optional<UUID> after, int most) {
    return transactions.inWorkspace(
        workspace,
        statements ->
            statements.list(
                COLUMNS
                    + " AND id > coalesce(?::uuid, '00000000-0000-0000-0000-000000000000')"
                    + " ORDER BY id LIMIT ?",
                row -> read(kind, row),
                workspace,
                customer,
                kind.word(),
                after,
                most));
  }

  private static Party read(Party.Kind kind, Row row) throws SQLException {
    return new Party(
        row.uuid(1),
        kind,
        row.text(2),
        row.text(3),
        row.textIfAny(4),
        new Party.Figures(
            row.decimalIfAny(5), row.decimalIfAny(6), row.decimalIfAny(7), row.decimalIfAny(8)),
        row.instant(9),
        row.instant(10));
  }
}
