package dev.saldo.store.audit;

import dev.saldo.core.revenue.Days;
import dev.saldo.core.revenue.Lot;
import dev.saldo.core.revenue.RevenueJournal;
import dev.saldo.core.revenue.RevenueJournal.Moved;
import dev.saldo.store.revenue.LotReads;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// What is deferred by the journal in money since the beginning, held against what each lot says
/// that it is still worth.
final class RevenueCheck {
  /// As far as times go that an account accepts; days are looked at only where something happened.
  private static final Days EVER = new Days(LocalDate.EPOCH, LocalDate.of(10_000, 1, 1));

  private final Tallying tallying;

  private RevenueCheck(Tallying tallying) {
    this.tallying = tallying;
  }

  static Finding run(Connection connection, long workspace) throws SQLException {
    var tallying =
        new Tallying(
            "deferred revenue",
            "what was sold less what was used, expired and given back is what lots are worth",
            workspace);
    LotReads.each(connection, workspace, EVER, new RevenueCheck(tallying)::check);
    return tallying.done();
  }

  private void check(LotReads.Found found, List<Moved> moves) {
    tallying.examined(1);
    var journal = new RevenueJournal(EVER);
    var after = journal.lot(found.before(), moves);
    var deferred = journal.reconciliations().values().iterator().next().expectedCredits();
    var worth = new Lot(after.paid(), after.amount(), found.stated()).value();
    if (!deferred.equals(worth)) {
      tallying.differs(
          Optional.of(found.customer()),
          Optional.of(found.wallet()),
          "deferred for grant " + found.id(),
          deferred.toString(),
          worth.toString());
    }
  }
}
