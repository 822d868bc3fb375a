package dev.saldo.server.jobs;

import java.io.Serial;

/// A job has failed; the scheduler takes note of it and tries it again at its next time.
final class JobFailedException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  JobFailedException(String job, Exception cause) {
    super("the job " + job + " failed", cause);
  }
}
