package dev.telltale.cli.receiver;

/**
 * One line of the log: a JSON object with the fields {@code id}, {@code receivedAt},
 * {@code receiver} and {@code payload}.
 *
 * @param id the number of the notification, growing by one from 1
 * @param notification the notification
 * @param line the line, without its line break
 */
record LogEntry(long id, Notification notification, String line) {

}
