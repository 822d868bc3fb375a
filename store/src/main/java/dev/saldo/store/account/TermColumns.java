package dev.saldo.store.account;

import dev.saldo.core.account.Term;
import dev.saldo.store.array.BinaryArray;
import dev.saldo.store.billing.ItemsJson;
import java.time.ZoneId;
import java.util.Optional;

/// The columns of terms, one row for each that is added.
final class TermColumns {
  final BinaryArray ordinals;
  final BinaryArray catalogs;
  final BinaryArray versions;
  final BinaryArray plans;
  final BinaryArray startedAts;
  final BinaryArray froms;
  final BinaryArray due;
  final BinaryArray items;
  final BinaryArray ended;
  final BinaryArray zones;

  TermColumns(int rows) {
    ordinals = BinaryArray.ints(rows);
    catalogs = BinaryArray.texts(rows);
    versions = BinaryArray.ints(rows);
    plans = BinaryArray.texts(rows);
    startedAts = BinaryArray.instants(rows);
    froms = BinaryArray.instants(rows);
    due = BinaryArray.jsons(rows);
    items = BinaryArray.jsons(rows);
    ended = BinaryArray.bools(rows);
    zones = BinaryArray.texts(rows);
  }

  void add(int ordinal, Optional<Term> term) {
    ordinals.add(ordinal);
    catalogs.addText(term.map(one -> one.catalog().name()));
    term.ifPresentOrElse(one -> versions.add(one.catalog().version()), versions::addNull);
    plans.addText(term.map(Term::plan));
    startedAts.addInstant(term.map(Term::startedAt));
    froms.addInstant(term.map(Term::from));
    due.addText(term.map(one -> JsonText.instants(one.grantsDue())));
    items.addText(term.map(Term::items).flatMap(ItemsJson::text));
    ended.add(term.map(Term::ended).orElse(false));
    zones.addText(term.flatMap(Term::zone).map(ZoneId::getId));
  }
}
