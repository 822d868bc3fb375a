/// The Java client held to the server it speaks to.
@NullMarked
package dev.saldo.testkit.client;

import org.jspecify.annotations.NullMarked;
