@NullMarked
package dev.saldo.core.invoicing;

import org.jspecify.annotations.NullMarked;
