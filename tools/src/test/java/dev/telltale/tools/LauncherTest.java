package dev.telltale.tools;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The launchers in a checkout of their own, with a Maven and a Java that only say what they do. */
@EnabledOnOs(OS.LINUX)
class LauncherTest {
  @TempDir private Path temp;
  private Path checkout;
  private Path source;

  @BeforeEach
  void checkout() throws IOException {
    checkout = Files.createDirectories(temp.resolve("a folder")).toRealPath();
    Files.createDirectories(checkout.resolve("tools/lib"));
    for (String file : List.of("telltale", "stack", "lib/launch.sh")) {
      script("tools/" + file, Files.readString(Path.of(file)));
    }
    script("java home/bin/javac", "#!/bin/sh\n");
    java("17");
    programsWithoutJava();
    script(
        "mvnw",
        "#!/bin/sh\nsleep 0.3\necho built >>builds\nmkdir -p tools/target/dist/lib\n"
            + "test ! -f broken || { echo 'Main.java: no'; exit 1; }\n");
    source = Files.createDirectories(checkout.resolve("node/src/main")).resolve("Main.java");
    Files.writeString(source, "");
    Files.writeString(checkout.resolve("pom.xml"), "");
    Files.writeString(checkout.resolve("node/pom.xml"), "");
    for (Path old = source; !old.equals(checkout); old = old.getParent()) age(old, -60);
    age(checkout.resolve("pom.xml"), -60);
    age(checkout.resolve("node/pom.xml"), -60);
  }

  @Test
  void firstRun_buildsOnceAndBecomesJava() throws Exception {
    String lib = checkout + "/tools/target/dist/lib/*";
    String started = "java -Dtelltale.home=" + checkout + " -cp " + lib;

    assertThat(run("tools/stack", "up", "a b"))
        .startsWith("building Telltale's jars")
        .endsWith(started + " dev.telltale.tools.Telltale stack up a b\n");
    assertThat(run("tools/telltale", "status"))
        .isEqualTo(started + " dev.telltale.tools.Telltale status\n");
    assertThat(builds()).isEqualTo(1);
  }

  @Test
  void newerSource_buildsAgain() throws Exception {
    run("tools/telltale");
    age(source, 60);
    run("tools/telltale");

    assertThat(builds()).isEqualTo(2);
  }

  @Test
  void twoAtOnce_buildOnce() throws Exception {
    Process first = start("tools/telltale", "one");
    Process second = start("tools/telltale", "two");

    assertThat(ended(first)).contains("Telltale one");
    assertThat(ended(second)).contains("Telltale two");
    assertThat(builds()).isEqualTo(1);
  }

  @Test
  void buildFails_showsTheEndOfItsLog() throws Exception {
    Files.writeString(checkout.resolve("broken"), "");

    assertThat(run("tools/telltale"))
        .endsWith(
            "Main.java: no\n"
                + checkout
                + "/tools/target/dist-build.log: expected the jars to build, found the errors above\n");
  }

  @Test
  void oldJava_isOneLine() throws Exception {
    java("11");

    assertThat(run("tools/telltale"))
        .isEqualTo(
            "java: expected version 17 or newer, found "
                + checkout
                + "/java home/bin/java (version 11); on Debian: apt-get install"
                + " openjdk-17-jdk-headless\n");
  }

  @Test
  void newJava_mayLoadTheSqliteDriver() throws Exception {
    java("25");

    assertThat(run("tools/telltale")).contains(" --enable-native-access=ALL-UNNAMED -cp ");
  }

  private void java(String version) throws IOException {
    script(
        "java home/bin/java",
        "#!/bin/sh\ncase \"$1\" in -X*) echo '    java.specification.version = "
            + version
            + "' >&2;; *) echo java \"$@\";; esac\n");
  }

  private void script(String name, String text) throws IOException {
    Path file = checkout.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  private static void age(Path file, int seconds) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(seconds)));
  }

  private long builds() throws IOException {
    return Files.readAllLines(checkout.resolve("builds")).size();
  }

  private String run(String... command) throws Exception {
    return ended(start(command));
  }

  private Process start(String... command) throws IOException {
    command[0] = checkout.resolve(command[0]).toString();
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(temp.toFile()).redirectErrorStream(true);
    builder.environment().put("JAVA_HOME", checkout.resolve("java home").toString());
    builder.environment().put("PATH", temp.resolve("bin").toString());
    return builder.start();
  }

  /** The usual programs, but no java: the machine's own would be found when ours is too old. */
  private void programsWithoutJava() throws IOException {
    Path bin = Files.createDirectories(temp.resolve("bin"));
    for (String name :
        List.of(
            "bash",
            "sh",
            "sed",
            "find",
            "flock",
            "mkdir",
            "dirname",
            "readlink",
            "tail",
            "mv",
            "sleep",
            "env")) {
      Path program = bin.resolve(name);
      Files.writeString(program, "#!/bin/sh\nexec /usr/bin/" + name + " \"$@\"\n");
      assertThat(program.toFile().setExecutable(true)).isTrue();
    }
  }

  private static String ended(Process process) throws Exception {
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    process.waitFor();
    return said;
  }
}
