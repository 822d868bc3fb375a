package dev.saldo.server.invoice.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.core.invoicing.InvoiceParty;
import dev.saldo.core.invoicing.TaxRate;
import dev.saldo.core.subscription.LineItem;
import dev.saldo.core.subscription.LineKind;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// What an invoice is in the terms of EN 16931 where its own words differ.
class BusinessTermsTest {
  static Stream<Samples.Named> invoices() {
    return Samples.all();
  }

  @ParameterizedTest
  @MethodSource("invoices")
  void everyLineComesOutOfItsPriceAndNoPriceIsBelowZero(Samples.Named sample) {
    for (var line : BusinessTerms.of(sample.invoice()).lines()) {
      assertThat(line.price()).isNotNegative();
      assertThat(line.base()).isPositive();
      assertThat(line.quantity().signum()).isEqualTo(sign(line));
      var product = line.quantity().multiply(line.price());
      assertThat(product.subtract(line.net().multiply(line.base())).abs())
          .isLessThanOrEqualTo(line.base().multiply(new BigDecimal("0.005")));
    }
  }

  @ParameterizedTest
  @CsvSource({
    // quantity, price, amount of the line; quantity, price, base in the terms
    "3,    5,     15,    3,  5,     1",
    "-3,   5,     -15,   -3, 5,     1",
    "1,    -20,   -20,   -1, 20,    1",
    "1,    24.99, 12.09, 1,  12.09, 1",
    "-2,   24.99, -9.67, -2, 9.67,  2",
    "0,    5,     0,     0,  5,     1",
    "0,    5,     3,     1,  3,     1"
  })
  void pricesAndQuantities(
      String quantity, String price, String amount, String shown, String unit, String base) {
    var line = line(Lines.plain(LineKind.PLAN, "A", quantity, price).withAmount(Lines.eur(amount)));

    assertThat(line.quantity()).isEqualByComparingTo(shown);
    assertThat(line.price()).isEqualByComparingTo(unit);
    assertThat(line.base()).isEqualByComparingTo(base);
  }

  @Test
  void tiersHaveThePriceOfTheWholeAndSayThemselvesInANote() {
    var line = line(Lines.tiered("API calls"));

    assertThat(line.quantity()).isEqualByComparingTo("7500");
    assertThat(line.price()).isEqualByComparingTo("122.5");
    assertThat(line.base()).isEqualByComparingTo("7500");
    assertThat(line.note()).hasValueSatisfying(note -> assertThat(note).contains("0.015"));
  }

  @Test
  void periodsAreDaysOfTheSeller() {
    var period = BusinessTerms.of(Samples.standard("en").invoice()).period();

    assertThat(period).contains(new Days(LocalDate.of(2026, 1, 1), LocalDate.of(2026, 1, 31)));
  }

  @Test
  void outsideOfVatNoVatNumberStandsAsOne() {
    var terms = BusinessTerms.of(Samples.taxed(TaxRate.NONE).invoice());

    assertThat(terms.seller().vatNumber()).isEmpty();
    assertThat(terms.seller().taxNumber()).contains("ESB12345674");
    assertThat(terms.buyer().vatNumber()).isEmpty();
    assertThat(terms.buyer().identifier()).contains("DE123456788");
  }

  @ParameterizedTest
  @CsvSource({"ESB12345674, true", "EL123456789, true", "12.345.678/0001-95, false", "ZZ1, false"})
  void aVatNumberHasTheCodeOfACountry(String taxId, boolean vat) {
    var seller = BusinessTerms.of(soldBy(List.of(), taxId).invoice()).seller();

    assertThat(seller.vatNumber().isPresent()).isEqualTo(vat);
    assertThat(seller.taxNumber().isPresent()).isEqualTo(!vat);
  }

  @Test
  void anAddressOfManyLinesLosesNone() {
    var seller =
        BusinessTerms.of(soldBy(List.of("a", " ", "b", "c", "d"), "ES1").invoice()).seller();

    assertThat(seller.street()).containsExactly("a", "b", "c, d");
  }

  private static Sample soldBy(List<String> address, String taxId) {
    var seller =
        new InvoiceParty(
            "Seller",
            address,
            Optional.empty(),
            Optional.empty(),
            "ES",
            Optional.of(taxId),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    return Samples.taxed(Sample.VAT).withParties(seller, Sample.BUYER);
  }

  private static LineTerms line(LineItem item) {
    return BusinessTerms.of(Sample.in("en").add(item, Sample.VAT).invoice()).lines().getFirst();
  }

  /// Of the net amount; a line of nothing may have any quantity that isn't below zero.
  private static int sign(LineTerms line) {
    return line.net().signum() == 0 ? line.quantity().abs().signum() : line.net().signum();
  }
}
