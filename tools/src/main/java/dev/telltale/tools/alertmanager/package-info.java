/**
 * Asks and tells the Alertmanager.
 */
@NullMarked
package dev.telltale.tools.alertmanager;

import org.jspecify.annotations.NullMarked;
