/**
 * What is and what is not measured of a service's HTTP traffic.
 */
@NullMarked
package dev.telltale.observability.http;

import org.jspecify.annotations.NullMarked;
