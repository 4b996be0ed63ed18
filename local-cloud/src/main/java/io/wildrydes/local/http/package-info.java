/// HTTP as values: a handler is a function from [Request] to [Response], and only [Server] and
/// [Connection] touch sockets. Importable by every service; imports none.
@NullMarked
package io.wildrydes.local.http;

import org.jspecify.annotations.NullMarked;
