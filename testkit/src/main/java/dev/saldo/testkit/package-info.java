/// The commands that try Saldo: simulated worlds and whatever else puts promises to the test.
///
/// Owns the command line of the testkit. Doesn't own the tries themselves: each has a room of its
/// own.
@NullMarked
package dev.saldo.testkit;

import org.jspecify.annotations.NullMarked;
