/// Time as a value: half-open periods and the calendars that cut time into them.
///
/// Owns where a day, week, month or year begins in a zone, and how an anchored period keeps its day
/// through short months. Doesn't own a clock: every instant comes in from outside.
@NullMarked
package dev.saldo.core.calendar;

import org.jspecify.annotations.NullMarked;
