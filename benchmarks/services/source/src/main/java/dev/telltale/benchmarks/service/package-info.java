/**
 * The service that is measured.
 */
package dev.telltale.benchmarks.service;
