package dev.saldo.testkit.crash;

/// What is killed in a round.
enum Blow {
  /// The JVM; its PostgreSQL lives on as an orphan.
  SERVER("server"),
  /// PostgreSQL with all its processes; the JVM starts it again.
  DATABASE("database"),
  /// Both at once.
  BOTH("both"),
  /// Both, and both once more while they start.
  START("start");

  private final String word;

  Blow(String word) {
    this.word = word;
  }

  String word() {
    return word;
  }

  /// They take turns.
  static Blow of(int round) {
    return values()[round % values().length];
  }
}
