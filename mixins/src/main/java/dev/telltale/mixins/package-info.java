/**
 * Renders the mixin: dashboards, rules and Alertmanager configuration from jsonnet.
 */
@NullMarked
package dev.telltale.mixins;

import org.jspecify.annotations.NullMarked;
