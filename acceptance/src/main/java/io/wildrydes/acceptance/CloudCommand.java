// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How a local cloud is started as a process of its own, from the built jars and on free ports, and
/// what it says then.
public final class CloudCommand {
  /// The last line that it prints when it starts.
  public static final String READY = "ready";

  private static final String MAIN = "io.wildrydes.local.Main";
  private static final Pattern AWS_ENDPOINT =
      Pattern.compile("AWS endpoint +AWS_ENDPOINT_URL=(\\S+) .*");

  private CloudCommand() {}

  /// The command.
  ///
  /// @param jars the folder of local-cloud's jar and its `lib`, beside its `jvm.options`
  /// @param flags more than ports and template
  /// @throws IOException when nothing has been built there
  public static ProcessBuilder of(Path jars, Path template, List<String> flags) throws IOException {
    var jar = jars.resolve("local-cloud.jar");
    if (!Files.exists(jar)) {
      throw new IOException(jar + " does not exist; run make build, and this from the top folder");
    }
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("@" + jars.resolveSibling("jvm.options"));
    command.addAll(List.of("-cp", jar + File.pathSeparator + jars.resolve("lib", "*"), MAIN));
    command.addAll(List.of("--gateway-port", "0", "--aws-port", "0", "--quiet"));
    command.addAll(List.of("--template", template.toString()));
    command.addAll(flags);
    return new ProcessBuilder(command);
  }

  /// Where its AWS APIs answer.
  ///
  /// @param banner what it has printed
  public static URI awsEndpoint(List<String> banner) throws IOException {
    return banner.stream()
        .map(AWS_ENDPOINT::matcher)
        .filter(Matcher::matches)
        .map(line -> URI.create(line.group(1)))
        .findFirst()
        .orElseThrow(() -> new IOException("the local cloud printed no AWS endpoint"));
  }
}
