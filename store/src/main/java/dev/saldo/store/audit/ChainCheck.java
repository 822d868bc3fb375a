package dev.saldo.store.audit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/// Every wallet's chain from its first entry to its head, read through cursors of the server so
/// that memory holds a few thousand rows however many there are.
final class ChainCheck {
  private static final int FETCHED = 2_000;

  private final Tallying chains;
  private final Tallying causes;
  private final Tallying heads;
  private final Tallying used;

  private ChainCheck(long workspace) {
    chains =
        new Tallying(
            "chains", "every entry follows the one before it by number and hash", workspace);
    causes =
        new Tallying(
            "causes",
            "every entry has its line in the journal, with the digest it vouches for",
            workspace);
    heads = new Tallying("heads", "a wallet's row names the end of its chain", workspace);
    used = new Tallying("used", "what a wallet has used follows from its entries", workspace);
  }

  static List<Finding> run(Connection connection, long workspace, LongConsumer done)
      throws SQLException {
    var check = new ChainCheck(workspace);
    try (var wallets = cursor(connection, BookedWallet.SELECT, workspace);
        var entries = cursor(connection, BookedEntry.SELECT, workspace);
        var walletRows = wallets.executeQuery();
        var entryRows = entries.executeQuery()) {
      check.walk(walletRows, entryRows, done);
    }
    return List.of(check.chains.done(), check.heads.done(), check.causes.done(), check.used.done());
  }

  private static PreparedStatement cursor(Connection connection, String sql, long workspace)
      throws SQLException {
    var statement = connection.prepareStatement(sql);
    statement.setFetchSize(FETCHED);
    statement.setLong(1, workspace);
    return statement;
  }

  /// Merges the wallets and the entries, which come in one order.
  private void walk(ResultSet wallets, ResultSet entries, LongConsumer done) throws SQLException {
    var wallet = nextWallet(wallets);
    var entry = nextEntry(entries);
    while (wallet != null || entry != null) {
      var place = first(wallet, entry);
      var walk = new WalletWalk(place, chains, causes);
      while (entry != null && entry.place().equals(place)) {
        walk.step(entry);
        done.accept(chains.examined());
        entry = nextEntry(entries);
      }
      if (wallet != null && wallet.place().equals(place)) {
        walk.end(wallet, heads, used);
        wallet = nextWallet(wallets);
      } else {
        walk.endWithoutWallet(heads);
      }
    }
  }

  private static Place first(@Nullable BookedWallet wallet, @Nullable BookedEntry entry) {
    if (wallet == null) {
      return java.util.Objects.requireNonNull(entry).place();
    }
    return entry == null || wallet.place().compareTo(entry.place()) <= 0
        ? wallet.place()
        : entry.place();
  }

  private static @Nullable BookedWallet nextWallet(ResultSet rows) throws SQLException {
    return rows.next() ? BookedWallet.fromRow(rows) : null;
  }

  private static @Nullable BookedEntry nextEntry(ResultSet rows) throws SQLException {
    return rows.next() ? BookedEntry.fromRow(rows) : null;
  }
}
