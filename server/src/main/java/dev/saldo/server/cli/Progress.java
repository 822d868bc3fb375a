package dev.saldo.server.cli;

import java.io.PrintStream;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// A line that tells how far something is: rewritten in place for a person who watches, and written
/// once a step where the output goes to a file.
public final class Progress implements AutoCloseable {
  private static final long REWRITE_NS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final String CLEAR = "\r\u001B[K";

  private final PrintStream err;
  private final boolean interactive;
  private final LongSupplier ticker;
  private String step = "";
  private long shownAt;
  private boolean dirty;

  Progress(PrintStream err, boolean interactive, LongSupplier ticker) {
    this.err = err;
    this.interactive = interactive;
    this.ticker = ticker;
  }

  /// Begins another step.
  public void step(String name) {
    if (name.equals(step)) {
      return;
    }
    step = name;
    if (interactive) {
      show(name);
    } else {
      err.println("saldo: " + Printable.onOneLine(name));
    }
  }

  /// How many were done of the step so far; shown at most ten times a second.
  public void done(long count) {
    if (interactive && ticker.getAsLong() - shownAt >= REWRITE_NS) {
      show(step + ": " + grouped(count));
    }
  }

  /// How many were done of how many.
  public void done(long count, long of) {
    if (interactive && ticker.getAsLong() - shownAt >= REWRITE_NS) {
      show(step + ": " + grouped(count) + " of " + grouped(of));
    }
  }

  /// Takes the line away.
  @Override
  public void close() {
    if (dirty) {
      err.print(CLEAR);
      err.flush();
      dirty = false;
    }
  }

  private void show(String text) {
    err.print(CLEAR + "saldo: " + Printable.onOneLine(text));
    err.flush();
    shownAt = ticker.getAsLong();
    dirty = true;
  }

  /// A whole number with its thousands apart.
  static String grouped(long number) {
    return String.format(java.util.Locale.ROOT, "%,d", number);
  }
}
