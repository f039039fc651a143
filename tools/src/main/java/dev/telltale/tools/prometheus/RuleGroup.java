package dev.telltale.tools.prometheus;

import java.time.Duration;
import java.util.List;

/**
 * Rules that are evaluated together, in order.
 *
 * @param name the name of the group
 * @param file the file it stands in
 * @param interval how often it is evaluated
 * @param evaluationTime how long its last evaluation took, zero before the first
 * @param rules the rules
 */
public record RuleGroup(String name, String file, Duration interval, Duration evaluationTime, List<Rule> rules) {

}
