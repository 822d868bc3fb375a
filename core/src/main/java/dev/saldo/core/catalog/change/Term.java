package dev.saldo.core.catalog.change;

import java.util.List;
import java.util.Set;

/// One thing that a catalog says.
///
/// @param owner the path of the thing that this is a part of; when the whole thing is added or
///   removed, its parts aren't told apart. Empty for what belongs to nothing
/// @param plans the plans whose customers it touches
record Term(
    String path,
    String owner,
    ChangeKind kind,
    List<String> subjects,
    Figure figure,
    Set<String> plans) {}
