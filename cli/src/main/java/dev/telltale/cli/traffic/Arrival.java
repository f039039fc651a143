package dev.telltale.cli.traffic;

import java.time.Duration;

/**
 * A request and when it is due.
 *
 * @param at the time since the start
 * @param call the request
 */
record Arrival(Duration at, Call call) {

}
