package dev.saldo.store.embedded;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/// A program that serves a folder until it is killed; it says `ready` and the server's process id.
public final class ServeFolder {
  private ServeFolder() {}

  public static void main(String[] arguments) throws InterruptedException {
    EmbeddedPostgres server = EmbeddedPostgres.start(Path.of(arguments[0]), TestServer.options());
    if (server.state() instanceof ServerState.Running running) {
      System.out.println("ready " + running.pid());
    }
    new CountDownLatch(1).await();
  }
}
