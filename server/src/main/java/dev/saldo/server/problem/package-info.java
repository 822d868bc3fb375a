/// Problems: every way in which a request can be answered "no", with its status and its words.
///
/// Owns the one table of problem types ({@link dev.saldo.server.problem.ProblemType}), the value a
/// handler answers ({@link dev.saldo.server.problem.Problem}) and the texts in English, Spanish and
/// Brazilian Portuguese. It doesn't own how a problem is written to the wire (the `http` room does)
/// nor who decides to refuse (the domain does).
///
/// Invariants: a code is never renamed or given another status once released; every type has a
/// title and a detail in every language, naming the same figures.
@NullMarked
package dev.saldo.server.problem;

import org.jspecify.annotations.NullMarked;
