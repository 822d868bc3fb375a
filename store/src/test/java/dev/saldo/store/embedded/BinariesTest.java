package dev.saldo.store.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/// Unpacking is safe to do twice at once and mends what was left half done.
final class BinariesTest {

  @Test
  void twoMayUnpackAtOnceOverARuin() throws Exception {
    Path cache = TestServer.folder("rwxr-xr-x");
    Path whole = Binaries.unpack(TestServer.options().binaries().orElseThrow()).home();
    Path ruin = Files.createDirectories(cache.resolve(whole.getFileName()).resolve("bin"));
    Files.writeString(ruin.resolve("postgres"), "");
    Callable<Binaries> unpacking = () -> Binaries.unpack(cache);
    try (var both = Executors.newFixedThreadPool(2)) {
      for (var done : both.invokeAll(List.of(unpacking, unpacking))) {
        String program = done.get().program("postgres").toString();
        Command version = Command.run(Duration.ofSeconds(10), List.of(program, "--version"));
        assertThat(version.output()).contains("PostgreSQL) " + Binaries.MAJOR + ".");
      }
      try (var left = Files.list(cache)) {
        assertThat(left).hasSize(1);
      }
    } finally {
      TestServer.delete(cache);
    }
  }
}
