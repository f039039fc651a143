/**
 * What makes a service of the templates, in the JVM of who generates.
 */
@NullMarked
package dev.telltale.archetype;

import org.jspecify.annotations.NullMarked;
