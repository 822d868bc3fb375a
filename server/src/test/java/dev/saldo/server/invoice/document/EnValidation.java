package dev.saldo.server.invoice.document;

import com.helger.diver.api.coord.DVRCoordinate;
import com.helger.phive.api.execute.ValidationExecutionManager;
import com.helger.phive.api.executorset.ValidationExecutorSetRegistry;
import com.helger.phive.api.validity.IValidityDeterminator;
import com.helger.phive.en16931.EN16931Validation;
import com.helger.phive.xml.source.IValidationSourceXML;
import com.helger.phive.xml.source.ValidationSourceXML;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;

/// The schemas and the rules of EN 16931, as the standard's authors publish them.
final class EnValidation {
  static final DVRCoordinate UBL_INVOICE = EN16931Validation.VID_UBL_INVOICE_1316;
  static final DVRCoordinate UBL_CREDIT_NOTE = EN16931Validation.VID_UBL_CREDIT_NOTE_1316;
  static final DVRCoordinate CII = EN16931Validation.VID_CII_1316;

  private static final ValidationExecutorSetRegistry<IValidationSourceXML> RULES =
      new ValidationExecutorSetRegistry<>();

  static {
    EN16931Validation.initEN16931(RULES);
  }

  private EnValidation() {}

  /// What is wrong with the document, warnings too; empty when nothing is.
  static List<String> faults(DVRCoordinate rules, byte[] xml) {
    var results =
        ValidationExecutionManager.executeValidation(
            IValidityDeterminator.createDefault(),
            Objects.requireNonNull(RULES.getOfID(rules)),
            ValidationSourceXML.create("invoice.xml", parsed(xml)));
    return results.getAllFailures().stream()
        .map(fault -> fault.getErrorID() + " " + fault.getErrorText(Locale.ROOT))
        .toList();
  }

  static Document parsed(byte[] xml) {
    try {
      var factory = DocumentBuilderFactory.newInstance();
      factory.setNamespaceAware(true);
      return factory.newDocumentBuilder().parse(new ByteArrayInputStream(xml));
    } catch (Exception unreadable) {
      throw new AssertionError(unreadable);
    }
  }
}
