/// Archives go from one database to another whole, or not at all.
@NullMarked
package dev.saldo.server.archive;

import org.jspecify.annotations.NullMarked;
