package dev.telltale.node.telemetry;

import io.opentelemetry.api.common.AttributeKey;
import java.util.List;

/**
 * A metric label with every value that it can take: each combination is one time series.
 *
 * @param values closed; never an id
 */
public record Label(AttributeKey<String> key, List<String> values) {}
