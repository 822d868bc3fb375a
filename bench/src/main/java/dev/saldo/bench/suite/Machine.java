package dev.saldo.bench.suite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What a run ran on, in words.
public final class Machine {
  private static final Path PROCESSORS = Path.of("/proc/cpuinfo");
  private static final Path MEMORY = Path.of("/proc/meminfo");

  private Machine() {}

  /// Processor, memory, system and JVM.
  public static List<String> describe() {
    var cores = Runtime.getRuntime().availableProcessors();
    var processor = value(PROCESSORS, "model name").orElse(System.getProperty("os.arch", ""));
    var memory =
        value(MEMORY, "MemTotal")
            .map(text -> text.replaceAll("\\D", ""))
            .map(kib -> ", %d GiB".formatted(Math.round(Long.parseLong(kib) / 1_048_576.0)))
            .orElse("");
    return List.of(
        "Machine: %d cores of %s%s, %s %s"
            .formatted(
                cores,
                processor,
                memory,
                System.getProperty("os.name"),
                System.getProperty("os.version")),
        "JVM: %s %s".formatted(System.getProperty("java.vm.name"), Runtime.version()));
  }

  private static Optional<String> value(Path file, String name) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines
          .filter(line -> line.startsWith(name))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst();
    } catch (IOException _) {
      return Optional.empty();
    }
  }
}
