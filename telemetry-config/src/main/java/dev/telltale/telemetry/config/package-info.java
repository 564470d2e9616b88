/** What an operator may write under {@code [telemetry]}, read strictly from TOML. */
@NullMarked
package dev.telltale.telemetry.config;

import org.jspecify.annotations.NullMarked;
