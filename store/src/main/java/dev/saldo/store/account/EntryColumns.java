package dev.saldo.store.account;

import dev.saldo.core.ledger.Entry;
import dev.saldo.store.array.BinaryArray;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;

/// The new rows of `ledger_entry`.
final class EntryColumns {
  private static final String INSERT =
      """
      INSERT INTO ledger_entry (workspace_id, customer_id, wallet_id, sequence, cause, evidence,
                                debit_id, credit_id, amount, effective_at, hash)
      SELECT ?, unnest(?), unnest(?), unnest(?), unnest(?), unnest(?), unnest(?), unnest(?), unnest(?), unnest(?), unnest(?)
      """;

  private final BinaryArray customers;
  private final BinaryArray wallets;
  private final BinaryArray sequences;
  private final BinaryArray causes;
  private final BinaryArray evidences;
  private final BinaryArray debits;
  private final BinaryArray credits;
  private final BinaryArray amounts;
  private final BinaryArray effectiveAts;
  private final BinaryArray hashes;

  EntryColumns(int rows) {
    customers = BinaryArray.uuids(rows);
    wallets = BinaryArray.uuids(rows);
    sequences = BinaryArray.longs(rows);
    causes = BinaryArray.uuids(rows);
    evidences = BinaryArray.blobs(rows);
    debits = BinaryArray.uuids(rows);
    credits = BinaryArray.uuids(rows);
    amounts = BinaryArray.numerics(rows);
    effectiveAts = BinaryArray.instants(rows);
    hashes = BinaryArray.blobs(rows);
  }

  void add(UUID customer, Entry entry) {
    var posting = entry.posting();
    customers.add(customer);
    wallets.add(entry.wallet());
    sequences.add(entry.sequence());
    causes.add(posting.cause());
    evidences.add(posting.evidence().bytes());
    debits.add(posting.debit().id());
    credits.add(posting.credit().id());
    amounts.add(posting.amount().amount());
    effectiveAts.add(posting.effectiveAt());
    hashes.add(entry.hash().bytes());
  }

  void write(Connection connection, long workspace) throws SQLException {
    if (sequences.count() > 0) {
      Statements.change(
          connection,
          INSERT,
          sequences.count(),
          workspace,
          customers,
          wallets,
          sequences,
          causes,
          evidences,
          debits,
          credits,
          amounts,
          effectiveAts,
          hashes);
    }
  }
}
