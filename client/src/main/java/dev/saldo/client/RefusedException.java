package dev.saldo.client;

/// A refusal where the caller couldn't go on without the answer.
public final class RefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  RefusedException(Problem problem) {
    super("%d %s: %s".formatted(problem.status(), problem.code(), problem.detail()));
    this.problem = problem;
  }

  public Problem problem() {
    return problem;
  }
}
