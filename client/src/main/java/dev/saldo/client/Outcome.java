package dev.saldo.client;

import java.util.function.Function;

/// What became of a request that was answered.
public sealed interface Outcome<T> {
  /// It was done.
  ///
  /// @param replayed whether it had been done before, and this is the first answer again
  record Done<T>(T value, boolean replayed) implements Outcome<T> {}

  /// It was refused, and changed nothing.
  record Refused<T>(Problem problem) implements Outcome<T> {}

  /// The answer in another form.
  default <R> Outcome<R> map(Function<? super T, ? extends R> form) {
    return switch (this) {
      case Done<T>(var value, var replayed) -> new Done<>(form.apply(value), replayed);
      case Refused<T>(var problem) -> new Refused<>(problem);
    };
  }

  /// The answer, where a refusal would be a fault of the caller's set-up.
  ///
  /// @throws RefusedException with the problem in words
  default T orThrow() {
    return switch (this) {
      case Done<T>(var value, _) -> value;
      case Refused<T>(var problem) -> throw new RefusedException(problem);
    };
  }
}
