/**
 * Receives Alertmanager's notifications, keeps them in a file and shows them on a page.
 */
@NullMarked
package dev.telltale.cli.receiver;

import org.jspecify.annotations.NullMarked;
