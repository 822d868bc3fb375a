package dev.saldo.server.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// One Java source of the project: where it is, all it says, and its code alone, in which comments
/// and the insides of literals are blanked out, line for line.
record Source(String path, String text, String code) {
  private static final Set<String> UNREAD =
      Set.of("target", ".git", ".saldo", ".idea", ".vscode", "node_modules");

  /// What hides code: comments, text blocks, strings and character literals.
  private static final Pattern HIDDEN =
      Pattern.compile(
          "//[^\n]*|/\\*.*?\\*/|\"\"\".*?(?<!\\\\)\"\"\"|\"[^\"\\\\\n]*+(?:\\\\.[^\"\\\\\n]*+)*+\"|'(?:\\\\.|[^'\\\\\n])+'",
          Pattern.DOTALL);

  private static final Pattern NOT_A_BREAK = Pattern.compile("[^\n]");

  private static final Pattern IMPORT =
      Pattern.compile("(?m)^\\s*import\\s+(?:static\\s+)?([\\w.]+)");

  static Source of(String path, String text) {
    String code =
        HIDDEN
            .matcher(text)
            .replaceAll(hidden -> NOT_A_BREAK.matcher(hidden.group()).replaceAll(" "));
    return new Source(path, text, code);
  }

  /// Every Java source below the root.
  static List<Source> below(Path root) {
    try (Stream<Path> files = javaFiles(root)) {
      return files.sorted().map(file -> read(root, file)).toList();
    }
  }

  private static Stream<Path> javaFiles(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(entry -> !UNREAD.contains(entry.getFileName().toString()))
          .toList()
          .stream()
          .flatMap(entry -> Files.isDirectory(entry) ? javaFiles(entry) : Stream.of(entry))
          .filter(entry -> entry.toString().endsWith(".java"));
    } catch (IOException fault) {
      throw new UncheckedIOException(fault);
    }
  }

  private static Source read(Path root, Path file) {
    try {
      String path = root.relativize(file).toString().replace('\\', '/');
      return of(path, Files.readString(file, StandardCharsets.UTF_8));
    } catch (IOException fault) {
      throw new UncheckedIOException(fault);
    }
  }

  /// The first folder on the path; empty for a file in the root.
  String module() {
    return path.substring(0, Math.max(0, path.indexOf('/')));
  }

  String folder() {
    return path.substring(0, Math.max(0, path.lastIndexOf('/')));
  }

  boolean isMain() {
    return path.contains("/src/main/java/");
  }

  boolean isTest() {
    return path.contains("/src/test/java/");
  }

  boolean isPackageInfo() {
    return path.endsWith("/package-info.java");
  }

  /// Whether one of the folders on the source's path has one of these names.
  boolean isInRoom(Set<String> rooms) {
    return Stream.of(folder().split("/", -1)).anyMatch(rooms::contains);
  }

  /// What the source imports, by full name.
  List<String> imports() {
    return IMPORT.matcher(code).results().map(found -> found.group(1)).toList();
  }

  int lines() {
    return (int) text.lines().count();
  }

  /// The places of a pattern in the code alone.
  List<String> inCode(Pattern pattern) {
    return places(pattern, code);
  }

  /// The places of a pattern in code, comments and literals.
  List<String> inText(Pattern pattern) {
    return places(pattern, text);
  }

  private List<String> places(Pattern pattern, String searched) {
    return pattern.matcher(searched).results().map(found -> place(found, searched)).toList();
  }

  private String place(MatchResult found, String searched) {
    long line = searched.substring(0, found.start()).chars().filter(c -> c == '\n').count() + 1;
    return path + ":" + line + " says " + found.group().strip();
  }
}
