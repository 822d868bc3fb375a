package dev.saldo.server.engine;

import java.util.List;
import java.util.SortedMap;

/// What a caller gets for commands that take effect together or not at all.
public sealed interface JointReply {

  /// All of them took effect, now or before, and that is durable.
  ///
  /// @param replies in the order of the commands
  record Durable(List<Reply.Accepted> replies) implements JointReply {}

  /// None of them took effect.
  ///
  /// @param causes those that couldn't, by their place from 0, each with its own reply
  record Undone(SortedMap<Integer, Reply> causes) implements JointReply {}

  /// They couldn't be decided or their fate isn't known, but it is the same for all of them; trying
  /// again is safe.
  record Unanswered(Reply.Unavailable reply) implements JointReply {}
}
