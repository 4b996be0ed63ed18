// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.bench;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/// The floors of [Bench]: AWS's runtime client with [EmptyHandler] against the least Runtime API
/// that it can work with, and nothing in between. JDK, flags, order of the class path and AOT cache
/// are those with which the local cloud starts functions.
final class BareRuntime {
  private static final String CLIENT = "com.amazonaws.services.lambda.runtime.api.client";

  private final Path folder;
  private final Path jar;
  private final String classPath;

  private BareRuntime(Path folder, Path jar, String classPath) {
    this.folder = folder;
    this.jar = jar;
    this.classPath = classPath;
  }

  /// Packs the handler and trains the caches.
  ///
  /// @param folder an empty folder, for what is made here
  /// @throws IOException also when the class path holds no runtime client
  static BareRuntime in(Path folder) throws IOException, InterruptedException {
    var jar = folder.resolve("empty.jar");
    pack(jar);
    extractNativeLibrary(folder);
    var runtime = new BareRuntime(folder, jar, runtimeClient() + File.pathSeparator + jar);
    for (var start : Start.values()) {
      runtime.train(start);
    }
    return runtime;
  }

  /// The packed handler, to be run by a local cloud too.
  Path jar() {
    return jar;
  }

  /// From spawn to the first answer, each time in a process of its own.
  List<Double> coldStartMillis(int runs) throws IOException, InterruptedException {
    var millis = new ArrayList<Double>();
    for (int i = 0; i < runs; i++) {
      try (var api = BareRuntimeApi.open()) {
        long start = System.nanoTime();
        api.run(command(Start.ON_DEMAND, "-XX:AOTCache="), folder);
        api.invoke();
        millis.add((System.nanoTime() - start) / 1e6);
      }
    }
    return millis;
  }

  /// From letting a process go on that waits to be restored, to its first answer; each time in a
  /// process of its own.
  List<Double> restoreMillis(int runs) throws IOException, InterruptedException {
    var millis = new ArrayList<Double>();
    for (int i = 0; i < runs; i++) {
      try (var api = BareRuntimeApi.open()) {
        api.run(command(Start.SNAP_START, "-XX:AOTCache="), folder);
        api.awaitParked();
        long start = System.nanoTime();
        api.restore();
        api.invoke();
        millis.add((System.nanoTime() - start) / 1e6);
      }
    }
    return millis;
  }

  /// From handing an invocation over to its answer, in one warm process, after as many again that
  /// do not count.
  List<Double> roundTripMillis(int runs) throws IOException, InterruptedException {
    var millis = new ArrayList<Double>();
    try (var api = BareRuntimeApi.open()) {
      api.run(command(Start.ON_DEMAND, "-XX:AOTCache="), folder);
      for (int i = 0; i < 2 * runs; i++) {
        long start = System.nanoTime();
        api.invoke();
        if (i >= runs) {
          millis.add((System.nanoTime() - start) / 1e6);
        }
      }
    }
    return millis;
  }

  /// The JVM writes the cache when it ends.
  private void train(Start start) throws IOException, InterruptedException {
    try (var api = BareRuntimeApi.open()) {
      api.run(command(start, "-XX:AOTCacheOutput="), folder);
      api.restore();
      api.invoke();
    }
    if (!Files.exists(cache(start))) {
      throw new IOException("the JVM wrote no AOT cache for the empty handler");
    }
  }

  private Path cache(Start start) {
    return folder.resolve(start + ".aot");
  }

  private ProcessBuilder command(Start start, String cacheOption) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add(cacheOption + cache(start));
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("--add-opens=java.base/java.io=ALL-UNNAMED");
    command.add("-XX:+UseSerialGC");
    command.add("-XX:+UnlockDiagnosticVMOptions");
    command.add("-XX:ArchiveRelocationMode=0");
    command.add("-XX:TieredStopAtLevel=" + start.compilationLevel);
    command.add("-XX:MaxHeapSize=870m");
    command.add("-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac");
    command.add("-D" + CLIENT + ".runtimeapi.NativeClient.JNI=" + folder.resolve("native.so"));
    command.addAll(List.of("-cp", classPath, CLIENT + ".AWSLambda", EmptyHandler.class.getName()));
    var builder = new ProcessBuilder(command);
    builder.environment().put("LAMBDA_TASK_ROOT", folder.toString());
    builder.environment().put("AWS_LAMBDA_INITIALIZATION_TYPE", start.type);
    return builder;
  }

  private static String runtimeClient() throws IOException {
    var jars =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
            .filter(entry -> isRuntimeClient(Path.of(entry)))
            .map(entry -> Path.of(entry).toAbsolutePath().toString())
            .toList();
    if (jars.isEmpty()) {
      throw new IOException("class path holds no aws-lambda-java jars, which run functions");
    }
    return String.join(File.pathSeparator, jars);
  }

  private static boolean isRuntimeClient(Path entry) {
    var name = String.valueOf(entry.getFileName());
    return name.startsWith("aws-lambda-java-") || name.startsWith("utils-lite-");
  }

  private static void pack(Path jar) throws IOException {
    var name = EmptyHandler.class.getName().replace('.', '/') + ".class";
    try (var out = new JarOutputStream(Files.newOutputStream(jar));
        InputStream in = resource("/" + name)) {
      out.putNextEntry(new JarEntry(name));
      in.transferTo(out);
    }
  }

  private static void extractNativeLibrary(Path folder) throws IOException {
    var arch = System.getProperty("os.arch").equals("aarch64") ? "aarch_64" : "x86_64";
    try (InputStream in = resource("/jni/libaws-lambda-jni.linux-" + arch + ".so")) {
      Files.copy(in, folder.resolve("native.so"));
    }
  }

  private static InputStream resource(String name) throws IOException {
    var in = BareRuntime.class.getResourceAsStream(name);
    if (in == null) {
      throw new IOException("class path holds no " + name);
    }
    return in;
  }

  /// The two ways in which a process starts; the compiler stops at C1 but under SnapStart.
  private enum Start {
    ON_DEMAND("on-demand", 1),
    SNAP_START("snap-start", 4);

    private final String type;
    private final int compilationLevel;

    Start(String type, int compilationLevel) {
      this.type = type;
      this.compilationLevel = compilationLevel;
    }
  }
}
