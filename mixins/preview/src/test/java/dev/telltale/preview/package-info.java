/**
 * Tests of the pages, in a real browser against real servers.
 */
@NullMarked
package dev.telltale.preview;

import org.jspecify.annotations.NullMarked;
