package dev.telltale.telemetry.otlp;

import dev.telltale.telemetry.Signal;
import dev.telltale.telemetry.config.OtlpConfig;
import dev.telltale.telemetry.config.OtlpProtocol;
import dev.telltale.telemetry.watch.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The way to the collector that {@code config} describes, with what stands in its files at the
 * moment: a token or a certificate that is renewed is used without a restart. For one thread.
 */
final class Connection implements AutoCloseable {
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);
  private static final Duration LONGEST_CONNECT = Duration.ofSeconds(3);

  private final Signal signal;
  private final OtlpConfig config;
  private final int atOnce;
  private final LongSupplier nanoTime;
  private final List<Path> headerFiles;
  private final List<Path> tlsFiles;

  private List<FileStamp> headerStamps = List.of();
  private List<FileStamp> tlsStamps = List.of();
  private volatile @Nullable Map<String, String> headers; // transports ask from their own threads
  private @Nullable Transport transport;
  private @Nullable String problem;
  private boolean looked;
  private long lookedAt;
  private boolean distrusted;

  /**
   * @param atOnce how many requests are under way at most
   */
  Connection(Signal signal, OtlpConfig config, int atOnce, LongSupplier nanoTime) {
    this.signal = signal;
    this.config = config;
    this.atOnce = atOnce;
    this.nanoTime = nanoTime;
    headerFiles = present(config.headersFile());
    tlsFiles = present(config.caFile(), config.clientCertFile(), config.clientKeyFile());
  }

  /**
   * How long connecting may take. Not the whole time-out: a machine that is back answers the third
   * attempt or a later one, and the next comes only after this.
   */
  static Duration connectLimit(Duration timeout) {
    return timeout.compareTo(LONGEST_CONNECT) < 0 ? timeout : LONGEST_CONNECT;
  }

  /**
   * Reads the files again where they changed, at most once a second. New certificates mean a new
   * transport, which has to wait until nothing is under way.
   *
   * @return what to send with; null while there is nothing: {@link #problem()} says why, or what is
   *     under way has to end first
   */
  @Nullable Transport transport(boolean nothingUnderWay) {
    long now = nanoTime.getAsLong();
    if (!looked || distrusted || now - lookedAt >= BETWEEN_LOOKS.toNanos()) {
      looked = true;
      lookedAt = now;
      if (!look(nothingUnderWay)) {
        looked = false;
        return null;
      }
    }
    return headers == null ? null : transport;
  }

  /** Why there is no transport: where, and what was found. */
  @Nullable String problem() {
    return problem;
  }

  /** The collector did not like what was shown to it: read again, changed or not. */
  void distrust() {
    distrusted = true;
  }

  private boolean look(boolean nothingUnderWay) {
    List<FileStamp> stamps = FileStamp.of(tlsFiles);
    boolean newTls = transport == null || !stamps.equals(tlsStamps);
    if (newTls && !nothingUnderWay) {
      return false;
    }
    String wrong = null;
    if (newTls) {
      wrong = open();
      tlsStamps = stamps;
    }
    List<FileStamp> now = FileStamp.of(headerFiles);
    if (distrusted || headers == null || !now.equals(headerStamps)) {
      String wrongHeaders = readHeaders();
      headerStamps = now;
      wrong = wrong == null ? wrongHeaders : wrong;
    }
    distrusted = false;
    // What was read before goes on being used: a file that is being replaced is away for a moment.
    problem = transport == null || headers == null ? wrong : null;
    return true;
  }

  private @Nullable String open() {
    try {
      Tls tls = Tls.read(config.caFile(), config.clientCertFile(), config.clientKeyFile());
      Transport next = make(tls);
      Transport before = transport;
      transport = next;
      if (before != null) {
        before.close();
      }
      return null;
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    } catch (IllegalArgumentException e) {
      return config.where() + ": " + Reason.of(e);
    }
  }

  private Transport make(@Nullable Tls tls) {
    String threads = "telemetry-" + signal.label() + "-send";
    return config.protocol() == OtlpProtocol.GRPC
        ? new GrpcTransport(config, grpcPath(), tls, this::headers, atOnce, threads)
        : new HttpTransport(config, tls, this::headers, atOnce, threads);
  }

  private Map<String, String> headers() {
    return Objects.requireNonNullElse(headers, Map.of());
  }

  private @Nullable String readHeaders() {
    Map<String, String> all = new LinkedHashMap<>();
    Path file = config.headersFile();
    if (file != null) {
      try {
        all.putAll(HeadersFile.read(file));
      } catch (IOException e) {
        return file + ": " + Reason.of(e);
      }
    }
    all.putAll(config.headers().values());
    headers = Map.copyOf(all);
    return null;
  }

  private String grpcPath() {
    String name = signal == Signal.TRACES ? "trace" : signal.label();
    String service = name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    return "/opentelemetry.proto.collector." + name + ".v1." + service + "Service/Export";
  }

  private static List<Path> present(@Nullable Path... files) {
    return Stream.of(files).filter(Objects::nonNull).map(Objects::requireNonNull).toList();
  }

  @Override
  public void close() {
    if (transport != null) {
      transport.close();
    }
  }
}
