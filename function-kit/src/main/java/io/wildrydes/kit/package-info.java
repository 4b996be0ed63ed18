/// What every function shares: telemetry, HTTP in and out, settings and faults as values, priming.
@NullMarked
package io.wildrydes.kit;

import org.jspecify.annotations.NullMarked;
