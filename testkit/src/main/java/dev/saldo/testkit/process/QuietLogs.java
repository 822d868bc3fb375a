package dev.saldo.testkit.process;

/// Logging for tools: what went wrong and nothing else, so that it doesn't stand between figures.
public final class QuietLogs {
  private static final String PLACE = "logback.configurationFile";

  private QuietLogs() {}

  /// Chooses it, unless the JVM was told otherwise; to be called before the first logger is made.
  public static void choose() {
    if (System.getProperty(PLACE) == null) {
      System.setProperty(PLACE, "dev/saldo/testkit/process/quiet.xml");
    }
  }
}
