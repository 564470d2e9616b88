/** Real Tempo, Loki and Prometheus behind the Collector, and what they have when they are asked. */
@NullMarked
package dev.telltale.tools.chaos.backend;

import org.jspecify.annotations.NullMarked;
