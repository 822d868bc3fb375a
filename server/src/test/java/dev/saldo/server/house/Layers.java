package dev.saldo.server.house;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// Who may import whom, between the modules and inside the server. The build already refuses an
/// import that a module has no dependency for; these laws also hold what it would let through.
final class Layers {
  /// Each module, and the modules its product code may import besides itself.
  private static final Map<String, Set<String>> MODULES =
      Map.of(
          "core", Set.of(),
          "store", Set.of("core"),
          "client", Set.of(),
          "server", Set.of("core", "store", "client"),
          "testkit", Set.of("core", "store", "client", "server"),
          "bench", Set.of("core", "store", "client", "server", "testkit"));

  /// A library, and the one module whose product code may know it.
  private static final Map<String, Set<String>> LIBRARIES =
      Map.of(
          "java.sql.", Set.of("store", "testkit", "bench"),
          "org.postgresql.", Set.of("store", "testkit", "bench"),
          "com.zaxxer.", Set.of("store", "bench"),
          "org.jdbi.", Set.of("store"),
          "org.flywaydb.", Set.of("store"),
          "io.javalin.", Set.of("server"),
          "org.eclipse.jetty.", Set.of("server"),
          "picocli.", Set.of("server", "testkit", "bench"),
          "com.github.kagkarlsson.", Set.of("server"));

  /// Rooms of the server that work without a request: they don't know HTTP.
  private static final Set<String> WITHOUT_HTTP = Set.of("engine", "jobs", "cli");

  private static final Set<String> HTTP = Set.of("io.javalin.", "org.eclipse.jetty.");

  private Layers() {}

  static List<String> modules(List<Source> sources) {
    return offences(
        sources,
        (source, imported) -> {
          String module = moduleOf(imported);
          return MODULES.containsKey(module)
              && !module.equals(source.module())
              && !MODULES.getOrDefault(source.module(), Set.of()).contains(module);
        });
  }

  static List<String> libraries(List<Source> sources) {
    return offences(
        sources,
        (source, imported) ->
            LIBRARIES.entrySet().stream()
                .anyMatch(library ->
                    imported.startsWith(library.getKey())
                        && !library.getValue().contains(source.module())
                        && !isHeldConnection(source, imported)));
  }

  /// A lane, an audit and a command at the database's side hold a connection over several calls of
  /// the store: the transaction is theirs, the SQL isn't.
  private static boolean isHeldConnection(Source source, String imported) {
    return imported.startsWith("java.sql.")
        && source.module().equals("server")
        && source.isInRoom(Set.of("engine", "audit", "cli"));
  }

  static List<String> httpInside(List<Source> sources) {
    return offences(
        sources,
        (source, imported) ->
            source.module().equals("server")
                && source.isInRoom(WITHOUT_HTTP)
                && HTTP.stream().anyMatch(imported::startsWith));
  }

  /// The server's rooms are put together in one place, which no room may ask back.
  static List<String> wiring(List<Source> sources) {
    return offences(
        sources,
        (source, imported) ->
            imported.equals("dev.saldo.server.Wiring")
                && source.module().equals("server")
                && !source.isInRoom(Set.of("cli")));
  }

  private static String moduleOf(String imported) {
    if (!imported.startsWith("dev.saldo.")) {
      return "";
    }
    String below = imported.substring("dev.saldo.".length());
    int end = below.indexOf('.');
    return end < 0 ? below : below.substring(0, end);
  }

  private interface Ban {
    boolean holds(Source source, String imported);
  }

  private static List<String> offences(List<Source> sources, Ban ban) {
    return sources.stream()
        .filter(Source::isMain)
        .flatMap(source ->
            source.imports().stream()
                .filter(imported -> ban.holds(source, imported))
                .flatMap(imported -> Stream.of(source.path() + " imports " + imported)))
        .toList();
  }
}
