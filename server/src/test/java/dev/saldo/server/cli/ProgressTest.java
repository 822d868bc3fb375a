package dev.saldo.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final AtomicLong now = new AtomicLong();

  private Progress progress(boolean interactive) {
    var err = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    return new Progress(err, interactive, now::get);
  }

  private String written() {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void aFileGetsALineForEachStep() {
    try (var progress = progress(false)) {
      progress.step("reading");
      progress.done(5);
      progress.step("reading");
      progress.step("writing");
    }
    assertThat(written().lines()).containsExactly("saldo: reading", "saldo: writing");
  }

  @Test
  void aPersonSeesOneLineRewrittenTenTimesASecondAtMost() {
    try (var progress = progress(true)) {
      progress.step("reading");
      progress.done(5);
      now.set(100_000_000);
      progress.done(1_234_567, 2_000_000);
    }
    assertThat(written())
        .isEqualTo(
            "\r\u001B[Ksaldo: reading\r\u001B[Ksaldo: reading: 1,234,567 of 2,000,000\r\u001B[K");
  }
}
