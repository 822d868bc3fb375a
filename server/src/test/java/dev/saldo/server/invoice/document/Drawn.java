package dev.saldo.server.invoice.document;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentNameDictionary;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;

/// A PDF as a reader has it: its text page by page, its glyphs with their places, its attachment.
///
/// @param pages the text of each, with plain blanks and minus signs
/// @param glyphs all but blanks
record Drawn(List<String> pages, List<Glyph> glyphs, Optional<byte[]> attachment) {
  /// A glyph's box in points, from the upper left corner of its page.
  ///
  /// @param pageWidth how wide its page is
  /// @param pageHeight how high its page is
  record Glyph(
      int page,
      String text,
      float left,
      float top,
      float right,
      float bottom,
      float pageWidth,
      float pageHeight) {
    boolean covers(Glyph other) {
      return page == other.page
          && left < other.right
          && other.left < right
          && top < other.bottom
          && other.top < bottom;
    }
  }

  static Drawn of(byte[] pdf) {
    try (var document = Loader.loadPDF(pdf)) {
      var reader = new Reader();
      var pages = new ArrayList<String>();
      for (var page = 1; page <= document.getNumberOfPages(); page++) {
        reader.setStartPage(page);
        reader.setEndPage(page);
        pages.add(reader.getText(document).replace('\u00A0', ' ').replace('\u2212', '-'));
      }
      return new Drawn(List.copyOf(pages), List.copyOf(reader.glyphs), attachment(document));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  String text() {
    return String.join("\n", pages);
  }

  /// The text without any blanks or line breaks, as long names break anywhere.
  String letters() {
    return text().replaceAll("\\s", "");
  }

  private static Optional<byte[]> attachment(PDDocument document) throws IOException {
    var names = new PDDocumentNameDictionary(document.getDocumentCatalog());
    if (names.getEmbeddedFiles() == null) {
      return Optional.empty();
    }
    var file = names.getEmbeddedFiles().getNames().get("factur-x.xml");
    return Optional.of(Objects.requireNonNull(file).getEmbeddedFile().toByteArray());
  }

  private static final class Reader extends PDFTextStripper {
    private final List<Glyph> glyphs = new ArrayList<>();

    @Override
    protected void processTextPosition(TextPosition at) {
      super.processTextPosition(at);
      if (at.getUnicode().isBlank()) {
        return;
      }
      // A tenth less on each side: neighbours may touch.
      var slack = at.getWidthDirAdj() * 0.1f;
      glyphs.add(
          new Glyph(
              getCurrentPageNo(),
              at.getUnicode(),
              at.getXDirAdj() + slack,
              at.getYDirAdj() - at.getFontSizeInPt() * 0.5f,
              at.getXDirAdj() + at.getWidthDirAdj() - slack,
              at.getYDirAdj(),
              at.getPageWidth(),
              at.getPageHeight()));
    }
  }
}
