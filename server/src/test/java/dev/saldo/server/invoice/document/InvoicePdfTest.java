package dev.saldo.server.invoice.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.core.invoicing.Invoice;
import dev.saldo.core.invoicing.InvoiceParty;
import dev.saldo.core.invoicing.TaxRate;
import dev.saldo.core.subscription.LineKind;
import java.math.BigDecimal;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TimeZone;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The PDF of an invoice is PDF/A-3, says what the record says, on its pages and inside, and keeps
/// every glyph of any text on the page and off its neighbours.
class InvoicePdfTest {
  /// Points that no glyph comes closer to the edge: a bit less than the margins.
  private static final float MARGIN = 30;

  private static final UsageBehind USAGE = SampleUsage.days(31);

  /// Drawn once for all tests of an invoice.
  private static final Map<String, byte[]> DRAWN = new ConcurrentHashMap<>();

  private final InvoiceDocuments documents = new InvoiceDocuments();

  static Stream<Samples.Named> invoices() {
    return Samples.all();
  }

  private byte[] pdf(Samples.Named sample) {
    return DRAWN.computeIfAbsent(sample.name(), name -> documents.pdf(sample.invoice(), USAGE));
  }

  @ParameterizedTest
  @MethodSource("invoices")
  void isPdfA3WithFacturX(Samples.Named sample) {
    var verdict = PdfValidation.verdict(pdf(sample));

    assertThat(verdict.valid()).as(verdict.report()).isTrue();
    assertThat(verdict.isArchival()).as(verdict.report()).isTrue();
  }

  @Test
  void anUnknownCountryIsLeftOut() {
    var sample =
        Sample.in("en")
            .withParties(
                InvoiceParty.named("Unnamed", Optional.empty()),
                InvoiceParty.named("Acme", Optional.of("billing@acme.example")))
            .add(Lines.plain(LineKind.PLAN, "Pro plan", "1", "100"), TaxRate.NONE);

    assertThat(Drawn.of(documents.pdf(sample.invoice(), USAGE)).text())
        .contains("Acme")
        .doesNotContainIgnoringCase("region");
  }

  @ParameterizedTest
  @MethodSource("invoices")
  void thePageSaysTheTotalsOfTheRecord(Samples.Named sample) {
    var invoice = sample.invoice();
    var totals = invoice.totals();
    var words = Wording.of(invoice.locale());
    var text = Drawn.of(pdf(sample)).text();
    var credited = invoice.kind() == Invoice.Kind.CREDIT_NOTE;

    assertThat(figure(text, words, "total.net")).isEqualByComparingTo(totals.net().amount());
    assertThat(figure(text, words, "total.tax")).isEqualByComparingTo(totals.tax().amount());
    assertThat(figure(text, words, "total.gross")).isEqualByComparingTo(totals.gross().amount());
    assertThat(figure(text, words, credited ? "total.credited" : "total.due"))
        .isEqualByComparingTo(totals.due().amount());
    if (!totals.rounding().isZero()) {
      assertThat(figure(text, words, "total.rounding"))
          .isEqualByComparingTo(totals.rounding().amount());
    }
    if (!totals.prepaid().isZero()) {
      assertThat(figure(text, words, "total.prepaid"))
          .isEqualByComparingTo(totals.prepaid().amount().negate());
    }
  }

  @ParameterizedTest
  @MethodSource("invoices")
  void theXmlInsideSaysTheTotalsOfTheRecord(Samples.Named sample) {
    var invoice = sample.invoice();
    var totals = invoice.totals();
    var xml = Drawn.of(pdf(sample)).attachment().orElseThrow();

    assertThat(xml).isEqualTo(documents.facturX(invoice));
    assertThat(element(xml, "TaxBasisTotalAmount")).isEqualByComparingTo(totals.net().amount());
    assertThat(element(xml, "TaxTotalAmount")).isEqualByComparingTo(totals.tax().amount());
    assertThat(element(xml, "GrandTotalAmount"))
        .isEqualByComparingTo(totals.gross().minus(totals.rounding()).amount());
    assertThat(element(xml, "DuePayableAmount")).isEqualByComparingTo(totals.due().amount());
  }

