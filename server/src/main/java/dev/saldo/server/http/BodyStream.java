package dev.saldo.server.http;

import dev.saldo.server.problem.Problem;
import dev.saldo.server.problem.ProblemType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/// A request's body as a blocking stream that refuses to wait for a sender that is too slow.
///
/// Only the time spent waiting counts, so a handler that takes long over a slice isn't held against
/// the sender: after a grace, the sender must have kept up a least rate over all the waiting.
final class BodyStream extends InputStream {
  private final Request request;
  private final long graceNanos;
  private final long bytesPerSecondMin;
  private final Semaphore ready = new Semaphore(0);
  private Content.@Nullable Chunk chunk;
  private long received;
  private long waitedNanos;
  private boolean ended;

  BodyStream(Request request, Duration grace, int bytesPerSecondMin) {
    this.request = request;
    this.graceNanos = grace.toNanos();
    this.bytesPerSecondMin = bytesPerSecondMin;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] to, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    Content.Chunk current = current();
    if (current == null) {
      return -1;
    }
    ByteBuffer bytes = current.getByteBuffer();
    int count = Math.min(length, bytes.remaining());
    bytes.get(to, offset, count);
    if (!bytes.hasRemaining()) {
      release(current);
    }
    return count;
  }

  /// The chunk to read from, which has bytes; null at the end.
  private Content.@Nullable Chunk current() throws IOException {
    while (chunk == null && !ended) {
      Content.Chunk next = request.read();
      if (next == null) {
        await();
      } else if (Content.Chunk.isFailure(next)) {
        ended = true;
        throw new IOException("the body broke off", next.getFailure());
      } else if (next.hasRemaining()) {
        received += next.remaining();
        chunk = next;
      } else {
        release(next);
      }
    }
    return chunk;
  }

  private void release(Content.Chunk done) {
    ended = done.isLast();
    done.release();
    chunk = null;
  }

  private void await() throws IOException {
    long allowed = graceNanos + received * TimeUnit.SECONDS.toNanos(1) / bytesPerSecondMin;
    long begin = System.nanoTime();
    request.demand(ready::release);
    try {
      if (!ready.tryAcquire(Math.max(0, allowed - waitedNanos), TimeUnit.NANOSECONDS)) {
        ended = true;
        throw Problem.of(ProblemType.REQUEST_TIMEOUT).toException();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("stopped while reading a body", e);
    } finally {
      waitedNanos += System.nanoTime() - begin;
    }
  }

  @Override
  public void close() {
    if (chunk != null) {
      release(chunk);
    }
  }
}
