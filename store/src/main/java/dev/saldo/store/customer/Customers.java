package dev.saldo.store.customer;

import dev.saldo.store.sql.Row;
import dev.saldo.store.sql.Statements;
import dev.saldo.store.sql.Transactions;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

/// The rows of `customer`.
public final class Customers {
  private static final String UNIQUE = "customer_workspace_id_external_id_key";

  private static final String COLUMNS =
      """
      SELECT c.id, c.external_id, c.name, c.email, c.locale, c.currency, a.zone, c.metadata,
             c.created_at, c.updated_at, a.catalog, a.catalog_version, a.plan, a.test_clock
        FROM customer c JOIN account a ON a.workspace_id = c.workspace_id AND a.id = c.id
       WHERE c.workspace_id = ?
      """;

  private static final String NAMES =
      """
      SELECT id, external_id, name, currency FROM customer WHERE workspace_id = ? AND external_id = ANY (?::text[])
      UNION
      SELECT id, external_id, name, currency FROM customer WHERE workspace_id = ? AND id = ANY (?::uuid[])
      """;

  private final Transactions transactions;

  public Customers(Transactions transactions) {
    this.transactions = transactions;
  }

  /// The name of the constraint by which an external id is unique.
  public static String uniqueness() {
    return UNIQUE;
  }

  /// Puts in a customer with an empty account.
  ///
  /// @throws dev.saldo.store.sql.StoreException that duplicates [#uniqueness]
  public void add(long workspace, Customer customer) {
    transactions.inWorkspace(
        workspace,
        statements -> {
          statements.change(
              """
              INSERT INTO customer (workspace_id, id, external_id, name, email, locale, currency,
                metadata, created_at, updated_at)
              VALUES (?, ?, ?, ?, ?, ?, ?, ?::json, ?, ?)
              """,
              workspace,
              customer.id(),
              customer.externalId(),
              customer.name(),
              customer.email(),
              customer.locale(),
              customer.currency(),
              customer.metadata(),
              customer.createdAt(),
              customer.updatedAt());
          return statements.change(
              """
              INSERT INTO account (workspace_id, id, zone, last_at, next_due_at)
              VALUES (?, ?, ?, ?, '9999-12-31T00:00:00Z')
              """,
              workspace,
              customer.id(),
              customer.zone(),
              customer.createdAt());
        });
  }

  /// Changes a customer to what is made of it as it is, seen under its lock; its ids and the time
  /// of its making stay.
  ///
  /// @return the customer as it is then; empty when there is none
  public Optional<Customer> change(long workspace, UUID id, UnaryOperator<Customer> change) {
    return transactions.inWorkspace(
        workspace,
        statements -> {
          // Whoever writes an account's row holds its lock, and takes that first.
          statements.list(
              "SELECT id FROM account WHERE workspace_id = ? AND id = ? FOR NO KEY UPDATE",
              row -> row.uuid(1),
              workspace,
              id);
          var found =
              statements
                  .first(COLUMNS + " AND c.id = ?", Customers::read, workspace, id)
                  .map(change);
          if (found.isPresent()) {
            write(statements, workspace, found.get());
          }
          return found;
        });
  }

  private static void write(Statements statements, long workspace, Customer customer)
      throws SQLException {
    // What was counted by the customer's zone goes on by that.
    statements.change(
        """
        UPDATE term t SET zone = a.zone
          FROM account a
         WHERE a.workspace_id = ? AND a.id = ? AND a.zone <> ?
           AND t.workspace_id = a.workspace_id AND t.customer_id = a.id AND t.zone IS NULL
        """,
        workspace,
        customer.id(),
        customer.zone());
    statements.change(
        """
        UPDATE account SET zone = ?, term_zone = coalesce(term_zone, zone), version = version + 1
         WHERE workspace_id = ? AND id = ? AND zone <> ?
        """,
        customer.zone(),
        workspace,
        customer.id(),
        customer.zone());
    statements.change(
        """
        UPDATE customer SET name = ?, email = ?, locale = ?, currency = ?, metadata = ?::json,
               updated_at = ?
         WHERE workspace_id = ? AND id = ?
        """,
        customer.name(),
        customer.email(),
        customer.locale(),
        customer.currency(),
        customer.metadata(),
        customer.updatedAt(),
        workspace,
        customer.id());
  }

  public Optional<Customer> find(long workspace, UUID id) {
    return transactions.inWorkspace(
        workspace,
        statements -> statements.first(COLUMNS + " AND c.id = ?", Customers::read, workspace, id));
  }

  public Optional<Customer> findByExternalId(long workspace, String externalId) {
    return transactions.inWorkspace(
        workspace,
        statements ->
            statements.first(
                COLUMNS + " AND c.external_id = ?", Customers::read, workspace, externalId));
  }

  /// Who a customer is.
  public record Name(UUID id, String externalId, String name, String currency) {}

  /// Those customers that have one of the ids or external ids.
  public List<Name> named(long workspace, Collection<UUID> ids, Collection<String> externalIds) {
    return transactions.inWorkspace(
        workspace,
        statements ->
            statements.list(
                NAMES,
                row -> new Name(row.uuid(1), row.text(2), row.text(3), row.text(4)),
                workspace,
                externalIds,
                workspace,
                ids));
  }

  /// Customers in the order of their making.
  ///
  /// @param after only those made after this one, or before it when the newest come first
  public List<Customer> list(long workspace, Optional<UUID> after, boolean newestFirst, int most) {
    String page =
        newestFirst
            ? " AND c.id < coalesce(?::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff') ORDER BY c.id DESC"
            : " AND c.id > coalesce(?::uuid, '00000000-0000-0000-0000-000000000000') ORDER BY c.id";
    return transactions.inWorkspace(
        workspace,
        statements ->
            statements.list(COLUMNS + page + " LIMIT ?", Customers::read, workspace, after, most));
  }

  private static Customer read(Row row) throws SQLException {
    var plan = row.textIfAny(13);
    Optional<Customer.OnPlan> onPlan =
        plan.isEmpty()
            ? Optional.empty()
            : Optional.of(new Customer.OnPlan(row.text(11), row.integer(12), plan.orElseThrow()));
    return new Customer(
        row.uuid(1),
        row.text(2),
        row.text(3),
        row.textIfAny(4),
        row.text(5),
        row.text(6),
        row.text(7),
        row.text(8),
        row.instant(9),
        row.instant(10),
        onPlan,
        row.instantIfAny(14));
  }
}
