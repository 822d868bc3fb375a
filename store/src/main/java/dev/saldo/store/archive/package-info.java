/// All data in one portable file, and back: the way between databases and between majors of
/// PostgreSQL.
///
/// Owns the archive: a zip of one CSV file (RFC 4180, as `COPY` writes it) for each table and
/// workspace, and a manifest with their rows, bytes and digests. Doesn't own the tables nor what is
/// in them.
///
/// Invariants: an export sees one moment of the database while others go on writing; an import
/// happens whole or not at all, into an empty database alone, and only if the books pass the audit.
/// Nothing is ever unpacked to disk, so names in an archive reach no file. Memory doesn't grow with
/// the data.
@NullMarked
package dev.saldo.store.archive;

import org.jspecify.annotations.NullMarked;
