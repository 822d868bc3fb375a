package dev.saldo.server.cli;

import dev.saldo.server.json.JsonWriter;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;

/// Where a command prints: results on one stream, faults and progress on the other.
public final class Terminal {
  private final PrintStream out;
  private final PrintStream err;
  private final boolean interactive;

  private Terminal(PrintStream out, PrintStream err, boolean interactive) {
    this.out = out;
    this.err = err;
    this.interactive = interactive;
  }

  /// The streams of this process, in UTF-8.
  public static Terminal system() {
    return new Terminal(
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8),
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8),
        Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent());
  }

  /// Other streams.
  ///
  /// @param interactive whether a person watches, so that a line may be rewritten
  public static Terminal of(PrintStream out, PrintStream err, boolean interactive) {
    return new Terminal(out, err, interactive);
  }

  /// Prints one line of the result.
  public void line(String text) {
    out.println(Printable.of(text));
  }

  /// Prints an empty line.
  public void line() {
    out.println();
  }

  /// Prints a table.
  public void table(Table table) {
    table.lines().forEach(out::println);
  }

  /// Prints one JSON object on a line of its own (RFC 8259, UTF-8).
  public void json(Consumer<JsonWriter> members) {
    json(JsonWriter.object(members));
  }

  /// Prints a JSON document that is written already.
  public void json(byte[] document) {
    out.write(document, 0, document.length);
    out.println();
  }

  /// Says in one sentence what went wrong, on the other stream.
  public void fault(String sentence) {
    err.println("saldo: " + Printable.of(sentence));
  }

  /// A line that tells how far something is, on the other stream.
  public Progress progress() {
    return new Progress(err, interactive, System::nanoTime);
  }

  /// Writes what was printed so far, whatever stands behind the streams.
  public void flush() {
    out.flush();
    err.flush();
  }

  /// Whether a person watches, so that lines may be rewritten.
  boolean isInteractive() {
    return interactive;
  }

  /// Sends a sequence that moves the cursor or changes the screen (ECMA-48).
  void control(String sequence) {
    out.print(sequence);
    out.flush();
  }

  /// Writes a line over what stands there.
  ///
  /// @param clear the sequence that clears the rest of a line
  void rewritten(String text, String clear) {
    out.print(Printable.onOneLine(text) + clear + "\r\n");
  }
}
