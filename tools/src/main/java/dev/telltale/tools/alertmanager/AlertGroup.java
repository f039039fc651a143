package dev.telltale.tools.alertmanager;

import java.util.List;
import java.util.Map;

/**
 * Alerts that are notified together.
 *
 * @param labels the labels they are grouped by
 * @param receiver the receiver
 * @param alerts the alerts
 */
public record AlertGroup(Map<String, String> labels, String receiver, List<Alert> alerts) {

}
