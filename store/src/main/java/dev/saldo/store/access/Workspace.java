package dev.saldo.store.access;

import java.util.UUID;

/// A workspace in one mode.
///
/// @param id its number, by which rows name it
/// @param live whether it is the live one, else the test one
/// @param hasKeys whether a key was ever made for it
public record Workspace(long id, UUID publicId, String name, boolean live, boolean hasKeys) {}
