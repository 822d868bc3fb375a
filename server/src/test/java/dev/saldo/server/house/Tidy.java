package dev.saldo.server.house;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The laws of the text: each takes all sources and answers its offences, one line per place, and
/// an empty list for a tidy house.
final class Tidy {
  static final int LINES_MAX = 400;

  private static final Set<String> EXACT_ROOMS =
      Set.of("money", "rating", "ledger", "wallet", "limit");

  private static final Set<String> PRODUCT = Set.of("core", "store", "server");

  private static final Pattern UNFINISHED = Pattern.compile("\\b(?:TO" + "DO|FIX" + "ME)\\b");
  private static final Pattern PRINTING = Pattern.compile("\\bSystem\\s*\\.\\s*(?:out|err)\\b");
  private static final Pattern FLOATING = Pattern.compile("\\b(?:double|float|Double|Float)\\b");
  private static final Pattern DISABLED = Pattern.compile("@(?:Disabled|Ignore)\\w*");
  private static final Pattern SLEEP = Pattern.compile("\\b(?:Thread|TimeUnit\\.\\w+)\\.sleep\\b");
  private static final Pattern CHARTER = Pattern.compile("(?s)^\\s*(?:///|/\\*\\*).*@NullMarked");

  private Tidy() {}

  static List<String> unfinished(List<Source> sources) {
    return each(sources, source -> source.inText(UNFINISHED).stream());
  }

  /// What people read is written by the command line alone; everything else logs or answers.
  static List<String> printing(List<Source> sources) {
    return each(
        sources.stream()
            .filter(source -> source.isMain() && !source.isInRoom(Set.of("cli")))
            .filter(source -> PRODUCT.contains(source.module()))
            .toList(),
        source -> source.inCode(PRINTING).stream());
  }

  /// The engine knows no product that is sold with it: a catalog is data.
  static List<String> catalogNames(List<Source> sources, Set<String> names) {
    if (names.isEmpty()) {
      return List.of();
    }
    String any = names.stream().map(Pattern::quote).collect(Collectors.joining("|"));
    Pattern pattern = Pattern.compile("(?i)" + any);
    return each(
        sources.stream()
            .filter(source -> source.isMain() && PRODUCT.contains(source.module()))
            .toList(),
        source -> source.inText(pattern).stream());
  }

  static List<String> floatingPoint(List<Source> sources) {
    return each(
        sources.stream()
            .filter(source -> source.isMain() && PRODUCT.contains(source.module()))
            .filter(source -> source.isInRoom(EXACT_ROOMS))
            .toList(),
        source -> source.inCode(FLOATING).stream());
  }

  static List<String> disabledTests(List<Source> sources) {
    return each(tests(sources), source -> source.inCode(DISABLED).stream());
  }

  static List<String> sleepingTests(List<Source> sources) {
    return each(tests(sources), source -> source.inCode(SLEEP).stream());
  }

  private static List<Source> tests(List<Source> sources) {
    return sources.stream()
        .filter(source -> source.isTest() || source.module().equals("testkit"))
        .toList();
  }

  /// Files over the limit, but those in debt, which may only shrink and whose entry goes with the
  /// need for it.
  static List<String> longFiles(List<Source> sources, Map<String, Integer> debt) {
    Map<String, Integer> open = new TreeMap<>(debt);
    List<String> grown =
        each(
            sources.stream().filter(source -> source.lines() > LINES_MAX).toList(),
            source -> {
              Integer allowed = open.remove(source.path());
              int most = allowed == null ? LINES_MAX : allowed;
              return source.lines() > most
                  ? Stream.of(source.path() + " has " + source.lines() + " lines of " + most)
                  : Stream.empty();
            });
    Stream<String> paid = open.keySet().stream().map(path -> path + " is no longer too long");
    return Stream.concat(grown.stream(), paid).toList();
  }

  /// Every package of the product has a charter and is null-marked.
  static List<String> missingCharters(List<Source> sources) {
    Set<String> chartered =
        sources.stream()
            .filter(Source::isPackageInfo)
            .filter(source -> CHARTER.matcher(source.text()).find())
            .map(Source::folder)
            .collect(Collectors.toSet());
    return sources.stream()
        .filter(source -> source.isMain() || source.isTest())
        .map(Source::folder)
        .distinct()
        .filter(folder -> !chartered.contains(folder))
        // Tests in a package of the product share the charter that stands with it.
        .filter(folder -> !chartered.contains(folder.replace("/src/test/", "/src/main/")))
        .map(folder -> folder + " has no package-info with a charter and @NullMarked")
        .toList();
  }

  private interface Finder {
    Stream<String> offences(Source source);
  }

  private static List<String> each(List<Source> sources, Finder finder) {
    return sources.stream().flatMap(finder::offences).toList();
  }
}
