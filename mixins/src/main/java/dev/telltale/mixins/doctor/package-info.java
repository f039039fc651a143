/**
 * Says of every expression that a rendering asks Prometheus whether it returns data, and
 * if not, why not and what to do.
 */
@NullMarked
package dev.telltale.mixins.doctor;

import org.jspecify.annotations.NullMarked;
