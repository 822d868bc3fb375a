package dev.saldo.core.limit;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// What a tally counts, in which period.
///
/// @param subject `resource:` with the kind's name, in no period; `budget:` with the id of a
///   customer's own budget, or with `plan/`, a plan budget's name, `/` and whom it is for;
///   `quota:`, `free:`, `overage:` or `billed:` with the name; `usage:`, `daily:` or `carried:`
///   with the meter's name, `:` and the value of a dimension; `centre:` with the meter's name, `:`,
///   the length of the value, `:`, the value, and `=` with a cost centre or `*` for all that have
///   no counter; `billed_centre:` with the action's name, `:`, and the same
/// @param from when the period begins
public record TallyKey(String subject, Instant from) {
  /// How the subject of every plan budget begins, and no other's.
  public static final String PLAN_BUDGETS = "budget:plan/";

  /// How the subject of every count of resources begins, and no other's.
  public static final String RESOURCES = "resource:";

  private static final String USAGE = "usage:";
  private static final String DAILY = "daily:";
  private static final String UNBILLED = "unbilled:";
  private static final String UNBILLED_DAILY = "unbilled_daily:";
  private static final String BILLED = "billed:";
  private static final String BILLED_CENTRES = "billed_centre:";

  /// Where every count of resources stands, and nothing else.
  public static final Instant RESOURCES_FROM = Instant.EPOCH;

  public static TallyKey budget(UUID id, Instant from) {
    return new TallyKey("budget:" + id, from);
  }

  /// What a budget of a plan counts for one of those whom it is for.
  ///
  /// @param reference the member's, key's or other's own id; empty for the whole customer
  public static TallyKey planBudget(String name, String reference, Instant from) {
    return new TallyKey(PLAN_BUDGETS + name + "/" + reference, from);
  }

  public boolean isPlanBudget() {
    return subject.startsWith(PLAN_BUDGETS);
  }

  /// How many of a kind of resource are claimed, which never begins anew.
  public static TallyKey resource(String name) {
    return new TallyKey(RESOURCES + name, RESOURCES_FROM);
  }

  public boolean isResource() {
    return subject.startsWith(RESOURCES);
  }

  /// The kind of resource that is counted.
  public String resource() {
    return subject.substring(RESOURCES.length());
  }

  public static TallyKey quota(String name, Instant from) {
    return new TallyKey("quota:" + name, from);
  }

  public static TallyKey free(String action, Instant from) {
    return new TallyKey("free:" + action, from);
  }

  /// What a meter counted that is billed; of the average of a level, the area in level ×
  /// microseconds between the first and the last level that was set in the term.
  ///
  /// @param value of the dimension that its price goes by; empty where it goes by none
  /// @param from when the term begins, or the month within it where it is counted by months
  public static TallyKey usage(String meter, String value, Instant from) {
    return new TallyKey(USAGE + meter + ":" + value, from);
  }

  /// What a meter counted that is billed, where what is included is for each day. A day may begin
  /// when a term does that counts by the period, or within one that counts by the month, and is
  /// neither's.
  ///
  /// @param from when the day begins
  public static TallyKey daily(String meter, String value, Instant from) {
    return new TallyKey(DAILY + meter + ":" + value, from);
  }

  /// Whether it is what a meter counted that is billed: of a term, a month or a day.
  public boolean isUsage() {
    return subject.startsWith(USAGE) || isDaily();
  }

  /// How a counter of [#daily] is called in what was counted while days were called as terms.
  public TallyKey calledAsTerms() {
    return new TallyKey(USAGE + subject.substring(DAILY.length()), from);
  }

  public boolean isDaily() {
    return subject.startsWith(DAILY);
  }

  /// What a counter of [#usage] or [#daily] counted that isn't billed, because it happened where no
  /// more was allowed.
  public TallyKey unbilled() {
    return new TallyKey(
        isDaily()
            ? UNBILLED_DAILY + subject.substring(DAILY.length())
            : UNBILLED + subject.substring(USAGE.length()),
        from);
  }

  /// Whether it is what [#daily] counted, or what of that isn't billed.
  public boolean isOfDay() {
    return isDaily() || subject.startsWith(UNBILLED_DAILY);
  }

