/// What all AWS APIs share: the endpoint that tells services apart, the JSON protocol, error
/// shapes, callers, their credentials and signatures, the patterns of policies, ARNs, the trace
/// header, and how long platform waits last. Importable by every service; imports none.
@NullMarked
package io.wildrydes.local.aws;

import org.jspecify.annotations.NullMarked;
