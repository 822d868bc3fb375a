package dev.saldo.server.engine;

import dev.saldo.core.account.JournalLine;

/// Renders the answer of a line of the journal, as it is given now and at each repeat.
@FunctionalInterface
public interface AnswerWriter {
  /// A JSON object. Called once for each line, in the lanes' threads: quick, without waiting.
  String json(JournalLine line);
}
