/// Pages of lists: how far a page reaches, and the signed cursor that leads to the next.
///
/// Invariant: a cursor is good only for the workspace, the mode, the route and the filters it was
/// given for; whatever else comes back is `invalid_cursor`. A cursor isn't a secret: it says where
/// a list goes on, and holds nothing that its reader wasn't shown.
@NullMarked
package dev.saldo.server.page;

import org.jspecify.annotations.NullMarked;
