package dev.telltale.telemetry.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One key an operator may write: its name, what its value must look like, what it is when nobody
 * writes it, and which environment variables say the same.
 *
 * <p>Immutable: {@link #or}, {@link #env} and {@link #secret} return another key. Whoever reads it
 * does so with {@link Section#get}.
 */
public final class Key<T> {
  private final String name;
  private final Shape<T> shape;
  private final @Nullable T fallback;
  private final List<Variable<T>> variables;
  private final boolean secret;

  private Key(
      String name,
      Shape<T> shape,
      @Nullable T fallback,
      List<Variable<T>> variables,
      boolean secret) {
    this.name = name;
    this.shape = shape;
    this.fallback = fallback;
    this.variables = List.copyOf(variables);
    this.secret = secret;
  }

  static <T> Key<T> of(String name, Shape<T> shape) {
    return new Key<>(name, shape, null, List.of(), Found.mayBeSecret(name));
  }

  /** A key that the file does not have, only environment variables. */
  static <T> Key<T> exported(String name) {
    return of(
        name, new TextShape<>("nothing in the file", (text, directory) -> null, Object::toString));
  }

  public static Key<Boolean> bool(String name) {
    return of(name, Shapes.BOOL);
  }

  /** Text without line breaks and other control characters, not blank, at most 1,024 long. */
  public static Key<String> string(String name) {
    return of(name, Shapes.STRING);
  }

  /**
   * Text of a form of its own.
   *
   * @param expected completes "expected …", e.g. {@code name:number such as "local:1"}
   */
  public static Key<String> matching(String name, String expected, Pattern pattern) {
    return of(name, Shapes.matching(expected, pattern));
  }

  /** A whole number, both bounds included. */
  public static Key<Integer> integer(String name, int min, int max) {
    return of(name, NumberShape.whole("a whole number", min, max));
  }

  /** A number with or without a fraction, both bounds included. */
  public static Key<Double> number(String name, double min, double max) {
    return of(name, NumberShape.any(min, max));
  }

  /** A positive duration with its unit: {@code "250ms"}, {@code "10s"}, {@code "5m"}. */
  public static Key<Duration> duration(String name, Duration longest) {
    return of(name, Shapes.duration(longest));
  }

  /** An address to listen on; port 0 lets the system choose. */
  public static Key<HostPort> hostPort(String name) {
    return of(name, AddressShapes.HOST_PORT_SHAPE);
  }

  /** A base URL, http or https, without user information, query and a slash at its end. */
  public static Key<URI> url(String name) {
    return of(name, AddressShapes.URL);
  }

  /** Base URLs as {@link #url} takes them. */
  public static Key<List<URI>> urls(String name) {
    return of(name, new ListShape<>(AddressShapes.URL, "a list of http:// or https:// URLs"));
  }

  /**
   * A number of bytes, both bounds included: a whole number, or text with a unit such as {@code
   * "64MiB"} or {@code "50MB"}.
   */
  public static Key<Long> size(String name, long min, long max) {
    return of(name, new SizeShape(min, max));
  }

  /** A path, absolute after it was read: a relative one starts where the file is. */
  public static Key<Path> path(String name) {
    return of(name, Shapes.PATH);
  }

  /**
   * One of a closed set of words.
   *
   * @param label how a value is written in the file
   */
  public static <E extends Enum<E>> Key<E> oneOf(
      String name, Class<E> type, Function<E, String> label) {
    return of(name, Shapes.oneOf(type, label));
  }

  /** With the value it has when nobody writes it. */
  public Key<T> or(T fallback) {
    return new Key<>(name, shape, fallback, variables, secret);
  }

  /** Also read from {@code variable}, written as in the file but without quotes. The last wins. */
  public Key<T> env(String variable) {
    return env(variable, (text, lower, directory) -> shape.read(shape.exported(text), directory));
  }

  Key<T> env(String variable, Variable.Reader<T> reader) {
    List<Variable<T>> more = new ArrayList<>(variables);
    more.add(new Variable<>(variable, reader));
    return new Key<>(name, shape, fallback, more, secret);
  }

  /** Never shown, neither in a problem nor by {@code config show}; a name like token implies it. */
  public Key<T> secret() {
    return new Key<>(name, shape, fallback, variables, true);
  }

  public String name() {
    return name;
  }

  Shape<T> shape() {
    return shape;
  }

  @Nullable T fallback() {
    return fallback;
  }

  List<Variable<T>> variables() {
    return variables;
  }

  boolean isSecret() {
    return secret;
  }
}
