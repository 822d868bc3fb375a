package dev.saldo.testkit.process;

import dev.saldo.testkit.wire.Requests;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;

/// `saldo serve` in a process of its own, on a folder and a port that outlive it.
public final class ServerProcess implements AutoCloseable {
  private static final Duration STOP_WAIT = Duration.ofSeconds(40);
  private static final Duration POLL = Duration.ofMillis(10);
  private static final Pattern LIVE_KEY = Pattern.compile("(?m)^\\s*live\\s+(sk_live_\\w+)\\s*$");

  private final Plan plan;
  private final Process process;
  private final long startedNs;

  /// A tool that is stopped stops its server.
  private final Thread atExit;

  /// How a server is begun.
  ///
  /// @param folder for its data, and for what it prints, in `serve.log` beside the data
  /// @param port on the loopback
  /// @param jvm further options of its JVM
  /// @param environment further variables
  public record Plan(Path folder, int port, List<String> jvm, Map<String, String> environment) {
    public Plan {
      jvm = List.copyOf(jvm);
      environment = Map.copyOf(environment);
    }

    /// On a port that is free now.
    public static Plan on(Path folder, List<String> jvm, Map<String, String> environment)
        throws IOException {
      try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        return new Plan(folder, socket.getLocalPort(), jvm, environment);
      }
    }

    /// Where its data is.
    public Path data() {
      return folder.resolve("data");
    }

    private Path log() {
      return folder.resolve("serve.log");
    }
  }

  private ServerProcess(Plan plan, Process process) {
    this.plan = plan;
    this.process = process;
    this.startedNs = System.nanoTime();
    this.atExit = new Thread(process::destroy, "saldo-server-process-end");
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  /// Begins one; it isn't ready yet.
  public static ServerProcess start(Plan plan) throws IOException {
    Files.createDirectories(plan.folder());
    var builder = new ProcessBuilder(command(plan)).redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(plan.log().toFile()));
    builder.environment().putAll(plan.environment());
    builder.environment().put("SALDO_JAVA_OPTS", String.join(" ", plan.jvm()));
    return new ServerProcess(plan, builder.start());
  }

  /// The launcher where this program was begun by it, else its JVM with its class path.
  private static List<String> command(Plan plan) {
    var command = new ArrayList<String>();
    var launcher = Path.of(System.getProperty("saldo.home", ""), "saldo");
    if (System.getProperty("saldo.home") != null && Files.isExecutable(launcher)) {
      command.add(launcher.toString());
    } else {
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.add("--enable-native-access=ALL-UNNAMED");
      command.addAll(plan.jvm());
      command.addAll(
          List.of("-cp", System.getProperty("java.class.path"), "dev.saldo.server.Main"));
    }
    command.addAll(
        List.of(
            "serve", "--data", plan.data().toString(), "--port", Integer.toString(plan.port())));
    return command;
  }

  /// Waits until it takes requests.
  ///
  /// @return how long that took since it was begun
  /// @throws IllegalStateException if it ends before, or takes longer than it may
  public Duration awaitReady(Duration most) {
    var until = startedNs + most.toNanos();
    while (System.nanoTime() < until) {
      if (isReady()) {
        return Duration.ofNanos(System.nanoTime() - startedNs);
      }
      if (!process.isAlive()) {
        throw new IllegalStateException("the server ended before it was ready:\n" + lastWords());
      }
      LockSupport.parkNanos(POLL.toNanos());
    }
    throw new IllegalStateException("the server isn't ready after %s".formatted(most));
  }

  /// Whether it says that it takes requests.
  public boolean isReady() {
    var requests = new Requests(plan.port(), "");
    try {
      return requests.once(requests.get("/ready")).status() == 200;
    } catch (IOException _) {
      return false;
    }
  }

  /// The live key that a server prints when it is first begun on a database.
  public String firstKey() throws IOException {
    var printed = LIVE_KEY.matcher(Files.readString(plan.log()));
    if (!printed.find()) {
      throw new IllegalStateException("the server has shown no first key");
    }
    return printed.group(1);
  }

  /// The process's number.
  public long pid() {
    return process.pid();
  }

  /// The most memory it has had in use so far, in KiB; empty where the system doesn't say.
  public Optional<Long> peakKiB() {
    try (var lines = Files.lines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
      return lines
          .filter(line -> line.startsWith("VmHWM:"))
          .map(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst();
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  /// `kill -9` of the JVM alone: its PostgreSQL lives on as an orphan.
  public void kill() {
    process.destroyForcibly();
    process.onExit().join();
    forget();
  }

  private void forget() {
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException _) {
      // This process is ending, and with it the need.
    }
  }

  /// `kill -9` of PostgreSQL with all its processes, as far as there is one; returns when they are
  /// gone.
  public void killDatabase() {
    postmaster()
        .ifPresent(server -> {
          var tree = new ArrayList<>(server.descendants().toList());
          tree.addFirst(server);
          tree.forEach(ProcessHandle::destroyForcibly);
          tree.forEach(one -> one.onExit().join());
        });
  }

  /// The server below, by its own note.
  private Optional<ProcessHandle> postmaster() {
    try (var lines = Files.lines(plan.data().resolve("data").resolve("postmaster.pid"))) {
      return lines
          .findFirst()
          .map(String::strip)
          .filter(text -> text.chars().allMatch(Character::isDigit) && !text.isEmpty())
          .flatMap(text -> ProcessHandle.of(Long.parseLong(text)))
          .filter(ServerProcess::isPostgres);
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  private static boolean isPostgres(ProcessHandle process) {
    return process.info().command().filter(name -> name.endsWith("postgres")).isPresent();
  }

  /// Asks it to end, and waits until it has.
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP_WAIT.toSeconds(), TimeUnit.SECONDS)) {
        kill();
      }
      forget();
    } catch (InterruptedException e) {
      kill();
      Thread.currentThread().interrupt();
    }
  }

  private String lastWords() {
    try {
      var lines = Files.readAllLines(plan.log());
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
    } catch (IOException e) {
      return "(it left no log: %s)".formatted(e.getMessage());
    }
  }
}
