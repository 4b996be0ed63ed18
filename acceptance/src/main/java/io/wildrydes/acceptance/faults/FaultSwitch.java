// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.faults;

import io.wildrydes.acceptance.AwsAccess;
import java.util.Map;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterNotFoundException;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/// The faults of one stack, in its parameter `/<stack>/faults`. Closing it closes the client. Two
/// people who switch at the same moment may undo each other's change: Parameter Store has no
/// conditional write.
public final class FaultSwitch implements AutoCloseable {
  private final SsmClient ssm;
  private final String parameter;

  private FaultSwitch(SsmClient ssm, String parameter) {
    this.ssm = ssm;
    this.parameter = parameter;
  }

  /// Of a stack that runs there.
  public static FaultSwitch of(AwsAccess access, String stack) {
    return new FaultSwitch(access.client(SsmClient.builder()), "/" + stack + "/faults");
  }

  /// What is on.
  ///
  /// @throws IllegalArgumentException when there is no such parameter, or it holds something else
  public FaultDocument read() {
    try {
      var found = ssm.getParameter(request -> request.name(parameter)).parameter();
      return FaultDocument.parse(found.value());
    } catch (ParameterNotFoundException e) {
      throw new IllegalArgumentException("there is no parameter " + parameter, e);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("parameter %s %s".formatted(parameter, e.getMessage()), e);
    }
  }

  /// Switches one fault on and leaves the others; gives what is on then.
  public FaultDocument on(KnownFault fault, Map<String, Double> numbers) {
    return write(read().with(fault, numbers));
  }

  /// Switches one fault off and leaves the others; gives what is on then.
  FaultDocument off(KnownFault fault) {
    return write(read().without(fault));
  }

  @Override
  public void close() {
    ssm.close();
  }

  private FaultDocument write(FaultDocument document) {
    ssm.putParameter(request ->
        request.name(parameter).value(document.text()).type(ParameterType.STRING).overwrite(true));
    return document;
  }
}
