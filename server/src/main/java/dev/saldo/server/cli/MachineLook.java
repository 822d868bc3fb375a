package dev.saldo.server.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Locale;

/// A look at the machine: Java, programs, the data folder, the port.
final class MachineLook {
  private static final int JAVA_MIN = 25;
  private static final long MEBIBYTE = 1024L * 1024;
  private static final long SPACE_WARN_BYTES = 2_048 * MEBIBYTE;
  private static final long SPACE_FAIL_BYTES = 256 * MEBIBYTE;

  private final Symptoms symptoms;

  private MachineLook(Symptoms symptoms) {
    this.symptoms = symptoms;
  }

  static void at(Symptoms symptoms, DatabaseOptions database, int port) {
    var look = new MachineLook(symptoms);
    look.java();
    if (database.elsewhere().isEmpty()) {
      look.programs();
      look.folder(database.data().toAbsolutePath().normalize());
    }
    look.port(port);
  }

  private void java() {
    var version = Runtime.version();
    if (version.feature() >= JAVA_MIN) {
      symptoms.ok("java", version + " on " + System.getProperty("os.arch", "?"));
    } else {
      symptoms.fail("java", version.toString(), "install a JDK " + JAVA_MIN + " or newer");
    }
  }

  private void programs() {
    var system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    var processor = System.getProperty("os.arch", "");
    var name =
        "postgres-%s-%s.txz"
            .formatted(
                system.startsWith("mac") ? "darwin" : system.replace(' ', '-'),
                switch (processor) {
                  case "amd64", "x86_64" -> "x86_64";
                  case "aarch64", "arm64" -> "arm_64";
                  default -> processor;
                });
    if (MachineLook.class.getResource("/" + name) == null) {
      symptoms.fail(
          "postgresql programs",
          "none for this system",
          "set DATABASE_URL to a PostgreSQL 15 or newer of your own");
    } else {
      symptoms.ok("postgresql programs", name);
    }
  }

  private void folder(Path folder) {
    if (!Files.exists(folder)) {
      symptoms.ok("data folder", folder + " isn't there yet; `saldo serve` makes it");
      return;
    }
    if (!Files.isDirectory(folder) || !Files.isWritable(folder)) {
      symptoms.fail(
          "data folder", folder + " can't be written", "give --data, or the right to write there");
      return;
    }
    try {
      var rights = Files.getPosixFilePermissions(folder);
      if (rights.contains(PosixFilePermission.OTHERS_READ)
          || rights.contains(PosixFilePermission.OTHERS_WRITE)) {
        symptoms.warn("data folder", folder + " is open to other users", "chmod o-rw " + folder);
      } else {
        symptoms.ok("data folder", folder.toString());
      }
      space(Files.getFileStore(folder).getUsableSpace());
    } catch (IOException | UnsupportedOperationException e) {
      symptoms.warn("data folder", folder + " can't be looked at", String.valueOf(e.getMessage()));
    }
  }

  private void space(long bytes) {
    var found = Progress.grouped(bytes / MEBIBYTE) + " MiB free";
    if (bytes < SPACE_FAIL_BYTES) {
      symptoms.fail("space", found, "make room: writes are refused below 256 MiB");
    } else if (bytes < SPACE_WARN_BYTES) {
      symptoms.warn("space", found, "make room soon");
    } else {
      symptoms.ok("space", found);
    }
  }

  private void port(int port) {
    try (var socket = new ServerSocket(port, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      symptoms.ok("port", socket.getLocalPort() + " is free");
    } catch (IOException _) {
      symptoms.warn(
          "port", port + " is taken", "a Saldo may be running already; else give --port to serve");
    } catch (IllegalArgumentException _) {
      symptoms.fail("port", port + " isn't a port", "choose one from 1 to 65535");
    }
  }
}
