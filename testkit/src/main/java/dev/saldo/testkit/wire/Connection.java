package dev.saldo.testkit.wire;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// One kept-alive connection to a server on this machine; for one thread.
public final class Connection implements AutoCloseable {
  private static final int TIMEOUT_MS = 30_000;
  private static final int STATUS_AT = "HTTP/1.1 ".length();
  private static final byte[] LENGTH = ascii("content-length:");

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;
  private byte[] buffer = new byte[16 * 1024];

  private Connection(Socket socket) throws IOException {
    this.socket = socket;
    this.in = socket.getInputStream();
    this.out = socket.getOutputStream();
  }

  /// Connects to a port of the loopback.
  public static Connection open(int port) throws IOException {
    var socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(TIMEOUT_MS);
    return new Connection(socket);
  }

  /// An answer of any status.
  public record Answer(int status, byte[] body) {
    public String text() {
      return new String(body, StandardCharsets.UTF_8);
    }
  }

  /// Sends a request, head and body together, and reads its answer.
  public Answer exchange(byte[] request) throws IOException {
    out.write(request);
    var size = 0;
    var end = -1;
    while (end < 0) {
      size += read(size);
      end = endOfHead(size);
    }
    var length = contentLength(end);
    while (size < end + length) {
      size += read(size);
    }
    if (size > end + length) {
      throw new IOException("more came than was announced");
    }
    return new Answer(status(), Arrays.copyOfRange(buffer, end, end + length));
  }

  private int read(int size) throws IOException {
    if (size == buffer.length) {
      buffer = Arrays.copyOf(buffer, size * 2);
    }
    var count = in.read(buffer, size, buffer.length - size);
    if (count < 0) {
      throw new EOFException("the server closed the connection");
    }
    return count;
  }

  /// Where the body begins, or -1.
  private int endOfHead(int size) {
    for (var i = 3; i < size; i++) {
      if (buffer[i] == '\n' && buffer[i - 2] == '\n') {
        return i + 1;
      }
    }
    return -1;
  }

  private int status() {
    var status = 0;
    for (var i = STATUS_AT; i < STATUS_AT + 3; i++) {
      status = status * 10 + buffer[i] - '0';
    }
    return status;
  }

  private int contentLength(int end) throws IOException {
    for (var i = 0; i < end; i++) {
      if (buffer[i] == '\n' && startsWithLength(i + 1, end)) {
        return number(i + 1 + LENGTH.length);
      }
    }
    throw new IOException("an answer has no length: " + head(end));
  }

  private boolean startsWithLength(int from, int end) {
    if (from + LENGTH.length > end) {
      return false;
    }
    for (var i = 0; i < LENGTH.length; i++) {
      if (Character.toLowerCase((char) buffer[from + i]) != LENGTH[i]) {
        return false;
      }
    }
    return true;
  }

  private int number(int from) {
    var at = from;
    while (buffer[at] == ' ') {
      at++;
    }
    var number = 0;
    for (; buffer[at] >= '0' && buffer[at] <= '9'; at++) {
      number = number * 10 + buffer[at] - '0';
    }
    return number;
  }

  private String head(int end) {
    return new String(buffer, 0, end, StandardCharsets.ISO_8859_1);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
