package dev.saldo.server.http;

/// What answers the requests of one route.
@FunctionalInterface
public interface Handler {

  /// Answers one checked request; may block.
  ///
  /// @throws dev.saldo.server.problem.ProblemException to answer a problem from a deep place
  /// @throws Exception for a fault of ours: logged and answered `internal`
  Reply handle(RequestContext request) throws Exception;
}
