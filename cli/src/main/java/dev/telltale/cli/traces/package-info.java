/**
 * Receives traces by OTLP, keeps the newest for a look and hands all of them to Zipkin.
 */
@NullMarked
package dev.telltale.cli.traces;

import org.jspecify.annotations.NullMarked;
