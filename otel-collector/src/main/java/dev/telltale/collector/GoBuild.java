package dev.telltale.collector;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;

/**
 * One program built from a Go module whose go.mod and go.sum pin everything that goes into it.
 *
 * @param name what the program is called
 * @param version the version it reports and is cached under
 * @param module the folder of go.mod and go.sum
 * @param goPackage what to compile: an import path, or "." for the module itself
 * @param tags build tags, comma separated, or empty
 * @param versionSymbol the Go variable that holds the version, or empty where the sources already
 *     know it
 */
public record GoBuild(
    String name, String version, Path module, String goPackage, String tags, String versionSymbol) {
  private static final int HASH_DIGITS = 12;

  /** The name in the cache: it changes with the version, the pins and the way to build. */
  public String cachedName() throws IOException {
    return cachedName(List.of());
  }

  String cachedName(List<Path> alsoDecisive) throws IOException {
    MessageDigest digest = sha256();
    digest.update(String.join(" ", arguments(Path.of(name))).getBytes(StandardCharsets.UTF_8));
    List<Path> decisive = new ArrayList<>(alsoDecisive);
    decisive.add(module.resolve("go.mod"));
    decisive.add(module.resolve("go.sum"));
    for (Path file : decisive) {
      digest.update(Files.readAllBytes(file));
    }
    String hash = HexFormat.of().formatHex(digest.digest()).substring(0, HASH_DIGITS);
    return name + "-" + version + "-" + hash;
  }

  /** The Go version that go.mod asks for. */
  public ServerVersion goNeeded() throws IOException {
    return GoModule.read(module.resolve("go.mod")).go();
  }

  /**
   * Compiles in {@code module} and moves the finished program to {@code target}; a half-built one
   * never appears there.
   */
  public void compile(GoTool go, Path target, Consumer<String> progress) throws IOException {
    Files.createDirectories(target.toAbsolutePath().getParent());
    Path unfinished = target.resolveSibling(target.getFileName() + ".unfinished");
    try (BuildProgress shown = new BuildProgress(name, progress)) {
      go.run(module, listing(), shown::listed);
      go.run(module, arguments(unfinished), shown::compiled);
    }
    Files.move(
        unfinished, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Prints every package that goes in, which also downloads and verifies the modules. */
  private List<String> listing() {
    return List.of("list", "-deps", "-tags", tags, goPackage);
  }

  private List<String> arguments(Path output) {
    String flags = versionSymbol.isEmpty() ? "-s -w" : "-s -w -X " + versionSymbol + "=" + version;
    return List.of(
        "build",
        "-v",
        "-trimpath",
        "-tags",
        tags,
        "-ldflags",
        flags,
        "-o",
        output.toString(),
        goPackage);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }
}
