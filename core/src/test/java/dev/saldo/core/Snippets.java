package dev.saldo.core;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;

/// Java sources given as text, compiled into a folder and read back as ArchUnit's classes: the
/// offenders by which a law proves that it can fail.
final class Snippets {
  private static final Pattern PACKAGE = Pattern.compile("package ([\\w.]+);");
  private static final Pattern TYPE = Pattern.compile("\\b(?:class|record|interface|enum) (\\w+)");

  private Snippets() {}

  /// Compiles the sources, each with its own `package` line, and imports the result alone.
  static JavaClasses compile(Path folder, List<String> sources) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("-d", folder.resolve("classes").toString()));
    arguments.addAll(List.of("-proc:none", "-nowarn"));
    for (String source : sources) {
      Path file = folder.resolve("sources").resolve(pathOf(source));
      Files.createDirectories(file.getParent());
      Files.writeString(file, source);
      arguments.add(file.toString());
    }
    run(arguments);
    return new ClassFileImporter().importPath(folder.resolve("classes"));
  }

  private static void run(List<String> arguments) throws IOException {
    var compiler = ToolProvider.getSystemJavaCompiler();
    var faults = new DiagnosticCollector<JavaFileObject>();
    try (var files = compiler.getStandardFileManager(faults, null, null)) {
      var sources = arguments.stream().filter(argument -> argument.endsWith(".java")).toList();
      var options = arguments.stream().filter(argument -> !argument.endsWith(".java")).toList();
      var units = files.getJavaFileObjectsFromStrings(sources);
      Files.createDirectories(Path.of(options.get(1)));
      if (!compiler.getTask(null, files, faults, options, null, units).call()) {
        throw new IllegalArgumentException(faults.getDiagnostics().toString());
      }
    }
  }

  private static String pathOf(String source) {
    String folder = first(PACKAGE, source).replace('.', '/');
    return folder + "/" + (source.startsWith("@") ? "package-info" : first(TYPE, source)) + ".java";
  }

  private static String first(Pattern pattern, String source) {
    Matcher matcher = pattern.matcher(source);
    if (!matcher.find()) {
      throw new IllegalArgumentException("no " + pattern + " in: " + source);
    }
    return matcher.group(1);
  }
}
