/** The HTTP interface for people and programs: /v1 and /health. */
@NullMarked
package dev.telltale.node.api;

import org.jspecify.annotations.NullMarked;
