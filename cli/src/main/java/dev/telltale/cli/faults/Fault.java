package dev.telltale.cli.faults;

import java.util.Map;

/**
 * A fault as a service tells it.
 *
 * @param name its name, such as {@code errors}
 * @param description what it does
 * @param parameters its parameters with their defaults, or with the values that it was
 * started with where it is on
 * @param active whether it is on
 * @param remaining how long it still is, such as {@code PT12S}; empty where it is off
 */
public record Fault(String name, String description, Map<String, String> parameters, boolean active, String remaining) {

}
