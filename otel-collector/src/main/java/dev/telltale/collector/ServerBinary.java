package dev.telltale.collector;

import java.nio.file.Path;

/**
 * A server's program on this machine.
 *
 * @param origin why this one was taken: the variable, "cache" or "PATH"
 */
public record ServerBinary(String name, Path path, ServerVersion version, String origin) {}
