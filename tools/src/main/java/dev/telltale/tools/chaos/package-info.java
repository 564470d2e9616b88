/** Does to a telemetry pipeline what goes wrong in practice, and proves that nothing was lost. */
@NullMarked
package dev.telltale.tools.chaos;

import org.jspecify.annotations.NullMarked;
