package dev.saldo.server.invoice.document;

import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;

/// The validator for PDF/A-3 and Factur-X that the build puts beside the classes. It is loaded
/// apart from everything else, because it has other versions of the same libraries inside.
final class PdfValidation {
  private static final Path JAR = Path.of("target", "document-validator", "validator.jar");

  private static final ClassLoader APART =
      new URLClassLoader(new URL[] {url()}, ClassLoader.getPlatformClassLoader());

  private PdfValidation() {}

  /// What the validator says.
  ///
  /// @param valid whether the pages are PDF/A, the metadata is as Factur-X wants it, and the XML
  ///   inside keeps its schema and rules
  record Verdict(boolean valid, String report) {
    /// Whether the pages are PDF/A-3 of level A, whatever is inside of them.
    boolean isArchival() {
      return report.contains("flavour=3a") && report.contains("isCompliant=true");
    }
  }

  static Verdict verdict(byte[] pdf) {
    var thread = Thread.currentThread();
    var before = thread.getContextClassLoader();
    thread.setContextClassLoader(APART);
    try {
      var type = APART.loadClass("org.mustangproject.validator.ZUGFeRDValidator");
      var validator = type.getConstructor().newInstance();
      var report =
          type.getMethod("validate", byte[].class, String.class)
              .invoke(validator, pdf, "invoice.pdf");
      var valid = type.getMethod("wasCompletelyValid").invoke(validator);
      return new Verdict(Boolean.TRUE.equals(valid), String.valueOf(report));
    } catch (ReflectiveOperationException broken) {
      throw new LinkageError("the validator has another shape", broken);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private static URL url() {
    if (!Files.exists(JAR)) {
      throw new AssertionError("no " + JAR.toAbsolutePath() + ": the build copies it before tests");
    }
    try {
      return JAR.toUri().toURL();
    } catch (MalformedURLException broken) {
      throw new AssertionError(broken);
    }
  }
}
