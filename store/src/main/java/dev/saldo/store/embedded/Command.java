package dev.saldo.store.embedded;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A program that runs to its end, and what it said.
///
/// @param exitCode 0 when it succeeded; 127 when it couldn't be started at all
/// @param output what it wrote, errors included
record Command(int exitCode, String output) {

  boolean succeeded() {
    return exitCode == 0;
  }

  static Command run(Duration timeout, List<String> words) {
    Path output = null;
    try {
      output = Files.createTempFile("saldo-command", ".out");
      Process process =
          new ProcessBuilder(words)
              .directory(new File("/"))
              .redirectInput(new File("/dev/null"))
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly().waitFor();
        return new Command(124, "no end after " + timeout + "\n" + read(output));
      }
      return new Command(process.exitValue(), read(output));
    } catch (IOException e) {
      return new Command(127, e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Command(130, "interrupted");
    } finally {
      if (output != null) {
        deleteQuietly(output);
      }
    }
  }

  private static String read(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }

  private static void deleteQuietly(Path file) {
    if (!file.toFile().delete()) {
      file.toFile().deleteOnExit();
    }
  }
}
