package dev.saldo.server.cli;

import dev.saldo.client.Saldo;
import dev.saldo.server.demo.Play;
import dev.saldo.server.demo.Script;
import dev.saldo.server.demo.Traffic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `saldo demo`: a vendor with made-up customers and a stream of realistic calls, to look at.
@Command(
    name = "demo",
    description = {
      "Starts a server with made-up customers, lets calls come, and shows what becomes of them.",
      "Its data stays in .saldo/demo, so that the next demo and other commands find it again."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class DemoCommand implements Callable<Integer> {
  private static final String WORKSPACE = "demo";
  private static final String KEY_FILE = "demo-key";
  private static final Duration SHORT_RUN = Duration.ofSeconds(8);
  private static final Duration LONG_RUN = Duration.ofDays(1);
  private static final Duration REDRAW = Duration.ofMillis(500);
  private static final Duration REPORT = Duration.ofSeconds(2);

  private final Invocation invocation;

  @Option(names = "--once", description = "Ends after some seconds, with an audit of the books.")
  private boolean once;

  @Option(
      names = "--port",
      description = "The port, 0 for any free one (default: ${DEFAULT-VALUE}).")
  private int port = 8080;

  @Option(
      names = "--data",
      paramLabel = "FOLDER",
      description = "Where its data is kept (default: .saldo/demo beside the program).")
  private @Nullable Path data;

  @Option(
      names = "--rate",
      paramLabel = "N",
      description = "How many calls come in a second, in the long run (default: ${DEFAULT-VALUE}).")
  private int rate = 40;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "The seed of the calls (default: ${DEFAULT-VALUE}).")
  private long seed = 1;

  public DemoCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() throws Exception {
    var folder = data == null ? Home.folder().resolve(".saldo").resolve("demo") : data;
    OwnServer server;
    try (var progress = invocation.terminal().progress()) {
      progress.step("starting a server on " + folder);
      // A short run asks for no port that something else may have.
      server = OwnServer.inFolder(folder, once ? 0 : port);
    }
    var done = new CountDownLatch(1);
    var playing = new AtomicReference<Optional<Play>>(Optional.empty());
    var atExit = new Thread(() -> end(playing.get(), done), "saldo-demo-end");
    Runtime.getRuntime().addShutdownHook(atExit);
    try (server) {
      return play(server, folder, playing);
    } finally {
      done.countDown();
    }
  }

  /// Ctrl-C: no further calls, and a moment for what is under way, the last words and the database.
  private static void end(Optional<Play> play, CountDownLatch done) {
    play.ifPresent(Play::stop);
    try {
      done.await(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private int play(OwnServer server, Path folder, AtomicReference<Optional<Play>> playing)
      throws Exception {
    var script = Script.standard();
    var secret = key(server, folder);
    try (var saldo = Saldo.connect(server.address(), secret)) {
      for (var name : script.catalogs()) {
        var file =
            Home.catalog(name)
                .orElseThrow(() -> CommandFault.failed("there is no catalog " + name));
        saldo.publishCatalog(Files.readString(file)).orThrow();
      }
      var run = "demo-" + Instant.now().toEpochMilli();
      var play = new Play(saldo, script, new Traffic(script, seed, rate), run);
      playing.set(Optional.of(play));
      try (var progress = invocation.terminal().progress()) {
        progress.step("putting customers in");
        play.begin();
      }
      watched(play, server.address().toString());
      play.end();
      DemoScreen.picture(play.board().view(), server.address().toString()).stream()
          .skip(1)
          .forEach(invocation.terminal()::line);
      var exit = once ? audited(server) : Exit.OK;
      farewell(play, folder);
      return exit;
    }
  }

  private void watched(Play play, String address) throws InterruptedException {
    var screen = new DemoScreen(invocation.terminal());
    var every = invocation.terminal().isInteractive() ? REDRAW : REPORT;
    try (var drawing = Executors.newSingleThreadScheduledExecutor()) {
      var redrawing =
          drawing.scheduleAtFixedRate(
              () -> screen.show(play.board().view(), address),
              every.toMillis(),
              every.toMillis(),
              TimeUnit.MILLISECONDS);
      play.run(once ? SHORT_RUN : LONG_RUN);
      redrawing.cancel(false);
      drawing.shutdownNow();
    } finally {
      screen.close();
    }
  }

  private int audited(OwnServer server) throws Exception {
    var verdict = ReplayAudit.of(server.access()).run();
    invocation.terminal().line();
    invocation.terminal().line("audit of all books: " + verdict.words());
    return verdict.ok().orElse(false) ? Exit.OK : Exit.FAILED;
  }

  private void farewell(Play play, Path folder) {
    var customer = play.board().view().standings().getFirst().player().id();
    var receipt =
        play.board().view().lastReceipt().map(path -> path.substring(path.lastIndexOf('/') + 1));
    var terminal = invocation.terminal();
    terminal.line();
    terminal.line("The demo's data stays in " + folder + ". To look around in it:");
    terminal.line();
    terminal.line("  ./saldo serve --data " + folder + " &");
    terminal.line("  export SALDO_KEY=$(cat " + folder.resolve(KEY_FILE) + ")");
    terminal.line();
    terminal.line("  ./saldo balance " + customer);
    receipt.ifPresent(id -> terminal.line("  ./saldo receipt " + id));
    terminal.line("  ./saldo customers");
  }

  /// The demo's key, made the first time and kept for its owner alone.
  private static String key(OwnServer server, Path folder) throws IOException {
    var file = folder.resolve(KEY_FILE);
    if (Files.isRegularFile(file)) {
      return Files.readString(file).strip();
    }
    var secret = server.testKey(WORKSPACE, "demo");
    if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    Files.write(file, List.of(secret));
    return secret;
  }
}
