// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.aws;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wildrydes.local.json.Fields;
import java.util.List;
import java.util.SortedMap;

/// A service whose content can outlive the process: the local cloud writes it down after an orderly
/// stop, and gives it back at the next start.
public interface Durable {
  /// The name under which the content is kept.
  String durableName();

  /// Everything that the next run needs; asked for once the service is closed.
  ObjectNode save();

  /// Takes back what [#save()] gave; called once, before the service is started.
  ///
  /// What the template has no place for any more is not dropped: it is part of what the next
  /// [#save()] gives.
  ///
  /// @return a sentence for each thing without a place
  /// @throws io.wildrydes.local.json.MalformedJsonException when this is not what was saved
  List<String> restore(Fields saved);

  /// What is waiting inside, for people: how many by the name of their place.
  SortedMap<String, Integer> waiting();
}
