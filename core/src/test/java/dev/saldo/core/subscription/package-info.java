@NullMarked
package dev.saldo.core.subscription;

import org.jspecify.annotations.NullMarked;
