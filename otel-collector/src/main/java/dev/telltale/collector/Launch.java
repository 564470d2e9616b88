package dev.telltale.collector;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * How to start one server.
 *
 * @param name what it is called in messages
 * @param command the program and its arguments
 * @param environment what it finds in its environment besides ours
 * @param log the file its output is appended to
 */
public record Launch(
    String name, List<String> command, Map<String, String> environment, Path log) {}
