/** The dashboard, read without Grafana: each panel's queries asked of the real servers. */
@NullMarked
package dev.telltale.stack.panels;

import org.jspecify.annotations.NullMarked;
