/** What the fuzz targets beside the classes they feed have in common, and their replay. */
@NullMarked
package dev.telltale.telemetry.fuzz;

import org.jspecify.annotations.NullMarked;
