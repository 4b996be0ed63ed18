/// Dead letters for people: what lies in the dead-letter queues of a stack and why, and how it gets
/// back to where it was given up. Start at [Dlq] and [Redrive]. Both work on a local cloud and on a
/// deployed stack alike, with nothing but AWS's APIs.
@NullMarked
package io.wildrydes.acceptance.deadletters;

import org.jspecify.annotations.NullMarked;
