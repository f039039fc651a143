/**
 * Finds in rules and dashboards what is valid and yet wrong.
 */
@NullMarked
package dev.telltale.mixins.lint;

import org.jspecify.annotations.NullMarked;
