package dev.telltale.telemetry.config;

/** How OTLP is spoken. */
public enum OtlpProtocol {
  GRPC("grpc"),
  HTTP_PROTOBUF("http/protobuf");

  private final String label;

  OtlpProtocol(String label) {
    this.label = label;
  }

  /** As it is written in the file. */
  public String label() {
    return label;
  }
}