  @ParameterizedTest
  @MethodSource("invoices")
  void noGlyphLeavesThePageOrCoversAnother(Samples.Named sample) {
    var glyphs = Drawn.of(pdf(sample)).glyphs();

    assertThat(glyphs).isNotEmpty();
    assertThat(glyphs).filteredOn(glyph -> !inside(glyph)).isEmpty();
    assertThat(overlaps(glyphs)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("invoices")
  void everyLineIsThereWhole(Samples.Named sample) {
    var letters = Drawn.of(pdf(sample)).letters();
    var figures = new Figures(Wording.of(sample.invoice().locale()));

    for (var line : sample.invoice().lines()) {
      var title = line.item().title().strip();
      if (title.codePoints().allMatch(point -> point < 0x250)) {
        assertThat(letters).contains(title.replaceAll("\\s", ""));
      }
      assertThat(letters).contains(figures.amount(line.net()).replace('\u2212', '-'));
    }
  }

  @ParameterizedTest
  @MethodSource("invoices")
  void theSameInvoiceGivesTheSameBytes(Samples.Named sample) {
    var first = print(pdf(sample));
    var locale = Locale.getDefault();
    var zone = TimeZone.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG"));
      TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Chatham"));
      assertThat(print(new InvoiceDocuments().pdf(sample.invoice(), USAGE))).isEqualTo(first);
    } finally {
      Locale.setDefault(locale);
      TimeZone.setDefault(zone);
    }
  }

  @Test
  void manyCanAskAtOnce() {
    var invoice = Samples.standard("en").invoice();
    var prints =
        IntStream.range(0, 8)
            .parallel()
            .mapToObj(i -> print(documents.pdf(invoice, USAGE)) + print(documents.ubl(invoice)))
            .distinct();

    assertThat(prints).hasSize(1);
  }

  @Test
  void textFromOutsideIsShownAsItIs() {
    var letters = Drawn.of(documents.pdf(Samples.strange().invoice(), USAGE)).letters();

    assertThat(letters)
        .contains("<script>alert('1')</script>&\"Søn\"")
        .contains("</td></table><b>bold")
        .contains("ул.Ленина1", "Αθήνα", "${1+1}@if(true)", "<i>Plan</i>&amp;");
  }

  @Test
  void whatTheFontLacksIsMarked() {
    var letters = Drawn.of(documents.pdf(Samples.strange().invoice(), USAGE)).letters();

    assertThat(letters).contains("<i>Plan</i>&amp;\uFFFD\uFFFD");
  }

  @Test
  void aUsageLineTellsItsTiersAndWhatWasIncluded() {
    var text = Drawn.of(documents.pdf(Samples.taxed(Sample.VAT).invoice(), USAGE)).text();

    assertThat(text)
        .contains("1,000 × 0.02, 6,500 × 0.015 + 5.00")
        .contains("10,000 used, 2,500 included, from 48,213 events");
  }

  @Test
  void thePageBehindListsTheUsage() {
    var drawn = Drawn.of(documents.pdf(Samples.taxed(Sample.VAT).invoice(), USAGE));

    assertThat(drawn.pages().getLast())
        .contains("Usage behind this invoice")
        .contains("1 Jan 2026 API calls 317 call 1,500")
        .contains("31 Jan 2026 API calls 407 call 1,530");
    assertThat(
            Drawn.of(documents.pdf(Samples.taxed(Sample.VAT).invoice(), UsageBehind.NONE)).text())
        .doesNotContain("Usage behind");
  }

  @Test
  void costCentresHaveTheirSums() {
    var text = Drawn.of(documents.pdf(Samples.costCentres("es").invoice(), USAGE)).text();

    assertThat(text)
        .contains("Por centro de coste")
        .contains("Marketing 199,99", "I+D 152,48", "Sin centro de coste 45,00");
  }

  @Test
  void whereThereAreSeveralTaxesEachLineTellsItsOwn() {
    var several = Drawn.of(documents.pdf(Samples.standard("en").invoice(), USAGE)).text();
    var one = Drawn.of(documents.pdf(Samples.taxed(Sample.VAT).invoice(), USAGE)).text();

    // Once in the table of taxes, and once for each of the lines.
    assertThat(several.split("VAT 21%", -1)).hasSize(1 + 1 + 6);
    assertThat(several.split("VAT 10%", -1)).hasSize(1 + 1 + 1);
    assertThat(one.split("VAT 21%", -1)).hasSize(1 + 1);
  }

  @Test
  void taxesTellTheirReasons() {
    var letters =
        Drawn.of(documents.pdf(Samples.taxed(Sample.REVERSE_CHARGE).invoice(), USAGE)).letters();

    assertThat(letters).contains("article196ofDirective2006/112/EC");
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "es", "pt-BR"})
  void aDraftIsMarkedOnEveryPageAndHasNothingInside(String tag) {
    var pdf = documents.pdf(Samples.draft(Locale.forLanguageTag(tag)).invoice(), USAGE);
    var drawn = Drawn.of(pdf);
    var mark = Wording.of(Locale.forLanguageTag(tag)).say("status.draft");

    assertThat(drawn.pages()).hasSizeGreaterThan(1).allMatch(page -> page.contains(mark));
    assertThat(drawn.attachment()).isEmpty();
    assertThat(PdfValidation.verdict(pdf).isArchival()).isTrue();
  }

