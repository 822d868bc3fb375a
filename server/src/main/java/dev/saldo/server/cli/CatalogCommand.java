package dev.saldo.server.cli;

import dev.saldo.core.catalog.Catalog;
import dev.saldo.core.catalog.CatalogReading;
import dev.saldo.core.catalog.Fault;
import dev.saldo.core.catalog.change.CatalogDiff;
import dev.saldo.core.catalog.change.Change;
import dev.saldo.server.catalog.CatalogFiles;
import dev.saldo.server.catalog.ChangeWords;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `saldo catalog`: checks, compares and publishes catalogs, and moves customers between versions.
@Command(
    name = "catalog",
    description =
        "Checks, compares and publishes catalogs, and moves customers between their versions.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "validate|diff|publish|migrate|migrations")
final class CatalogCommand {
  private static final String MEDIA_TYPE = "application/yaml";

  private final Invocation invocation;

  CatalogCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Command(
      name = "validate",
      description = "Says all that is wrong with catalogs, at once. Needs no server.",
      mixinStandardHelpOptions = true)
  int validate(
      @Parameters(paramLabel = "FILE", arity = "1..*", description = "A catalog.") List<Path> files,
      @Option(names = "--json", description = "Prints what was found as JSON.") boolean json) {
    var results = files.stream().map(this::read).toList();
    if (json) {
      invocation.terminal().json(out -> out.objects("files", results, CatalogFaults::write));
    } else {
      results.forEach(result -> CatalogFaults.print(result, invocation.terminal()));
    }
    return results.stream().allMatch(CatalogFaults.Read::isValid) ? Exit.OK : Exit.FAILED;
  }

  @Command(
      name = "diff",
      description = {
        "Says what a catalog changes and for whom: against another file, or against the version"
            + " that a server has published."
      },
      mixinStandardHelpOptions = true)
  int diff(
      @Mixin ApiOptions api,
      @Parameters(
              paramLabel = "FILE",
              arity = "1..2",
              description = "The catalog as it is to be; of two files it is the second.")
          List<Path> files,
      @Option(
              names = "--against",
              paramLabel = "FILE|NAME",
              description = "What it is compared with; the published one of its name by default.")
          @Nullable String against,
      @Option(names = "--json", description = "Prints the differences as JSON.") boolean json) {
    if (files.size() == 2 && against != null) {
      throw CommandFault.usage("compare either two files or one --against another");
    }
    var after = valid(files.getLast());
    var before =
        files.size() == 2
            ? valid(files.getFirst())
            : before(api, after, Optional.ofNullable(against));
    var changes = CatalogDiff.diff(before, after);
    var plans = new HashSet<>(before.plans().keySet());
    plans.addAll(after.plans().keySet());
    var words = ChangeWords.in(Locale.forLanguageTag(api.language()), plans);
    if (json) {
      invocation
          .terminal()
          .json(out ->
              out.text("name", after.reference().name())
                  .objects(
                      "changes",
                      changes,
                      (item, change) ->
                          item.text("path", change.path())
                              .text("kind", word(change.kind()))
                              .text("direction", word(change.direction()))
                              .texts("plans", change.plans())
                              .text("words", words.say(change))));
    } else {
      print(changes, words);
    }
    return Exit.OK;
  }

  @Command(
      name = "publish",
      description = "Publishes the next version of a catalog on a server.",
      mixinStandardHelpOptions = true)
  int publish(
      @Mixin ApiOptions api,
      @Parameters(paramLabel = "FILE", description = "The catalog.") Path file,
      @Option(names = "--json", description = "Prints the API's answer.") boolean json) {
    valid(file);
    var answered =
        api.api(invocation)
            .post("/v1/catalogs", MEDIA_TYPE, bytes(file), UUID.randomUUID().toString());
    if (json) {
      invocation.terminal().json(answered.body());
    } else {
      var published = answered.json();
      invocation
          .terminal()
          .line(
              published.is("published")
                  ? "published %s@%s".formatted(published.text("name"), published.text("version"))
                  : "%s@%s has this text already"
                      .formatted(published.text("name"), published.text("version")));
    }
    return Exit.OK;
  }

  private void print(List<Change> changes, ChangeWords words) {
    if (changes.isEmpty()) {
      invocation.terminal().line("both decide alike");
      return;
    }
    for (var change : changes) {
      invocation.terminal().line(change.path());
      invocation.terminal().line("  " + words.say(change));
    }
  }

  private Catalog before(ApiOptions api, Catalog after, Optional<String> against) {
    if (against.isPresent() && Files.exists(Path.of(against.get()))) {
      return valid(Path.of(against.get()));
    }
    var name = against.orElse(after.reference().name());
    var text = api.api(invocation).get("/v1/catalogs/" + Api.part(name)).json().text("text");
    return switch (CatalogFiles.read(text.getBytes(StandardCharsets.UTF_8))) {
      case CatalogReading.Readable(var catalog, var _) -> catalog;
      case CatalogReading.Faulty _ ->
          throw CommandFault.failed("the published " + name + " can't be read by this version");
    };
  }

  private Catalog valid(Path file) {
    var read = read(file);
    return switch (read.reading()) {
      case CatalogReading.Readable(var catalog, var _) -> catalog;
      case CatalogReading.Faulty(var faults) -> {
        CatalogFaults.print(read, invocation.terminal());
        throw CommandFault.failed("%s has %d faults".formatted(file, errors(faults)));
      }
    };
  }

  private static long errors(List<Fault> faults) {
    return faults.stream().filter(fault -> fault.severity() == Fault.Severity.ERROR).count();
  }

  private CatalogFaults.Read read(Path file) {
    var bytes = bytes(file);
    return new CatalogFaults.Read(
        file.toString(), new String(bytes, StandardCharsets.UTF_8), CatalogFiles.read(bytes));
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException _) {
      throw CommandFault.usage("there is no file " + file);
    } catch (AccessDeniedException _) {
      throw CommandFault.failed("%s may not be read by this user".formatted(file));
    } catch (IOException e) {
      throw CommandFault.failed("%s can't be read: %s".formatted(file, e.getMessage()));
    }
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
