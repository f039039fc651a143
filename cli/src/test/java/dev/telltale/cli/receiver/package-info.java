/**
 * Tests of the notification receiver, over HTTP and against a real Alertmanager.
 */
@NullMarked
package dev.telltale.cli.receiver;

import org.jspecify.annotations.NullMarked;
