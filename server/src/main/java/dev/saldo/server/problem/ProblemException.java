package dev.saldo.server.problem;

/// A problem on its way up from a deep place; the HTTP layer answers it.
///
/// It has no stack trace: it is an answer, not a fault of ours.
public final class ProblemException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  public ProblemException(Problem problem) {
    super(problem.type().code(), null, false, false);
    this.problem = problem;
  }

  public Problem problem() {
    return problem;
  }
}
