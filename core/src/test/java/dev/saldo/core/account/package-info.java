/// Examples and laws of decisions, on small catalogs built in code.
@NullMarked
package dev.saldo.core.account;

import org.jspecify.annotations.NullMarked;
