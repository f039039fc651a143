/**
 * Finds the monitoring programs on this machine, or fetches them.
 */
@NullMarked
package dev.telltale.tools.binaries;

import org.jspecify.annotations.NullMarked;
