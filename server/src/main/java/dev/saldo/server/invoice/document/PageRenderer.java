package dev.saldo.server.invoice.document;

import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.outputdevice.helper.ExternalResourceControlPriority;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder.PdfAConformance;
import com.openhtmltopdf.util.XRLog;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.apache.pdfbox.pdmodel.PDDocument;

/// Draws pages as PDF/A-3, level A: with the structure that a screen reader needs.
///
/// Holds the template and the fonts' bytes; made once, when the first document is asked for.
final class PageRenderer {
  private static final String TEMPLATE = "invoice/document/page.jte";
  private static final String PACKAGE = "dev.saldo.server";
  private static final String FONT = "Open Sans";

  /// Stands for a character that the font lacks: the mark for just that, which it has.
  private static final String UNKNOWN = "\uFFFD";

  private final TemplateEngine templates =
      TemplateEngine.createPrecompiled(
          null, ContentType.Html, PageRenderer.class.getClassLoader(), PACKAGE);
  private final String style = new String(read("page.css"), StandardCharsets.UTF_8);
  private final byte[] regular = read("/fonts/ttf/OpenSans/OpenSans-Regular.ttf");
  private final byte[] semiBold = read("/fonts/ttf/OpenSans/OpenSans-SemiBold.ttf");
  private final byte[] bold = read("/fonts/ttf/OpenSans/OpenSans-Bold.ttf");
  private final byte[] colours = ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData();

  PageRenderer() {
    // It speaks of every page to standard error.
    XRLog.setLoggingEnabled(false);
  }

  /// The pages' bytes.
  ///
  /// @param finish what is done to the drawn pages before they become bytes
  byte[] drawn(InvoicePage page, Consumer<PDDocument> finish) {
    var html = new StringOutput();
    templates.render(TEMPLATE, Map.of("page", page, "style", style), html);
    var builder = new PdfRendererBuilder();
    builder.usePdfAConformance(PdfAConformance.PDFA_3_A);
    builder.usePdfUaAccessibility(true);
    builder.useColorProfile(colours);
    builder.useReplacementText(UNKNOWN);
    builder.useFont(() -> new ByteArrayInputStream(regular), FONT, 400, FontStyle.NORMAL, true);
    builder.useFont(() -> new ByteArrayInputStream(semiBold), FONT, 600, FontStyle.NORMAL, true);
    builder.useFont(() -> new ByteArrayInputStream(bold), FONT, 700, FontStyle.NORMAL, true);
    // Nothing is fetched for a document, whatever its texts say.
    builder.useExternalResourceAccessControl(
        (uri, type) -> false, ExternalResourceControlPriority.RUN_BEFORE_RESOLVING_URI);
    builder.withHtmlContent(html.toString(), "");
    try (var renderer = builder.buildPdfRenderer();
        var document = renderer.createPDFKeepOpen();
        var bytes = new ByteArrayOutputStream()) {
      finish.accept(document);
      document.save(bytes);
      return bytes.toByteArray();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static byte[] read(String name) {
    try (InputStream in =
        Objects.requireNonNull(PageRenderer.class.getResourceAsStream(name), name)) {
      return in.readAllBytes();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
