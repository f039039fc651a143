/**
 * Lets a service test what it emits: metrics as scraped, finished spans, log lines.
 */
@NullMarked
package dev.telltale.observability.test;

import org.jspecify.annotations.NullMarked;
