package dev.saldo.server.invoice.document;

import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

/// The metadata of a PDF/A-3 as XMP (ISO 16684-1), with the description of the Factur-X schema that
/// PDF/A asks for where a document uses one of its own.
record Xmp(String title, String author, String producer, ZonedDateTime madeAt) {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssxxx");

  private static final String PACKET =
      """
      <?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?>
      <x:xmpmeta xmlns:x="adobe:ns:meta/">
      <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
      <rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
      <pdfaid:part>3</pdfaid:part>
      <pdfaid:conformance>A</pdfaid:conformance>
      </rdf:Description>
      <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">
      <dc:format>application/pdf</dc:format>
      <dc:title><rdf:Alt><rdf:li xml:lang="x-default">%s</rdf:li></rdf:Alt></dc:title>
      <dc:creator><rdf:Seq><rdf:li>%s</rdf:li></rdf:Seq></dc:creator>
      </rdf:Description>
      <rdf:Description rdf:about="" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
      <pdf:Producer>%s</pdf:Producer>
      </rdf:Description>
      <rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/">
      <xmp:CreatorTool>%3$s</xmp:CreatorTool>
      <xmp:CreateDate>%4$s</xmp:CreateDate>
      <xmp:ModifyDate>%4$s</xmp:ModifyDate>
      </rdf:Description>
      %5$s</rdf:RDF>
      </x:xmpmeta>
      <?xpacket end="w"?>
      """;

  private static final String FACTUR_X =
      """
      <rdf:Description rdf:about="" xmlns:fx="urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#">
      <fx:DocumentType>INVOICE</fx:DocumentType>
      <fx:DocumentFileName>%s</fx:DocumentFileName>
      <fx:Version>1.0</fx:Version>
      <fx:ConformanceLevel>EN 16931</fx:ConformanceLevel>
      </rdf:Description>
      <rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
       xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
       xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
      <pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
      <pdfaSchema:schema>Factur-X PDFA Extension Schema</pdfaSchema:schema>
      <pdfaSchema:namespaceURI>urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#</pdfaSchema:namespaceURI>
      <pdfaSchema:prefix>fx</pdfaSchema:prefix>
      <pdfaSchema:property><rdf:Seq>
      %s</rdf:Seq></pdfaSchema:property>
      </rdf:li></rdf:Bag></pdfaExtension:schemas>
      </rdf:Description>
      """;

  private static final String PROPERTY =
      """
      <rdf:li rdf:parseType="Resource">
      <pdfaProperty:name>%s</pdfaProperty:name>
      <pdfaProperty:valueType>Text</pdfaProperty:valueType>
      <pdfaProperty:category>external</pdfaProperty:category>
      <pdfaProperty:description>%s</pdfaProperty:description>
      </rdf:li>
      """;

  /// @param attachment the name of the attached XML; empty for none
  String text(String attachment) {
    return PACKET.formatted(
        escaped(title),
        escaped(author),
        escaped(producer),
        TIME.format(madeAt),
        attachment.isEmpty() ? "" : facturX(attachment));
  }

  private static String facturX(String attachment) {
    return FACTUR_X.formatted(
        attachment,
        PROPERTY.formatted("DocumentFileName", "The name of the embedded XML document")
            + PROPERTY.formatted("DocumentType", "The type of the hybrid document")
            + PROPERTY.formatted("Version", "The version of the standard")
            + PROPERTY.formatted("ConformanceLevel", "The profile of the embedded XML document"));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
