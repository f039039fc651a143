/**
 * A service of ten lines.
 */
@NullMarked
package dev.telltale.tenlines;

import org.jspecify.annotations.NullMarked;
