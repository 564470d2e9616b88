/** Port: the triples that can be asked, kept by RDF4J; rebuilt from the repository at will. */
@NullMarked
package dev.telltale.node.triplestore;

import org.jspecify.annotations.NullMarked;
