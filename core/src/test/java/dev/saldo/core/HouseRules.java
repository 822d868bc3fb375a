package dev.saldo.core;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// The laws of the domain's rooms, as ArchUnit rules. Each holds for an empty room too, so that a
/// room can be begun anywhere in the list.
final class HouseRules {
  private static final String CORE = "dev.saldo.core";

  /// The rooms in building order: a room knows only those before it.
  static final List<String> ROOMS =
      List.of(
          "money",
          "calendar",
          "metering",
          "catalog",
          "rating",
          "cost",
          "ledger",
          "wallet",
          "limit",
          "entitlement",
          "subscription",
          "account",
          "invoicing",
          "revenue",
          "payment",
          "signal",
          "forecast",
          "simulation");

  /// Rooms whose figures are statistics and never a balance.
  private static final Set<String> FLOATING_ROOMS = Set.of("forecast", "simulation");

  private static final Set<String> FLOATING_TYPES =
      Set.of("double", "float", "java.lang.Double", "java.lang.Float");

  /// Calls that read the surroundings, by class and method.
  private static final Set<String> SURROUNDINGS =
      Set.of(
          "java.lang.System.currentTimeMillis",
          "java.lang.System.nanoTime",
          "java.lang.System.getenv",
          "java.lang.System.getProperty",
          "java.lang.Math.random",
          "java.util.UUID.randomUUID",
          "java.util.Locale.getDefault",
          "java.util.TimeZone.getDefault",
          "java.time.ZoneId.systemDefault");

  private HouseRules() {}

