package dev.saldo.server.subscription;

import static dev.saldo.server.act.Node.expect;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.server.act.Node;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The figures of the catalogs that ship, as whoever isn't a customer yet is quoted them.
class QuotedFiguresTest {
  private static final String DOCUMENT =
      "{\"action\":\"llm.call\",\"data\":{\"model\":\"claude-sonnet-4.5\",\"input_tokens\":3000,"
          + "\"output_tokens\":5000},\"count\":%d}";

  private static Node node;

  @BeforeAll
  static void start() throws IOException {
    node = new Node();
    for (var name : new String[] {"pyrocredits", "lexia", "engrok", "datapulse", "inmova"}) {
      node.publish(Files.readString(catalogs().resolve(name + ".yaml")));
    }
  }

  private static Path catalogs() {
    var here = Path.of("").toAbsolutePath();
    return Files.exists(here.resolve("catalogs"))
        ? here.resolve("catalogs")
        : here.resolveSibling("catalogs");
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  private static Node.Answer quote(String catalog, String more) {
    return expect(node.post("/v1/quotes", "{\"catalog\":\"" + catalog + "\"," + more + "}"), 200);
  }

  private static String acts(String action, long count) {
    return "\"actions\":[{\"action\":\"%s\",\"count\":%d}]".formatted(action, count);
  }

  private static String minutes(long count) {
    return "\"actions\":[{\"action\":\"voice.call\",\"data\":{\"seconds\":60},\"count\":%d}]"
        .formatted(count);
  }

  // --- Credits and documents: "3,000 in + 5,000 out = 0.084; 300 credits = 3,571 documents" ---

  @Test
  void threeHundredCreditsAreSoManyDocuments() {
    var worth = quote("lexia", "\"credits\":\"300\",\"actions\":[" + DOCUMENT.formatted(1) + "]");
    assertThat(worth.text("equivalents/0/credits_each")).isEqualTo("0.084");
    assertThat(worth.text("equivalents/0/quantity")).isEqualTo("3571");
    assertThat(worth.text("equivalents/0/data/input_tokens")).isEqualTo("3000");
  }

  @Test
  void soManyDocumentsFitIntoThePlanAndTheNextOneIsOverage() {
    var plan = "\"plan\":\"professional\",\"actions\":[%s]";
    var most = quote("lexia", plan.formatted(DOCUMENT.formatted(3571)));
    assertThat(most.text("actions/0/credits")).isEqualTo("299.964");
    assertThat(most.text("credits/0/included")).isEqualTo("300");
    assertThat(most.text("credits/0/overage")).isEqualTo("0");
    assertThat(most.text("total")).isEqualTo("3000");
    assertThat(most.text("equivalents/0/quantity")).isEqualTo("3571");
    var next = quote("lexia", plan.formatted(DOCUMENT.formatted(3572)));
    assertThat(next.text("credits/0/overage")).isEqualTo("0.048");
    assertThat(next.text("total")).isEqualTo("3000.19");
  }

  // --- "base + 300 pack = 4,050.00; 1,000-pack against 100-pack price = -37.5 %" ---

  @ParameterizedTest
  @CsvSource({
    "120, 240, document.petition, 3240",
    "130, 360, document.petition, 3360",
    "134, 408, document.petition, 3408",
    "200, 1050, pack_300, 4050",
    "267, 1500, pack_500, 4504",
    "433, 2500, pack_1000, 5500",
  })
  void whatIsShortIsBoughtTheCheapestWay(int petitions, String amount, String code, String total) {
    var quote = quote("lexia", "\"plan\":\"professional\"," + acts("document.petition", petitions));
    assertThat(quote.text("lines/1/code")).isEqualTo(code);
    assertThat(quote.text("lines/1/amount")).isEqualTo(amount);
    assertThat(quote.text("total")).isEqualTo(total);
  }

  /// Of the pack price 2.50: 2.125, 2.00 and 1.875.
  @ParameterizedTest
  @CsvSource({"c1000, 1000, 2.125, 5125", "c2000, 2000, 2, 7000", "c5000, 5000, 1.875, 12375"})
  void whatIsCommittedIsOwedOnceInPacksOrAsWhatIsMissing(
      String commitment, int credits, String price, String total) {
    var terms = "\"plan\":\"professional\",\"commitment\":\"" + commitment + "\"";
    var nothing = quote("lexia", terms);
    assertThat(nothing.text("lines/1/kind")).isEqualTo("commitment");
    assertThat(nothing.text("lines/1/unit_price")).isEqualTo(price);
    assertThat(nothing.text("total")).isEqualTo(total);
    var all = quote("lexia", terms + "," + acts("document.contract", (credits + 300) / 8));
    assertThat(all.text("lines/1/kind")).isEqualTo("pack");
    assertThat(all.text("total")).isEqualTo(total);
    assertThat(all.body()).doesNotContain("\"kind\":\"commitment\"");
    var some = quote("lexia", terms + "," + acts("document.contract", 50));
    assertThat(some.text("total")).isEqualTo(total);
  }

  @Test
  void aYearIsPaidAtOnceAndItsCreditsStillComeByTheMonth() {
    var quote =
        quote(
            "lexia",
            "\"plan\":\"professional\",\"interval\":\"year\",\"actions\":["
                + DOCUMENT.formatted(12 * 3571)
                + "]");
    assertThat(quote.text("total")).isEqualTo("32400");
    assertThat(quote.text("credits/0/included")).isEqualTo("3600");
    var more =
        quote(
            "lexia",
            "\"plan\":\"professional\",\"interval\":\"year\","
                + acts("document.petition", 12 * 100 + 1));
    assertThat(more.text("credits/0/overage")).isEqualTo("3");
    assertThat(more.text("total")).isEqualTo("32412");
  }

  // --- Voice and conversations: 11 a minute, 1,000 conversations free, then 5 each ---

  @Test
  void aHundredThousandMinutesAreCheapestOnTheLargestPlan() {
    var quote = quote("engrok", minutes(100_000));
    assertThat(quote.text("plan")).isEqualTo("scale");
    // 1,100,000 credits, 30,000 of them included; 0.11 a minute is 0.01 a credit.
    assertThat(quote.text("credits/0/needed")).isEqualTo("1100000");
    assertThat(quote.text("credits/0/overage")).isEqualTo("1070000");
    assertThat(quote.text("total")).isEqualTo("10899");
    // 55 packs of 20,000 at 200 cost no more than the use that the trial's own credits don't cover.
    assertThat(quote.text("plans/0/total")).isEqualTo("11000");
    assertThat(quote.text("plans/1/total")).isEqualTo("11029");
    // 54 packs, and 10,000 credits at 0.13 for 11.
    assertThat(quote.text("plans/2/total")).isEqualTo("10997.18");
    assertThat(quote.text("plans/3/total")).isEqualTo("10899");
    assertThat(quote.text("plans/4/total")).isEqualTo("11000");
  }

  @Test
  void aCallIsQuotedToTheSecondAndFreeConversationsComeFirst() {
    var quote =
        quote(
            "engrok",
            "\"plan\":\"starter\",\"actions\":[{\"action\":\"voice.call\","
                + "\"data\":{\"seconds\":450}},{\"action\":\"whatsapp.conversation\","
                + "\"count\":1003}]");
    assertThat(quote.text("actions/0/credits")).isEqualTo("82.5");
    assertThat(quote.text("actions/1/free_units")).isEqualTo("1000");
    assertThat(quote.text("actions/1/credits_each")).isEqualTo("5");
    assertThat(quote.text("actions/1/credits")).isEqualTo("15");
    assertThat(quote.text("credits/0/covered")).isEqualTo("97.5");
    assertThat(quote.text("total")).isEqualTo("29");
  }

  @Test
  void threeThousandCreditsAreMinutesOrConversations() {
    var quote = quote("engrok", "\"plan\":\"starter\"," + minutes(1));
    assertThat(quote.text("equivalents/0/quantity")).isEqualTo("272");
    assertThat(quote.text("equivalents/1/action")).isEqualTo("voice.call");
    assertThat(quote.text("equivalents/1/quantity")).isEqualTo("272.72");
    assertThat(quote.text("equivalents/1/per")).isEqualTo("60");
    assertThat(quote.text("equivalents/2/quantity")).isEqualTo("600");
  }

  /// A minute in eleven parts of 0.15, an act of each of two kinds beyond the credits.
  @Test
  void overageIsAtThePriceOfEachAction() {
    var quote =
        quote(
            "engrok",
            "\"plan\":\"starter\",\"actions\":[{\"action\":\"voice.call\","
                + "\"data\":{\"seconds\":60},\"count\":300},"
                + "{\"action\":\"sms.message\",\"count\":10}]");
    assertThat(quote.text("lines/1/code")).isEqualTo("sms.message");
    assertThat(quote.text("lines/1/amount")).isEqualTo("0.2");
    assertThat(quote.text("lines/2/code")).isEqualTo("voice.call");
    assertThat(quote.text("lines/2/quantity")).isEqualTo("300");
    assertThat(quote.text("lines/2/amount")).isEqualTo("4.09");
    assertThat(quote.text("total")).isEqualTo("33.29");
  }

  @Test
  void theTrialsCreditsEndAfterFourteenDays() {
    var quote = quote("engrok", "\"plan\":\"trial\"," + minutes(31));
    assertThat(quote.text("credits/0/included")).isEqualTo("600");
    assertThat(quote.text("credits/0/covered").matches("15[0-9](\\.[0-9]+)?")).isTrue();
    assertThat(quote.text("lines/1/code")).isEqualTo("pack_5000");
  }

  @Test
  void seatsBringTheirCreditsIntoOnePool() {
    var quote = quote("engrok", "\"plan\":\"growth\",\"seats\":3," + minutes(2_727));
    assertThat(quote.text("credits/0/included")).isEqualTo("30000");
    assertThat(quote.text("total")).isEqualTo("237");
  }

  @Test
  void aPlanWithFewerResourcesOrWithoutAFeatureDoesNotServe() {
    var many = quote("engrok", "\"resources\":{\"voice_agents\":3}");
    assertThat(many.text("plan")).isEqualTo("enterprise");
    assertThat(many.text("plans/1/why_not/code")).isEqualTo("resource_limit_reached");
    assertThat(many.text("plans/1/why_not/limit")).isEqualTo("2");
    assertThat(many.text("plans/2/total")).isEqualTo("79");
    var sso = quote("engrok", "\"plan\":\"scale\",\"features\":[\"sso\"]");
    assertThat(sso.text("plan")).isEmpty();
    assertThat(sso.text("plans/0/why_not/code")).isEqualTo("feature_not_included");
    assertThat(sso.text("plans/0/why_not/plans")).isEqualTo("enterprise");
  }

  // --- Credits that hide token cost: chat 1, text report 5, image 20, a second try 10 ---

  @Test
  void aPlanThatUnlocksItAndWhoseCreditsLastIsTaken() {
    var ten = quote("pyrocredits", acts("text_report", 10));
    assertThat(ten.text("plan")).isEqualTo("creator");
    assertThat(ten.text("total")).isEqualTo("49");
    assertThat(ten.text("plans/0/why_not/code")).isEqualTo("feature_not_included");
    var eleven = quote("pyrocredits", acts("text_report", 11));
    assertThat(eleven.text("plan")).isEqualTo("visionary");
    assertThat(eleven.text("total")).isEqualTo("199");
    assertThat(eleven.text("plans/1/why_not/code")).isEqualTo("insufficient_credits");
    assertThat(eleven.text("plans/1/why_not/shortfall")).isEqualTo("5");
    var tooMany = quote("pyrocredits", acts("visual_insight", 26));
    assertThat(tooMany.text("plan")).isEmpty();
    assertThat(tooMany.text("total")).isEmpty();
    assertThat(tooMany.text("plans/2/why_not/needed")).isEqualTo("520");
  }

  @ParameterizedTest
  @CsvSource({"visual_insight, 10", "text_report, 5", "chat, 1"})
  void aSecondTryNeverCostsMoreThanTheOriginal(String original, String each) {
    var quote =
        quote(
            "pyrocredits",
            "\"plan\":\"visionary\",\"actions\":[{\"action\":\"regeneration\","
                + "\"original\":{\"action\":\"%s\"},\"count\":3}]".formatted(original));
    assertThat(quote.text("actions/0/credits_each")).isEqualTo(each);
  }

  // --- What is metered: acts are counted by the meters that count their events ---

  @Test
  void actsAreBilledByTheMetersThatCountThem() {
    var quote =
        quote(
            "datapulse",
            "\"plan\":\"pro\",\"actions\":[{\"action\":\"user.query\","
                + "\"data\":{\"queries\":1},\"count\":12500}]");
    assertThat(quote.text("lines/1/amount")).isEqualTo("117.5");
    assertThat(quote.text("total")).isEqualTo("167.49");
  }

  @Test
  void aStrictQuotaOrARollingWindowLeavesNoWay() {
    var messages = quote("inmova", acts("sms", 51));
    assertThat(messages.text("plan")).isEqualTo("enterprise");
    assertThat(messages.text("plans/2/why_not/code")).isEqualTo("quota_exceeded");
    assertThat(messages.text("plans/2/why_not/limit")).isEqualTo("50");
    var signatures = quote("inmova", "\"plan\":\"enterprise\"," + acts("signature", 311));
    assertThat(signatures.text("plans/0/why_not/code")).isEqualTo("rate_limited");
  }
}
