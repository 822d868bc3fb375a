package dev.saldo.testkit.scenario;

import java.util.Optional;

/// One expectation, and what was found instead or as expected.
///
/// @param figure the id of the figure that it proves, if it proves one
/// @param what the path of the answer, or the figure's words
/// @param problem what was answered, where it was a refusal that nobody expected
public record Finding(
    String caseTitle,
    int line,
    Optional<String> figure,
    String what,
    String expected,
    String got,
    boolean ok,
    Optional<String> problem) {}