  @Test
  void aVoidInvoiceIsMarkedOnEveryPageAndHasNothingInside() {
    var sample = Samples.standard("es");
    sample.status = Invoice.Status.VOID;
    var drawn = Drawn.of(documents.pdf(sample.invoice(), USAGE));

    assertThat(drawn.pages()).hasSizeGreaterThan(1).allMatch(page -> page.contains("Anulada"));
    assertThat(drawn.attachment()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "es", "pt-BR"})
  void aCreditNoteNamesTheInvoiceThatItCorrects(String tag) {
    var text = Drawn.of(documents.pdf(Samples.creditNote(tag).invoice(), USAGE)).text();

    assertThat(text)
        .contains(Wording.of(Locale.forLanguageTag(tag)).say("title.credit-note"))
        .contains((tag.equals("en") ? "Reason" : "Motivo") + ": The VAT number was missing")
        .contains("CN-000042")
        .contains("INV-000041");
  }

  /// The same for the same bytes, and short where they differ.
  private static String print(byte[] pdf) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(pdf));
    } catch (NoSuchAlgorithmException broken) {
      throw new AssertionError(broken);
    }
  }

  private static boolean inside(Drawn.Glyph glyph) {
    return glyph.left() > MARGIN
        && glyph.right() < glyph.pageWidth() - MARGIN
        && glyph.top() > MARGIN
        && glyph.bottom() < glyph.pageHeight() - MARGIN;
  }

  private static List<String> overlaps(List<Drawn.Glyph> glyphs) {
    var found = new ArrayList<String>();
    for (var i = 0; i < glyphs.size(); i++) {
      for (var j = i + 1; j < glyphs.size() && glyphs.get(j).page() == glyphs.get(i).page(); j++) {
        if (glyphs.get(i).covers(glyphs.get(j))) {
          found.add(glyphs.get(i) + " and " + glyphs.get(j));
        }
      }
    }
    return found;
  }

  /// The last figure that stands in a line of its own with the label.
  private static BigDecimal figure(String text, Wording words, String label) {
    var line =
        Pattern.compile(
            "^" + Pattern.quote(words.say(label)) + "[^\\d-]*(-?)[^\\d-]*([\\d.,]+)[^\\d]*$",
            Pattern.MULTILINE);
    var matches = line.matcher(text).results().toList();
    assertThat(matches).as(label + " in " + text).isNotEmpty();
    var match = matches.getLast();
    var english = words.tag().equals("en");
    var plain = match.group(2).replace(english ? "," : ".", "").replace(',', '.');
    return new BigDecimal(match.group(1) + plain);
  }

  private static BigDecimal element(byte[] xml, String name) {
    var elements = EnValidation.parsed(xml).getElementsByTagNameNS("*", name);
    assertThat(elements.getLength()).isEqualTo(1);
    return new BigDecimal(elements.item(0).getTextContent());
  }
}
