/**
 * Services as users write them, for the faults to break.
 */
@NullMarked
package com.example.shop;

import org.jspecify.annotations.NullMarked;
