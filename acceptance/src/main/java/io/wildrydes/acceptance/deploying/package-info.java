/// What goes before and after a deployment that CloudFormation does not do: what a load will cost,
/// restores before the first caller waits for one, and the proof that nothing is left. Start at
/// [Cost], [WarmUp] and [Leftovers].
@NullMarked
package io.wildrydes.acceptance.deploying;

import org.jspecify.annotations.NullMarked;
