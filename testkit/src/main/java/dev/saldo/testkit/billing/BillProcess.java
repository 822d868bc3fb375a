package dev.saldo.testkit.billing;

import dev.saldo.store.database.DatabaseAccess;
import dev.saldo.store.database.DatabaseUrl;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// `saldo bill run` in a process of its own, with a heap of 512 MB.
public final class BillProcess implements AutoCloseable {
  private final Process process;

  private BillProcess(Process process) {
    this.process = process;
  }

  /// Begins a run.
  ///
  /// @param slice how many customers' invoices are finalized in one transaction
  public static BillProcess start(DatabaseAccess access, int slice) throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xmx512m",
            "--enable-native-access=ALL-UNNAMED",
            "-XX:+UseCompactObjectHeaders",
            "-cp",
            System.getProperty("java.class.path"),
            "dev.saldo.server.Main",
            "bill",
            "run",
            "--slice",
            Integer.toString(slice),
            "--json"));
    var builder = new ProcessBuilder(command);
    builder.environment().put("DATABASE_URL", text(access.owner()));
    builder.environment().put("DATABASE_APP_URL", text(access.application()));
    return new BillProcess(builder.start());
  }

  /// Waits until so many slices are told to be finalized, or the run has ended.
  ///
  /// @return whether it still runs
  public boolean awaitSlices(int slices) throws IOException {
    var told = told();
    for (var seen = 0; seen < slices; ) {
      var line = told.readLine();
      if (line == null) {
        return false;
      }
      if (line.contains("invoices finalized")) {
        seen++;
      }
    }
    return process.isAlive();
  }

  /// Ends it with `kill -9`.
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /// Waits for its end.
  ///
  /// @return what it printed
  /// @throws IllegalStateException where it ended badly
  public String awaitEnd() throws IOException, InterruptedException {
    var words = new StringBuilder();
    var telling = Thread.ofVirtual().start(() -> told().lines().forEach(words::append));
    var printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    var code = process.waitFor();
    telling.join();
    if (code != 0) {
      throw new IllegalStateException("the run ended with %d: %s".formatted(code, words));
    }
    return printed;
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  private BufferedReader told() {
    return process.errorReader(StandardCharsets.UTF_8);
  }

  private static String text(DatabaseUrl url) {
    return "postgresql://%s:%s@%s/%s"
        .formatted(url.user(), url.password(), url.authority(), url.database());
  }
}
