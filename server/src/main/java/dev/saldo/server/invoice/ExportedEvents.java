package dev.saldo.server.invoice;

import dev.saldo.core.account.Rerating;
import dev.saldo.core.calendar.Period;
import dev.saldo.server.id.IdKind;
import dev.saldo.server.id.PublicId;
import dev.saldo.store.tabular.ParquetEvents;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/// A customer's events from an exported table of usage (Parquet), counted in parts beside each
/// other.
///
/// @param file as the export of usage wrote it
/// @param workers how many parts are counted at once
public record ExportedEvents(Path file, UUID customer, int workers) implements PeriodCheck.Source {
  @Override
  public Rerating rerated(Supplier<Rerating> fresh, Period stretch) throws IOException {
    var events = new ParquetEvents(file);
    var shown = PublicId.of(IdKind.CUSTOMER, customer);
    try (var threads = Executors.newFixedThreadPool(workers)) {
      var running = new ArrayList<Future<Rerating>>();
      for (var part : events.parts(workers)) {
        running.add(
            threads.submit(() -> {
              var counted = fresh.get();
              events.each(part, shown, stretch, counted.properties(), counted::add);
              return counted;
            }));
      }
      var all = fresh.get();
      for (var one : running) {
        all.add(one.get());
      }
      return all;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("the count was stopped", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException unreadable) {
        throw unreadable;
      }
      throw new IllegalStateException("a part couldn't be counted", e.getCause());
    }
  }
}
