/**
 * Writes the runbooks: what people wrote about an alert, in a frame made from the alert.
 */
@NullMarked
package dev.telltale.mixins.runbooks;

import org.jspecify.annotations.NullMarked;
