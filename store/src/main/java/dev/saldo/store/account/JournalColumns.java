package dev.saldo.store.account;

import dev.saldo.core.account.JournalLine;
import dev.saldo.store.array.BinaryArray;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;

/// New rows of `command`.
final class JournalColumns {
  private static final String INSERT =
      """
      INSERT INTO command (workspace_id, customer_id, id, source, key, key_hash, digest, kind, action,
                           occurred_at, recorded_at, wallet_id, credits, unfunded, overage, root_id,
                           member, cost_centre, automation, agent_run, api_key, data, settlement,
                           answer)
      SELECT ?, unnest(?), unnest(?), unnest(?), unnest(?), unnest(?), unnest(?), unnest(?), unnest(?), unnest(?), unnest(?), unnest(?), unnest(?), unnest(?), unnest(?), unnest(?), unnest(?), unnest(?), unnest(?), unnest(?), unnest(?), unnest(?), unnest(?), unnest(?)
      """;

  private final BinaryArray customers;
  private final BinaryArray ids;
  private final BinaryArray sources;
  private final BinaryArray keys;
  private final BinaryArray hashes;
  private final BinaryArray digests;
  private final BinaryArray kinds;
  private final BinaryArray actions;
  private final BinaryArray occurredAts;
  private final BinaryArray recordedAts;
  private final BinaryArray wallets;
  private final BinaryArray credits;
  private final BinaryArray unfunded;
  private final BinaryArray overages;
  private final BinaryArray roots;
  private final BinaryArray members;
  private final BinaryArray costCentres;
  private final BinaryArray automations;
  private final BinaryArray agentRuns;
  private final BinaryArray apiKeys;
  private final BinaryArray data;
  private final BinaryArray settlements;
  private final BinaryArray answers;

  JournalColumns(int rows) {
    customers = BinaryArray.uuids(rows);
    ids = BinaryArray.uuids(rows);
    sources = BinaryArray.texts(rows);
    keys = BinaryArray.texts(rows);
    hashes = BinaryArray.uuids(rows);
    digests = BinaryArray.blobs(rows);
    kinds = BinaryArray.texts(rows);
    actions = BinaryArray.texts(rows);
    occurredAts = BinaryArray.instants(rows);
    recordedAts = BinaryArray.instants(rows);
    wallets = BinaryArray.uuids(rows);
    credits = BinaryArray.numerics(rows);
    unfunded = BinaryArray.numerics(rows);
    overages = BinaryArray.numerics(rows);
    roots = BinaryArray.uuids(rows);
    members = BinaryArray.texts(rows);
    costCentres = BinaryArray.texts(rows);
    automations = BinaryArray.texts(rows);
    agentRuns = BinaryArray.texts(rows);
    apiKeys = BinaryArray.texts(rows);
    data = BinaryArray.jsons(rows);
    settlements = BinaryArray.texts(rows);
    answers = BinaryArray.texts(rows);
  }

  void add(UUID customer, JournalLine line, String answer) {
    customers.add(customer);
    ids.add(line.id());
    sources.add(line.key().source());
    keys.add(line.key().name());
    hashes.add(KeyHash.of(customer, line.key().keyName()));
    digests.add(line.key().digest().bytes());
    occurredAts.add(line.occurredAt());
    recordedAts.add(line.recordedAt());
    answers.add(answer);
    var summary = Summary.of(line.answer());
    kinds.add(summary.kind());
    actions.addText(summary.action());
    wallets.addUuid(summary.wallet());
    credits.addNumeric(summary.credits());
    unfunded.addNumeric(summary.unfunded());
    overages.addNumeric(summary.overage());
    roots.addUuid(summary.root());
    var who = summary.attribution();
    members.addText(who.member().map(party -> party.reference()));
    costCentres.addText(who.costCentre().map(party -> party.reference()));
    automations.addText(who.automation().map(party -> party.reference()));
    agentRuns.addText(who.agentRun());
    apiKeys.addText(who.apiKey());
    data.addText(summary.data());
    settlements.addText(summary.settlement());
  }

  int rows() {
    return ids.count();
  }

  void write(Connection connection, long workspace) throws SQLException {
    var rows = ids.count();
    if (rows == 0) {
      return;
    }
    Statements.change(
        connection,
        INSERT,
        rows,
        workspace,
        customers,
        ids,
        sources,
        keys,
        hashes,
        digests,
        kinds,
        actions,
        occurredAts,
        recordedAts,
        wallets,
        credits,
        unfunded,
        overages,
        roots,
        members,
        costCentres,
        automations,
        agentRuns,
        apiKeys,
        data,
        settlements,
        answers);
  }
}
