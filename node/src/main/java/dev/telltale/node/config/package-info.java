/** What an operator may write under [node], [http_api] and [peer]. */
@NullMarked
package dev.telltale.node.config;

import org.jspecify.annotations.NullMarked;
