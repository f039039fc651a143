/**
 * Evaluates jsonnet on the JVM, from the class path or from a directory.
 */
@NullMarked
package dev.telltale.mixins.jsonnet;

import org.jspecify.annotations.NullMarked;
