/**
 * Tells how annotated methods ended, by plain Spring AOP: users need no AspectJ.
 * <p>
 * What Spring AOP sees is a call from one bean to another. A method that a bean calls on
 * itself passes no proxy and is not seen, as with {@code @Transactional}: move it to
 * another bean.
 */
@NullMarked
package dev.telltale.observability.method;

import org.jspecify.annotations.NullMarked;
