/**
 * What is and what is not measured of a service's HTTP traffic.
 * <p>
 * The label {@code uri} of {@code http.server.requests} is the pattern of the handler
 * that was reached, such as {@code /orders/{id}}, and never a raw path. Where no handler
 * was reached it is {@code UNKNOWN}: requests that Spring Security or another filter
 * answered (401, 403, 503; a redirection has {@code REDIRECTION}), and those whose path
 * is known but whose method (405), content type (415) or accepted type (406) is not. A
 * path that nobody serves (404) has {@code /**}, the pattern of the static resources, or
 * {@code NOT_FOUND} where these are switched off. The label {@code uri} of
 * {@code http.client.requests} is the template that was given to the client, without its
 * host, and {@code none} if the client was given a finished {@code URI}: use a template
 * with variables. Only clients made from Boot's auto-configured builders are measured.
 * <p>
 * Scheduled tasks ({@code tasks.scheduled.execution}) and Spring for Apache Kafka's
 * templates and listeners are observed where their libraries are present; database calls
 * are where {@code net.ttddyy.observation:datasource-micrometer-spring-boot} is.
 */
@NullMarked
package dev.telltale.observability.http;

import org.jspecify.annotations.NullMarked;
