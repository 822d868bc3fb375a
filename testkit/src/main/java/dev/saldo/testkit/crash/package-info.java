/// The crash test: a real server under load, killed with `kill -9` at random points, JVM and
/// PostgreSQL in turns, and started again on the same folder.
///
/// Writers note every request they send and what became of it. What is known of a request that got
/// no answer is nothing: it is sent again with the same key until it has one. Then the notes are
/// held against the journal and the ledger: nothing acknowledged is lost or changed, nothing is
/// there twice, nothing is there that wasn't asked for, and an audit finds no difference. What each
/// request costs is known here from its price alone, not from the server's answers.
@NullMarked
package dev.saldo.testkit.crash;

import org.jspecify.annotations.NullMarked;
