package dev.saldo.server.http;

import dev.saldo.server.problem.Problem;
import dev.saldo.server.problem.ProblemType;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/// A reader of lines from a stream, each within a limit; empty lines are passed over.
///
/// A line beyond the limit is read to its end and dropped, so the lines after it still count.
final class LineReader {
  private static final int BUFFER_BYTES = 32 * 1024;

  private final InputStream in;
  private final int lineBytesMax;
  private byte[] buffer = new byte[BUFFER_BYTES];
  private int from;
  private int until;
  private int lineStart;
  private int lineEnd;
  private boolean overlong;
  private boolean ended;

  LineReader(InputStream in, int lineBytesMax) {
    this.in = in;
    this.lineBytesMax = lineBytesMax;
  }

  /// Goes to the next line that isn't empty; false at the stream's end.
  boolean next() {
    while (true) {
      if (!advance()) {
        return false;
      }
      if (lineEnd > lineStart && buffer[lineEnd - 1] == '\r') {
        lineEnd--;
      }
      if (overlong || lineEnd > lineStart) {
        return true;
      }
    }
  }

  byte[] line() {
    return buffer;
  }

  int offset() {
    return lineStart;
  }

  int length() {
    return lineEnd - lineStart;
  }

  /// Whether the line was longer than allowed, and is gone.
  boolean overlong() {
    return overlong;
  }

  Problem overlongProblem() {
    return Problem.of(ProblemType.BODY_TOO_LARGE).with("max", lineBytesMax);
  }

  private boolean advance() {
    overlong = false;
    int scan = from;
    while (true) {
      for (int i = scan; i < until; i++) {
        if (buffer[i] == '\n') {
          return line(i, i + 1);
        }
      }
      if (ended) {
        return (until > from || overlong) && line(until, until);
      }
      if (until - from > lineBytesMax) {
        overlong = true;
      }
      if (overlong) {
        from = until;
      }
      scan = until - from;
      fill();
    }
  }

  private boolean line(int end, int next) {
    lineStart = from;
    lineEnd = end;
    overlong = overlong || end - from > lineBytesMax;
    from = next;
    return true;
  }

  /// Moves what is left to the buffer's start and reads more behind it.
  private void fill() {
    int left = until - from;
    if (from > 0) {
      System.arraycopy(buffer, from, buffer, 0, left);
      from = 0;
      until = left;
    }
    if (until == buffer.length) {
      buffer = Arrays.copyOf(buffer, buffer.length * 2);
    }
    try {
      int read = in.read(buffer, until, buffer.length - until);
      if (read < 0) {
        ended = true;
      } else {
        until += read;
      }
    } catch (IOException _) {
      throw Problem.of(ProblemType.BAD_REQUEST).toException();
    }
  }
}
