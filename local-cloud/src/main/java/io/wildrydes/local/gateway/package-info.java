/// The API Gateway REST APIs of a stack. Start at [GatewayService], which reads the stack, and at
/// `Gateway`, which takes a request from stage to route, `IamAuthorizer`, admission (keys,
/// throttles, quotas), integration and answer. Each finished request is one `Exchange`, handed to
/// one place. What is left out is listed in docs/emulation/gateway.md.
@NullMarked
package io.wildrydes.local.gateway;

import org.jspecify.annotations.NullMarked;