  static ArchRule pureJava() {
    return classes()
        .that(resideInAPackage(CORE + ".."))
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(CORE + "..", "java..", "org.jspecify.annotations.."))
        .allowEmptyShould(true)
        .because("the domain runs anywhere: in the server, a test, a simulator");
  }

  static ArchRule noClockNoChance() {
    return noClasses()
        .that(resideInAPackage(CORE + ".."))
        .should(readItsSurroundings())
        .allowEmptyShould(true)
        .because("time and chance are given as values, so that every run can be repeated");
  }

  static ArchRule noClockOrRandomTypes() {
    return noClasses()
        .that(resideInAPackage(CORE + ".."))
        .should()
        .dependOnClassesThat(
            DescribedPredicate.<JavaClass>describe(
                "are sources of time or chance",
                type ->
                    type.isEquivalentTo(java.time.Clock.class)
                        || type.isEquivalentTo(java.time.InstantSource.class)
                        || type.isEquivalentTo(java.util.Date.class)
                        || type.isAssignableTo(java.util.random.RandomGenerator.class)))
        .allowEmptyShould(true);
  }

  static ArchRule noInputOutput() {
    return noClasses()
        .that(resideInAPackage(CORE + ".."))
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(
                    "java.io..",
                    "java.nio.file..",
                    "java.nio.channels..",
                    "java.net..",
                    "java.sql..",
                    "java.util.logging..",
                    "java.lang.reflect..")
                .and(DescribedPredicate.not(JavaClass.Predicates.equivalentTo(SERIALIZABLE))))
        .allowEmptyShould(true)
        .because("the domain decides; loading, storing and telling are the shell's");
  }

  private static final Class<?> SERIALIZABLE = java.io.Serializable.class;

  static ArchRule noThreads() {
    return noClasses()
        .that(resideInAPackage(CORE + ".."))
        .should()
        .dependOnClassesThat(
            resideInAPackage("java.util.concurrent..")
                .or(JavaClass.Predicates.equivalentTo(Thread.class))
                .or(JavaClass.Predicates.equivalentTo(ThreadLocal.class)))
        .allowEmptyShould(true)
        .because("the domain is pure values; who calls it decides on threads");
  }

  static ArchRule noFloatingPoint() {
    return classes()
        .that(resideInAPackage(CORE + ".."))
        .should(declareNoFloatingPoint())
        .allowEmptyShould(true)
        .because("money and credits are exact decimals");
  }

  static ArchRule noGlobalState() {
    return fields()
        .that()
        .areDeclaredInClassesThat(resideInAPackage(CORE + ".."))
        .and()
        .areStatic()
        .should()
        .beFinal()
        .allowEmptyShould(true);
  }

  static ArchRule roomsInOrder() {
    return classes()
        .that(resideInAPackage(CORE + ".."))
        .should(knowOnlyEarlierRooms())
        .allowEmptyShould(true);
  }

  static ArchRule ledgerKnowsMoneyAlone() {
    return classes()
        .that(resideInAPackage(CORE + ".ledger.."))
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(
                CORE + ".ledger..", CORE + ".money..", "java..", "org.jspecify.annotations.."))
        .allowEmptyShould(true)
        .because("entries refer to customers, plans and invoices by opaque references only");
  }

  static ArchRule nullMarked() {
    return classes()
        .that(resideInAPackage(CORE + ".."))
        .should(
            condition(
                "live in a null-marked package",
                (type, events) ->
                    check(
                        type,
                        type.getPackage().isAnnotatedWith("org.jspecify.annotations.NullMarked"),
                        type.getPackageName() + " has no @NullMarked package-info",
                        events)))
        .allowEmptyShould(true);
  }

  private static ArchCondition<JavaClass> readItsSurroundings() {
    return condition(
        "read the clock, chance or the machine's settings",
        (type, events) -> {
          for (JavaAccess<?> access : type.getAccessesFromSelf()) {
            if (access.getTarget() instanceof CodeUnitAccessTarget target && isOutside(target)) {
              events.add(SimpleConditionEvent.satisfied(access, access.getDescription()));
            }
          }
        });
  }

  private static boolean isOutside(CodeUnitAccessTarget target) {
    String owner = target.getOwner().getName();
    return SURROUNDINGS.contains(owner + "." + target.getName())
        || (owner.startsWith("java.time.") && target.getName().equals("now"))
        || (owner.equals("java.lang.Thread") && target.getName().equals("sleep"));
  }

  private static ArchCondition<JavaClass> declareNoFloatingPoint() {
    return condition(
        "declare no float or double",
        (type, events) -> {
          if (FLOATING_ROOMS.contains(roomOf(type))) {
            return;
          }
          for (JavaField field : type.getFields()) {
            check(field, !isFloating(field.getRawType()), field.getDescription(), events);
          }
          for (JavaCodeUnit unit : type.getCodeUnits()) {
            boolean floating =
                Stream.concat(
                        unit.getRawParameterTypes().stream(), Stream.of(unit.getRawReturnType()))
                    .anyMatch(HouseRules::isFloating);
            check(unit, !floating, unit.getDescription(), events);
          }
        });
  }

  private static boolean isFloating(JavaClass type) {
    return FLOATING_TYPES.contains(type.getBaseComponentType().getName());
  }

  private static ArchCondition<JavaClass> knowOnlyEarlierRooms() {
    return condition(
        "live in a room and know only the rooms before it",
        (type, events) -> {
          int own = ROOMS.indexOf(roomOf(type));
          check(type, own >= 0, type.getName() + " is in no known room", events);
          type.getDirectDependenciesFromSelf().stream()
              .filter(dependency -> dependency.getTargetClass().getName().startsWith(CORE + "."))
              .filter(dependency -> ROOMS.indexOf(roomOf(dependency.getTargetClass())) > own)
              .forEach(dependency ->
                  events.add(
                      SimpleConditionEvent.violated(dependency, dependency.getDescription())));
        });
  }

  /// The first part of the package's name below the domain's; empty outside of any room.
  private static String roomOf(JavaClass type) {
    String inside = type.getBaseComponentType().getPackageName();
    if (!inside.startsWith(CORE + ".")) {
      return "";
    }
    String below = inside.substring(CORE.length() + 1);
    int end = below.indexOf('.');
    return end < 0 ? below : below.substring(0, end);
  }

  private static void check(Object where, boolean holds, String message, ConditionEvents events) {
    events.add(new SimpleConditionEvent(where, holds, message));
  }

  private interface Check {
    void accept(JavaClass type, ConditionEvents events);
  }

  private static ArchCondition<JavaClass> condition(String description, Check check) {
    return new ArchCondition<>(description) {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        check.accept(type, events);
      }
    };
  }
}
