/// Scenarios: the figures that a catalog promises, driven through the HTTP API of a real server.
///
/// Owns the scenario files' language, their run and the report of expected against found figures;
/// and the table of all figures that some scenario must assert. Doesn't own any figure's reason,
/// which stands in the scenario beside it, nor the catalogs.
///
/// Invariants: a scenario sees the server only as a vendor's program does, through the client.
/// Figures are texts and compared as decimals; there is no floating point. A step that isn't
/// understood stops the scenario before anything is sent.
@NullMarked
package dev.saldo.testkit.scenario;

import org.jspecify.annotations.NullMarked;
