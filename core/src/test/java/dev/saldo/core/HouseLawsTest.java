package dev.saldo.core;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The domain keeps every house law, and every law is broken by its offender.
class HouseLawsTest {
  private static final JavaClasses CORE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.saldo.core");

  private static JavaClasses offenders;

  @BeforeAll
  static void compileTheOffenders(@TempDir Path folder) throws IOException {
    offenders = Snippets.compile(folder, laws().flatMap(law -> law.offender().stream()).toList());
  }

  /// A law, and the smallest source that breaks it, written in the room that its package names.
  record Law(String name, ArchRule rule, List<String> offender) {
    Law(String name, ArchRule rule, String... offender) {
      this(name, rule, List.of(offender));
    }

    /// The offending type of a law is called as the law: "no clock" is broken by `NoClock`.
    static String typeName(String name) {
      return Stream.of(name.split(" ", -1))
          .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
          .collect(Collectors.joining())
          .replaceAll("\\W", "");
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Law> laws() {
    return Stream.of(
        new Law(
            "pure Java",
            HouseRules.pureJava(),
            "package dev.saldo.core.money; class PureJava { org.assertj.core.api.Assertions a; }"),
        inWallet("no clock", HouseRules.noClockNoChance(), "Object a = java.time.Instant.now();"),
        inWallet("no today", HouseRules.noClockNoChance(), "Object a = java.time.LocalDate.now();"),
        inWallet("no millis", HouseRules.noClockNoChance(), "long a = System.currentTimeMillis();"),
        inWallet("no nanos", HouseRules.noClockNoChance(), "long a = System.nanoTime();"),
        inWallet(
            "no chance", HouseRules.noClockNoChance(), "Object a = java.util.UUID.randomUUID();"),
        inWallet(
            "no chance by reference",
            HouseRules.noClockNoChance(),
            "java.util.function.Supplier<?> a = java.util.UUID::randomUUID;"),
        inWallet(
            "no sleep",
            HouseRules.noClockNoChance(),
            "void a() throws Exception { Thread.sleep(1); }"),
        inWallet(
            "no zone of the machine",
            HouseRules.noClockNoChance(),
            "Object a = java.time.ZoneId.systemDefault();"),
        inWallet("no clock type", HouseRules.noClockOrRandomTypes(), "java.time.Clock a;"),
        inWallet("no random type", HouseRules.noClockOrRandomTypes(), "java.util.Random a;"),
        inWallet("no files", HouseRules.noInputOutput(), "java.nio.file.Path a;"),
        inWallet("no streams", HouseRules.noInputOutput(), "java.io.InputStream a;"),
        inWallet("no printing", HouseRules.noInputOutput(), "void a() { System.out.println(); }"),
        inWallet("no network", HouseRules.noInputOutput(), "java.net.Socket a;"),
        inWallet("no SQL", HouseRules.noInputOutput(), "java.sql.Connection a;"),
        inWallet("no executors", HouseRules.noThreads(), "java.util.concurrent.Executor a;"),
        inWallet("no threads", HouseRules.noThreads(), "Thread a;"),
        inWallet("no float field", HouseRules.noFloatingPoint(), "float a;"),
        inWallet("no double list", HouseRules.noFloatingPoint(), "void a(double[][] b) {}"),
        inWallet("no double answer", HouseRules.noFloatingPoint(), "Double a() { return 1.0; }"),
        inWallet("no global state", HouseRules.noGlobalState(), "static int a;"),
        new Law(
            "rooms in order",
            HouseRules.roomsInOrder(),
            "package dev.saldo.core.account; public class Account {}",
            "package dev.saldo.core.wallet; class RoomsInOrder { dev.saldo.core.account.Account[] a; }"),
        new Law(
            "known rooms",
            HouseRules.roomsInOrder(),
            "package dev.saldo.core.attic; class KnownRooms {}"),
        new Law(
            "ledger knows money alone",
            HouseRules.ledgerKnowsMoneyAlone(),
            "package dev.saldo.core.catalog; public record Plan() {}",
            "package dev.saldo.core.ledger; record LedgerKnowsMoneyAlone(dev.saldo.core.catalog.Plan plan) {}"),
        inWallet("null-marked", HouseRules.nullMarked(), ""));
  }

  private static Law inWallet(String name, ArchRule rule, String member) {
    String type = "class " + Law.typeName(name) + " { " + member + " }";
    return new Law(name, rule, "package dev.saldo.core.wallet; " + type);
  }

  @ParameterizedTest
  @MethodSource("laws")
  void theDomainKeepsTheLaw(Law law) {
    law.rule().check(CORE);
  }

  @ParameterizedTest
  @MethodSource("laws")
  void theLawFindsItsOffender(Law law) {
    JavaClasses offender =
        offenders.that(JavaClass.Predicates.simpleName(Law.typeName(law.name())));

    assertThat(offender).hasSize(1);
    assertThat(law.rule().evaluate(offender).hasViolation()).isTrue();
  }

  @Test
  void everyLawLeavesGoodCodeAlone(@TempDir Path folder) throws IOException {
    JavaClasses good = Snippets.compile(folder, GOOD);

    assertThat(laws())
        .allSatisfy(law ->
            assertThat(law.rule().evaluate(good).getFailureReport().getDetails())
                .as(law.name())
                .isEmpty());
  }

  private static final List<String> GOOD =
      List.of(
          "@org.jspecify.annotations.NullMarked package dev.saldo.core.money;",
          "@org.jspecify.annotations.NullMarked package dev.saldo.core.ledger;",
          """
          package dev.saldo.core.money;
          public record Amount(java.math.BigDecimal value) {
            enum Kind { CREDIT, MONEY }
            java.util.function.Function<String, Kind> named() { return Kind::valueOf; }
          }
          """,
          """
          package dev.saldo.core.ledger;
          public record Entry(dev.saldo.core.money.Amount amount, java.time.Instant at) {
            static final class Broken extends RuntimeException {}
            String kind(Object entry) {
              return switch (entry) {
                case Entry(var amount, _) when amount.value().signum() > 0 -> "credit";
                default -> "other";
              };
            }
          }
          """);
}
