package dev.telltale.sample.users;

/**
 * A user of the shop.
 *
 * @param id the identifier
 * @param name the display name
 */
public record User(long id, String name) {

}
