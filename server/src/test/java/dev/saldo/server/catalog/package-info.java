@NullMarked
package dev.saldo.server.catalog;

import org.jspecify.annotations.NullMarked;
