// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.lambda;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/// How processes of one function version are started: everything but what differs from one process
/// to the next.
///
/// @param javaExecutable the `java` to run
/// @param options the JVM's options
/// @param classPath the runtime client first, as on Lambda, where its loader is the parent of the
///   function's. All on the application class path: the AOT cache serves no other loader
record LaunchPlan(
    Path javaExecutable,
    List<String> options,
    List<Path> classPath,
    Path taskRoot,
    String handler) {
  private static final String MAIN = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda";
  private static final double HEAP_SHARE = 0.85;
  private static final int KILOBYTES = 1024;

  /// The share of a machine's memory that a JVM begins with, and the least that it takes.
  private static final int INITIAL_HEAP_PART = 64;

  private static final int LEAST_INITIAL_HEAP_MB = 8;

  /// What a JVM holds beside its heap at most, without native allocations of the function's own.
  private static final int BESIDE_HEAP_MB = 192;

  /// The plan for a version.
  ///
  /// Flags as on the java25 runtime: Serial GC; compilation stops at C1 except under SnapStart
  /// (https://docs.aws.amazon.com/lambda/latest/dg/java-customization.html). The heap takes 85 % of
  /// the function's memory, as command lines of the managed runtime show; it begins with what a JVM
  /// takes on a machine of that memory, which Lambda's is and this one is not.
  static LaunchPlan of(
      Path javaExecutable, RuntimeClient client, CodeStore.Unpacked code, FunctionVersion version) {
    var function = version.function();
    var options = new ArrayList<String>();
    options.add("--enable-native-access=ALL-UNNAMED");
    options.add("--add-opens=java.base/java.io=ALL-UNNAMED");
    options.add("-XX:+UseSerialGC");
    // Classes of the AOT cache lie where it was made for. Elsewhere each process would write anew
    // every address in them: that takes time at each start, and memory that is shared with no one.
    options.add("-XX:+UnlockDiagnosticVMOptions");
    options.add("-XX:ArchiveRelocationMode=0");
    // A JVM that crashes writes into its working folder, which many processes share here; on Lambda
    // that folder is read-only, and the JVM then falls back to this.
    options.add("-XX:ErrorFile=/tmp/hs_err_pid%p.log");
    if (!version.startsFromSnapshot()) {
      options.add("-XX:TieredStopAtLevel=1");
    }
    int memoryMb = function.limits().memoryMb();
    options.add("-XX:InitialHeapSize=%dm".formatted(initialHeapMb(memoryMb)));
    options.add("-XX:MaxHeapSize=%dk".formatted((long) (memoryMb * KILOBYTES * HEAP_SHARE)));
    options.add("-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac");
    options.add(
        "-Dcom.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI="
            + client.nativeLibrary());
    var classPath = new ArrayList<>(client.jars());
    classPath.addAll(code.classPath());
    return new LaunchPlan(
        javaExecutable, options, classPath, code.taskRoot(), function.code().handler());
  }

  /// What a JVM begins with on a machine of this memory.
  static int initialHeapMb(int memoryMb) {
    return Math.max(LEAST_INITIAL_HEAP_MB, memoryMb / INITIAL_HEAP_PART);
  }

  /// The anonymous memory that a process may hold before it is ended: the function's memory or, for
  /// small functions, a full heap and what a JVM holds beside it, so that a full heap ends with the
  /// JVM's own error.
  static int memoryLimitMb(int memoryMb) {
    return Math.max(memoryMb, (int) (memoryMb * HEAP_SHARE) + BESIDE_HEAP_MB);
  }

  /// The command line, with options of this one start in front.
  List<String> command(List<String> extraOptions) {
    var command = new ArrayList<String>();
    command.add(javaExecutable.toString());
    command.addAll(extraOptions);
    command.addAll(options);
    command.add("-cp");
    command.add(
        classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
    command.add(MAIN);
    command.add(handler);
    return command;
  }

  /// Names what an AOT cache depends on: this JVM build, these options, this class path.
  ///
  /// @param toolOptions the function's own `JAVA_TOOL_OPTIONS`
  String fingerprint(JavaHome home, String toolOptions) {
    var text = String.join("\n", command(List.of(home.version(), toolOptions)));
    var digest = CodeStore.newSha256().digest(text.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(digest);
  }
}
