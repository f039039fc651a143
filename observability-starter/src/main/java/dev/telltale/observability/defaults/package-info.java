/**
 * Settings that a service gets without asking; whatever a user sets wins.
 */
@NullMarked
package dev.telltale.observability.defaults;

import org.jspecify.annotations.NullMarked;
