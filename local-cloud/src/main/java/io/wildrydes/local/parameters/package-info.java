/// SSM Parameter Store and Secrets Manager: the operations that functions and people at a keyboard
/// need. Start at [ParametersService]; each API has its store (`SsmApi` over `ParameterStore`,
/// `SecretsManagerApi` over `SecretStore`). Left out: encryption, labels, policies, rotation.
@NullMarked
package io.wildrydes.local.parameters;

import org.jspecify.annotations.NullMarked;
