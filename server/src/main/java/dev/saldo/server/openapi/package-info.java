/// The API's description: the OpenAPI 3.1 document and the pages about problem types.
///
/// Both are written from what runs: the table of routes with its schemas, and the table of problem
/// types with its texts. Nothing here is kept by hand, so nothing can drift.
@NullMarked
package dev.saldo.server.openapi;

import org.jspecify.annotations.NullMarked;
