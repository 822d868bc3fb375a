package dev.saldo.server.invoice.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.saldo.core.invoicing.Invoice;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// UBL and Factur-X keep the schemas and every rule of EN 16931, whatever the invoice.
class ElectronicInvoiceTest {
  private final InvoiceDocuments documents = new InvoiceDocuments();

  static Stream<Samples.Named> invoices() {
    return Samples.all();
  }

  @ParameterizedTest
  @MethodSource("invoices")
  void ublKeepsTheStandard(Samples.Named sample) {
    var rules =
        sample.invoice().kind() == Invoice.Kind.CREDIT_NOTE
            ? EnValidation.UBL_CREDIT_NOTE
            : EnValidation.UBL_INVOICE;

    assertThat(EnValidation.faults(rules, documents.ubl(sample.invoice()))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("invoices")
  void facturXKeepsTheStandard(Samples.Named sample) {
    assertThat(EnValidation.faults(EnValidation.CII, documents.facturX(sample.invoice())))
        .isEmpty();
  }

  @ParameterizedTest
  @MethodSource("invoices")
  void theSameInvoiceGivesTheSameBytes(Samples.Named sample) {
    assertThat(new InvoiceDocuments().ubl(sample.invoice()))
        .isEqualTo(documents.ubl(sample.invoice()));
    assertThat(new InvoiceDocuments().facturX(sample.invoice()))
        .isEqualTo(documents.facturX(sample.invoice()));
  }

  @Test
  void theRulesFindAWrongTotal() {
    var invoice = Samples.standard("en").invoice();
    var due = BusinessTerms.minor(invoice.totals().due()).toPlainString();

    assertThat(EnValidation.faults(EnValidation.UBL_INVOICE, spoilt(documents.ubl(invoice), due)))
        .anyMatch(fault -> fault.contains("BR-CO-16"));
    assertThat(EnValidation.faults(EnValidation.CII, spoilt(documents.facturX(invoice), due)))
        .anyMatch(fault -> fault.contains("BR-CO-16"));
  }

  @Test
  void aDraftHasNoElectronicForm() {
    var draft = Samples.draft(Locale.ENGLISH).invoice();

    assertThatIllegalArgumentException().isThrownBy(() -> documents.ubl(draft));
    assertThatIllegalArgumentException().isThrownBy(() -> documents.facturX(draft));
  }

  private static byte[] spoilt(byte[] xml, String amount) {
    var text = new String(xml, StandardCharsets.UTF_8);
    var at = text.lastIndexOf(">" + amount + "<");
    return (text.substring(0, at) + ">1.00<" + text.substring(at + amount.length() + 2))
        .getBytes(StandardCharsets.UTF_8);
  }
}