  public boolean isUnbilled() {
    return subject.startsWith(UNBILLED) || subject.startsWith(UNBILLED_DAILY);
  }

  /// How the subject of every count by cost centre begins, and no other's.
  private static final String CENTRES = "centre:";

  /// What one cost centre used of a meter.
  ///
  /// @param reference the cost centre; empty for all that have no counter of their own
  /// @param from when the term begins
  public static TallyKey centre(
      String meter, String value, Optional<String> reference, Instant from) {
    return new TallyKey(centres(meter, value) + centre(reference), from);
  }

  /// How the subjects of a meter's use by cost centre begin; of one value of its dimension.
  public static String centres(String meter, String value) {
    return centres(meter) + value.length() + ":" + value;
  }

  /// How the subjects of a meter's use by cost centre begin.
  public static String centres(String meter) {
    return CENTRES + meter + ":";
  }

  public boolean isCentre() {
    return subject.startsWith(CENTRES);
  }

  /// Whether it counts for all cost centres that have no counter of their own.
  public boolean isOtherCentres() {
    return isCentre() && subject.charAt(subject.length() - 1) == '*' && isUnnamed();
  }

  /// After the length and the value comes `*`, or `=` and a name that may end so too.
  private boolean isUnnamed() {
    var length = subject.indexOf(':', CENTRES.length()) + 1;
    var value = subject.indexOf(':', length);
    var end = value + 1 + Integer.parseInt(subject.substring(length, value));
    return subject.length() == end + 1;
  }

  /// What was left of a meter's included units when a billed period began, and is carried into it.
  ///
  /// @param own the value of the dimension that the allowance is named by
  /// @param from when the period begins
  public static TallyKey carried(String meter, String own, Instant from) {
    return new TallyKey("carried:" + meter + ":" + own, from);
  }

  public boolean isCarried() {
    return subject.startsWith("carried:");
  }

  /// The level that is in force when a term begins. No tally has this subject: it is found from the
  /// levels that were set before.
  public static TallyKey opening(String meter, Instant from) {
    return new TallyKey("opening:" + meter, from);
  }

  /// What isn't billed of [#opening].
  public static TallyKey unbilledOpening(String meter, Instant from) {
    return new TallyKey("unbilled-opening:" + meter, from);
  }

  /// What the average of a meter's level has at the edges of a term, in level × microseconds:
  /// before the first level that was set in it, and from the last one on. No tally has this
  /// subject: it is found from the levels around.
  public static TallyKey edges(String meter, Instant from) {
    return new TallyKey("edges:" + meter, from);
  }

  /// What isn't billed of [#edges].
  public static TallyKey unbilledEdges(String meter, Instant from) {
    return new TallyKey("unbilled-edges:" + meter, from);
  }

  /// The meter that is counted, of what begins with `usage:`, `daily:`, `carried:` or `centre:`.
  public String meter() {
    var begin = subject.indexOf(':') + 1;
    return subject.substring(begin, subject.indexOf(':', begin));
  }

  /// Credits of an action that weren't covered and are billed.
  ///
  /// @param from when the term begins
  public static TallyKey billed(String action, Instant from) {
    return new TallyKey(BILLED + action, from);
  }

  public boolean isBilled() {
    return subject.startsWith(BILLED);
  }

  /// What one cost centre caused of the credits that are counted by [#billed].
  ///
  /// @param reference the cost centre; empty for all that have no counter of their own
  /// @param from when the term begins
  public static TallyKey billed(String action, Optional<String> reference, Instant from) {
    return new TallyKey(billedCentres(action) + centre(reference), from);
  }

  /// How the subjects of an action's billed credits by cost centre begin.
  public static String billedCentres(String action) {
    return BILLED_CENTRES + action + ":";
  }

  /// Whether it counts credits that ran short, of one kind or another.
  public boolean countsOverage() {
    return subject.startsWith("overage:") || isBilled() || subject.startsWith(BILLED_CENTRES);
  }

  /// What kind of count it is: what its subject begins with.
  public String kind() {
    return subject.substring(0, subject.indexOf(':'));
  }

  private static String centre(Optional<String> reference) {
    return reference.map(centre -> "=" + centre).orElse("*");
  }

  public static TallyKey overage(String action, Instant from) {
    return new TallyKey("overage:" + action, from);
  }
}
