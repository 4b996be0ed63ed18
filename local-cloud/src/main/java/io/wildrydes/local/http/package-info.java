/// HTTP as values over the JDK's server: a handler is a function from [Request] to [Response], and
/// only [Server] touches the socket. Importable by every service; imports none.
@NullMarked
package io.wildrydes.local.http;

import org.jspecify.annotations.NullMarked;
