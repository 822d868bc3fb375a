package dev.saldo.server.http;

import dev.saldo.server.json.Body;
import dev.saldo.server.json.Json;
import dev.saldo.server.json.JsonReader;
import dev.saldo.server.json.Schema;
import dev.saldo.server.json.Validator;
import dev.saldo.server.problem.Fault;
import dev.saldo.server.problem.Problem;
import dev.saldo.server.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// What came in a request's body.
sealed interface Payload {

  /// Hands over the items in slices.
  void eachSlice(int sliceMax, Consumer<List<Item>> slices);

  record None() implements Payload {
    @Override
    public void eachSlice(int sliceMax, Consumer<List<Item>> slices) {}
  }

  record One(Body body) implements Payload {
    @Override
    public void eachSlice(int sliceMax, Consumer<List<Item>> slices) {
      slices.accept(List.of(new Item.Sound(0, body)));
    }
  }

  /// Bytes for the handler.
  final class Raw implements Payload {
    private final byte[] bytes;

    Raw(byte[] bytes) {
      this.bytes = bytes;
    }

    byte[] bytes() {
      return bytes;
    }

    @Override
    public void eachSlice(int sliceMax, Consumer<List<Item>> slices) {
      throw new IllegalStateException("raw bytes have no items");
    }
  }

  /// A batch that was read as a whole.
  record Batch(List<Item> items) implements Payload {
    @Override
    public void eachSlice(int sliceMax, Consumer<List<Item>> slices) {
      for (int from = 0; from < items.size(); from += sliceMax) {
        slices.accept(items.subList(from, Math.min(items.size(), from + sliceMax)));
      }
    }
  }

  /// Lines that are read as they come.
  record Lines(LineReader reader, Schema.Obj schema) implements Payload {
    @Override
    public void eachSlice(int sliceMax, Consumer<List<Item>> slices) {
      List<Item> slice = new ArrayList<>(sliceMax);
      int index = 0;
      while (reader.next()) {
        slice.add(item(index++));
        if (slice.size() == sliceMax) {
          slices.accept(List.copyOf(slice));
          slice.clear();
        }
      }
      if (!slice.isEmpty()) {
        slices.accept(List.copyOf(slice));
      }
    }

    private Item item(int index) {
      if (reader.overlong()) {
        return new Item.Faulty(index, reader.overlongProblem());
      }
      try {
        return checked(
            index, schema, JsonReader.read(reader.line(), reader.offset(), reader.length()));
      } catch (ProblemException e) {
        return new Item.Faulty(index, e.problem());
      }
    }
  }

  /// One value, checked by itself.
  static Item checked(int index, Schema.Obj schema, Json json) {
    List<Fault> faults = Validator.faults(schema, json);
    return faults.isEmpty() && json instanceof Json.Obj object
        ? new Item.Sound(index, Body.checked(schema, object))
        : new Item.Faulty(index, Problem.ofFaults(faults));
  }
}
