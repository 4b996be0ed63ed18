/// The API Gateway REST APIs of a stack: routes, keys and usage plans, throttles, gateway
/// responses, access log.
@NullMarked
package io.wildrydes.local.gateway;

import org.jspecify.annotations.NullMarked;
