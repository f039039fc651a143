package dev.telltale.chart;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What a chart is rendered for.
 *
 * @param name the name of the release
 * @param namespace the namespace it goes to
 * @param kubernetes the version of Kubernetes, such as {@code 1.33.0}
 * @param valuesFiles files of values, later ones win
 * @param settings single values by path, which win over the files
 */
record Release(String name, String namespace, String kubernetes, List<Path> valuesFiles, Map<String, String> settings) {

}
