/**
 * Writes the catalogue of metrics from a real scrape, and fails where it differs from the
 * one that is committed.
 */
@NullMarked
package dev.telltale.observability.catalogue;

import org.jspecify.annotations.NullMarked;
