/**
 * Tests of the reading of logs.
 */
@NullMarked
package dev.telltale.cli.logs;

import org.jspecify.annotations.NullMarked;
