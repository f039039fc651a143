/**
 * Reads every text of the project and compares what it says with what is there.
 */
@NullMarked
package dev.telltale.docs;

import org.jspecify.annotations.NullMarked;
