/// Judges a running stack from outside: sends load, follows every order by its correlation id
/// through what the callers saw, what the functions logged and what lies in dead-letter queues, and
/// accounts for each one. Start at [Demo].
@NullMarked
package io.wildrydes.acceptance;

import org.jspecify.annotations.NullMarked;
