/**
 * The recording and alerting rules of a rendering, as data.
 */
@NullMarked
package dev.telltale.mixins.rules;

import org.jspecify.annotations.NullMarked;
