// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CodeStoreTest {
  @TempDir private Path folder;
  private CodeStore store;

  @BeforeEach
  void open() {
    store = new CodeStore(work(folder.resolve("work")), () -> UUID.randomUUID().toString());
  }

  @Test
  void unpacksThePackageAndPutsItsLibrariesOnTheClassPathByName() throws IOException {
    var jar = jar("a/Handler.class", "lib/b.jar", "lib/a.jar", "settings.txt");

    var unpacked = store.unpack(jar);

    assertThat(unpacked.taskRoot().resolve("settings.txt")).hasContent("settings.txt");
    assertThat(unpacked.classPath())
        .containsExactly(
            unpacked.home().resolve("function.jar"),
            unpacked.taskRoot().resolve("lib/a.jar"),
            unpacked.taskRoot().resolve("lib/b.jar"));
  }

  @Test
  void unpacksBelowAFolderThatIsNamedInARoundaboutWay() throws IOException {
    var work = Files.createDirectories(folder.resolve("elsewhere")).resolve("../work");
    var roundabout = new CodeStore(work(work), () -> UUID.randomUUID().toString());

    var unpacked = roundabout.unpack(jar("settings.txt"));

    assertThat(unpacked.taskRoot().resolve("settings.txt")).hasContent("settings.txt");
  }

  @Test
  void takesFoldersToo() throws IOException {
    var classes = Files.createDirectories(folder.resolve("classes").resolve("a"));
    Files.writeString(classes.resolve("Handler.class"), "code");

    var unpacked = store.unpack(folder.resolve("classes"));

    assertThat(unpacked.taskRoot().resolve("a").resolve("Handler.class")).hasContent("code");
    assertThat(FunctionJar.holds(unpacked.home().resolve("function.jar"), "a.Handler")).isTrue();
  }

  @Test
  void unpacksTheSameContentOnceForAllWhoAskAtTheSameTime() throws Exception {
    var jar = jar("a/Handler.class", "lib/a.jar");
    Callable<Path> unpack = () -> store.unpack(jar).home();
    var homes = new HashSet<Path>();

    try (var executor = Executors.newFixedThreadPool(8)) {
      for (var home : executor.invokeAll(Collections.nCopies(32, unpack))) {
        homes.add(home.get());
      }
    }

    assertThat(homes).hasSize(1);
    assertThat(folder.resolve("work").resolve("code")).isDirectoryNotContaining("glob:**/.unpack*");
  }

  @Test
  void refusesEntriesThatPointOutside() throws IOException {
    var jar = jar("../escaped.txt");

    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(() -> store.unpack(jar))
        .havingCause()
        .withMessage("entry ../escaped.txt points outside of the package");
  }

  private Path jar(String... entries) throws IOException {
    var jar = folder.resolve("function.zip");
    try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
      for (var entry : entries) {
        SampleJar.add(out, entry, entry.getBytes(StandardCharsets.UTF_8));
      }
    }
    return jar;
  }

  private static WorkFolder work(Path folder) {
    return new WorkFolder(folder, () -> UUID.randomUUID().toString());
  }
}
