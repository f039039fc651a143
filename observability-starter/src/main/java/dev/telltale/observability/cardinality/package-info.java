/**
 * Limits how many values each tag of a meter may have, and how many series the meters of
 * one name, so that no input of a user can grow the number of time series.
 */
@NullMarked
package dev.telltale.observability.cardinality;

import org.jspecify.annotations.NullMarked;
