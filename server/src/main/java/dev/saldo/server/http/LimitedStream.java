package dev.saldo.server.http;

import dev.saldo.server.problem.Problem;
import dev.saldo.server.problem.ProblemType;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// A stream that refuses to go on beyond a number of bytes.
final class LimitedStream extends FilterInputStream {
  private final long bytesMax;
  private final ProblemType type;
  private long read;

  LimitedStream(InputStream in, long bytesMax, ProblemType type) {
    super(in);
    this.bytesMax = bytesMax;
    this.type = type;
  }

  @Override
  public int read() throws IOException {
    int value = super.read();
    if (value >= 0) {
      count(1);
    }
    return value;
  }

  @Override
  public int read(byte[] to, int offset, int length) throws IOException {
    int count = super.read(to, offset, length);
    if (count > 0) {
      count(count);
    }
    return count;
  }

  private void count(int more) {
    read += more;
    if (read > bytesMax) {
      throw Problem.of(type).with("max", bytesMax).toException();
    }
  }
}
