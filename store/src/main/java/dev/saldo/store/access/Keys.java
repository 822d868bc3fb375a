package dev.saldo.store.access;

import dev.saldo.store.sql.Row;
import dev.saldo.store.sql.Transactions;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The rows of `api_key` and `portal_session`.
public final class Keys {
  private static final String COLUMNS =
      """
      SELECT id, name, prefix, scopes, customer_id, automation_id, cap, cap_unit, budget_id,
             created_by, created_at, expires_at, revoked_at, exposed_at
        FROM api_key
      """;

  private final Transactions transactions;

  public Keys(Transactions transactions) {
    this.transactions = transactions;
  }

  /// The holder of a secret, whether or not it still opens anything.
  ///
  /// @param hash the secret's SHA-256
  public Optional<KeyHolder> holder(byte[] hash) {
    return transactions.run(
        statements -> statements.first("SELECT * FROM caller_of(?)", Keys::holder, hash));
  }

  /// Remembers that a key's secret stood in an address.
  public void expose(byte[] hash, Instant now) {
    transactions.run(
        statements -> statements.list("SELECT expose_key(?, ?)::text", row -> "", hash, now));
  }

  public void add(long workspace, ApiKey key, byte[] hash) {
    transactions.inWorkspace(
        workspace,
        statements ->
            statements.change(
                """
                INSERT INTO api_key (workspace_id, id, hash, name, prefix, scopes, customer_id,
                  automation_id, cap, cap_unit, budget_id, created_by, created_at, expires_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                workspace,
                key.id(),
                hash,
                key.name(),
                key.prefix(),
                key.scopes(),
                key.customer(),
                key.automation(),
                key.cap().map(ApiKey.Cap::amount),
                key.cap().map(ApiKey.Cap::unit),
                key.cap().map(ApiKey.Cap::budget),
                key.createdBy(),
                key.createdAt(),
                key.expiresAt()));
  }

  public Optional<ApiKey> find(long workspace, UUID id) {
    return transactions.inWorkspace(
        workspace,
        statements ->
            statements.first(
                COLUMNS + " WHERE workspace_id = ? AND id = ?", Keys::key, workspace, id));
  }

  /// Keys in the order of their making, the newest first.
  ///
  /// @param before only those made before this one
  public List<ApiKey> list(long workspace, Optional<UUID> before, int most) {
    return transactions.inWorkspace(
        workspace,
        statements ->
            statements.list(
                COLUMNS
                    + " WHERE workspace_id = ? AND id < coalesce(?::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff')"
                    + " ORDER BY id DESC LIMIT ?",
                Keys::key,
                workspace,
                before,
                most));
  }

  /// Ends a key for good; a key that has ended keeps its first end.
  ///
  /// @return the key's digest; none where there is no such key
  public Optional<byte[]> revoke(long workspace, UUID id, Instant now) {
    return transactions.inWorkspace(
        workspace,
        statements ->
            statements.first(
                """
                UPDATE api_key SET revoked_at = coalesce(revoked_at, ?)
                 WHERE workspace_id = ? AND id = ? RETURNING hash
                """,
                row -> row.bytes(1),
                now,
                workspace,
                id));
  }

  /// A portal session as it is begun.
  public record Session(
      UUID customer,
      UUID id,
      List<String> scopes,
      String createdBy,
      Instant createdAt,
      Instant expiresAt) {}

  public void begin(long workspace, Session session, byte[] hash) {
    transactions.inWorkspace(
        workspace,
        statements ->
            statements.change(
                """
                INSERT INTO portal_session (workspace_id, customer_id, id, hash, scopes, created_by,
                  created_at, expires_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """,
                workspace,
                session.customer(),
                session.id(),
                hash,
                session.scopes(),
                session.createdBy(),
                session.createdAt(),
                session.expiresAt()));
  }

  /// Ends a portal session.
  ///
  /// @return the session's digest; none where there is no such session
  public Optional<byte[]> endSession(long workspace, UUID id, Instant now) {
    return transactions.inWorkspace(
        workspace,
        statements ->
            statements.first(
                """
                UPDATE portal_session SET revoked_at = coalesce(revoked_at, ?)
                 WHERE workspace_id = ? AND id = ? RETURNING hash
                """,
                row -> row.bytes(1),
                now,
                workspace,
                id));
  }

  /// Deletes the sessions of all workspaces that ended before a time.
  ///
  /// @return how many
  public long forgetSessions(Instant endedBefore) {
    return transactions.run(statements ->
        statements
            .first("SELECT forget_portal_sessions(?)", row -> row.number(1), endedBefore)
            .orElseThrow());
  }

  private static KeyHolder holder(Row row) throws SQLException {
    return new KeyHolder(
        row.text(1).equals("portal_session"),
        row.uuid(2),
        row.number(3),
        row.uuid(4),
        row.text(5).equals("live"),
        row.texts(6),
        row.uuidIfAny(7),
        row.uuidIfAny(8),
        row.instantIfAny(9),
        row.instantIfAny(10));
  }

  private static ApiKey key(Row row) throws SQLException {
    var amount = row.decimalIfAny(7);
    Optional<ApiKey.Cap> cap =
        amount.isEmpty()
            ? Optional.empty()
            : Optional.of(new ApiKey.Cap(amount.orElseThrow(), row.text(8), row.uuid(9)));
    return new ApiKey(
        row.uuid(1),
        row.text(2),
        row.text(3),
        row.texts(4),
        row.uuidIfAny(5),
        row.uuidIfAny(6),
        cap,
        row.text(10),
        row.instant(11),
        row.instantIfAny(12),
        row.instantIfAny(13),
        row.instantIfAny(14));
  }
}
