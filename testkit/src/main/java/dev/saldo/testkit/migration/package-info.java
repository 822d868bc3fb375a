/// Migrations under attack: a real node that is killed with `kill -9` while it moves customers, or
/// takes back what was arranged for them, and is started again on the same folder.
///
/// Nobody asks it to go on. What stands in the tables afterwards must be as if it had never been
/// killed: each customer moved once and wholly, charged once, counted once.
@NullMarked
package dev.saldo.testkit.migration;

import org.jspecify.annotations.NullMarked;
