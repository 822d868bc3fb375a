package dev.saldo.server.invoice.document;

import dev.saldo.core.invoicing.Invoice;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZonedDateTime;
import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.List;
import java.util.Map;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.apache.pdfbox.pdmodel.PDDocumentNameDictionary;
import org.apache.pdfbox.pdmodel.PDEmbeddedFilesNameTreeNode;
import org.apache.pdfbox.pdmodel.common.PDMetadata;
import org.apache.pdfbox.pdmodel.common.filespecification.PDComplexFileSpecification;
import org.apache.pdfbox.pdmodel.common.filespecification.PDEmbeddedFile;

/// What makes drawn pages a document to keep: who made it when, as PDF/A-3 wants it said, and the
/// same invoice for programs, as Factur-X 1.0 wants it attached.
///
/// All of it follows from the invoice, times and identifiers too, so that the bytes do.
final class Archive {
  private static final String ATTACHMENT = "factur-x.xml";
  private static final String PRODUCER = "Saldo";

  /// The attachment says the same as the pages, in another way.
  private static final COSName ALTERNATIVE = COSName.getPDFName("Alternative");

  private static final COSName RELATIONSHIP = COSName.getPDFName("AFRelationship");
  private static final COSName ASSOCIATED_FILES = COSName.getPDFName("AF");

  private final Invoice invoice;
  private final String title;
  private final String author;

  Archive(Invoice invoice, String title) {
    this.invoice = invoice;
    this.title = title;
    this.author = PlainText.of(invoice.seller().name());
  }

  /// Says what the document is. Comes before an attachment, which adds to it.
  void describe(PDDocument document) {
    var about = new PDDocumentInformation();
    about.setTitle(title);
    about.setAuthor(author);
    about.setProducer(PRODUCER);
    about.setCreator(PRODUCER);
    about.setCreationDate(made());
    about.setModificationDate(made());
    document.setDocumentInformation(about);
    // The file's identifier would else be the time of day.
    document.setDocumentId(invoice.id().getMostSignificantBits());
    describe(document, false);
  }

  /// Puts the XML into the document.
  void attach(PDDocument document, byte[] xml) {
    try {
      var file = new PDEmbeddedFile(document, new ByteArrayInputStream(xml), COSName.FLATE_DECODE);
      file.setSubtype("text/xml");
      file.setSize(xml.length);
      file.setCreationDate(made());
      file.setModDate(made());
      var reference = new PDComplexFileSpecification();
      reference.setFile(ATTACHMENT);
      reference.setFileUnicode(ATTACHMENT);
      reference.setFileDescription(title);
      reference.setEmbeddedFile(file);
      reference.setEmbeddedFileUnicode(file);
      reference.getCOSObject().setItem(RELATIONSHIP, ALTERNATIVE);
      var files = new PDEmbeddedFilesNameTreeNode();
      files.setNames(Map.of(ATTACHMENT, reference));
      var catalog = document.getDocumentCatalog();
      var names = new PDDocumentNameDictionary(catalog);
      names.setEmbeddedFiles(files);
      catalog.setNames(names);
      catalog
          .getCOSObject()
          .setItem(ASSOCIATED_FILES, new COSArray(List.of(reference.getCOSObject())));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    describe(document, true);
  }

  private void describe(PDDocument document, boolean attached) {
    var xmp = new Xmp(title, author, PRODUCER, madeAt()).text(attached ? ATTACHMENT : "");
    try {
      var metadata = new PDMetadata(document);
      metadata.importXMPMetadata(xmp.getBytes(StandardCharsets.UTF_8));
      document.getDocumentCatalog().setMetadata(metadata);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private ZonedDateTime madeAt() {
    return invoice.draftedAt().atZone(invoice.zone()).withNano(0);
  }

  private Calendar made() {
    return GregorianCalendar.from(madeAt());
  }
}
