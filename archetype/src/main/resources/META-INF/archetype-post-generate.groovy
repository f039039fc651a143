// Makes a service of the raw templates, after the plugin has copied them:
//
// - a property that is not acceptable ends it: one line a mistake, and nothing is left behind. The plugin itself asks
//   nobody in batch mode;
// - a folder below options is laid over the project where everything that its name joins by "-" was chosen;
// - lines between [name] and [/name] stay where that was chosen, between [!name] and [/!name] where not;
// - @@name@@ becomes the property;
// - sources move into their package.

import java.nio.file.Files
import java.nio.file.Path
import java.util.regex.Pattern
import javax.lang.model.SourceVersion

import groovy.transform.Field

@Field Pattern MARK = ~/^\s*(?:\/\/|#|<!--|\[\/\/\]: #)\s*\[(\/?)(!?)([a-zA-Z]+)\]\s*(?:-->)?\s*$/
@Field Pattern TOKEN = ~/@@([a-zA-Z]+)@@/

/** The mistakes of a property that has to be one of a few words. */
List<String> oneOf(Map<String, String> properties, String name, String... words) {
	def value = properties[name]
	value in words ? [] : ["$name: '$value' is none of ${words.join(', ')}" as String]
}

/** The mistakes of a share, of which people like to write the percents. */
List<String> ratio(Map<String, String> properties, String name, String example) {
	def value = properties[name]
	if (!(value ==~ /\d+(\.\d+)?/)) {
		return ["$name: '$value' is not a ratio above 0 and below 1: write $example" as String]
	}
	def number = value.toBigDecimal()
	if (number > 0 && number < 1) {
		return []
	}
	def advice = (number > 1 && number < 100) ? (number / 100).stripTrailingZeros().toPlainString() : example
	["$name: $value is not a ratio above 0 and below 1: write $advice" as String]
}

/** The mistakes of a port, which a user without rights has to open. */
List<String> port(Map<String, String> properties, String name) {
	def value = properties[name]
	(value ==~ /[1-9]\d{3,4}/ && value.toInteger() in 1024..65535) ? []
			: ["$name: '$value' is not a port from 1024 to 65535" as String]
}

List<String> mistakes(Map<String, String> properties, Path outside) {
	def found = []
	def check = { String name, Pattern pattern, String what ->
		if (!(properties[name] ==~ pattern)) {
			found << ("$name: '${properties[name]}' $what" as String)
		}
	}
	check('groupId', ~/[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*/, 'is no group of Maven, such as com.example')
	check('artifactId', ~/[a-z]([a-z0-9-]{0,51}[a-z0-9])?/,
			'names the service, its metrics and its chart: write up to 53 lower-case letters, digits and hyphens, the first a letter, the last no hyphen')
	check('version', ~/[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}/, 'is no tag of an image, such as 0.1.0-SNAPSHOT')
	if (!SourceVersion.isName(properties['package'])) {
		found << ("package: '${properties['package']}' is no package of Java: set another by -Dpackage" as String)
	}
	check('team', ~/[A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?/,
			'is no label of Kubernetes: write up to 63 letters, digits, hyphens, underscores and dots, the first and the last a letter or a digit')
	found += oneOf(properties, 'tier', '1', '2', '3')
	found += ratio(properties, 'availability', '0.999')
	found += ratio(properties, 'latencyObjective', '0.99')
	check('latencyThreshold', ~/[1-9]\d{0,5}(ms|s)/, 'is no duration: write 300ms or 2s')
	found += port(properties, 'port')
	found += port(properties, 'managementPort')
	found += oneOf(properties, 'web', 'servlet', 'reactive')
	for (name in ['database', 'kafka', 'chart', 'dockerfile']) {
		found += oneOf(properties, name, 'yes', 'no')
	}
	found += oneOf(properties, 'ci', 'github', 'gitlab', 'none')
	found += oneOf(properties, 'javaVersion', '17', '21', '25')
	if (Files.exists(outside.resolve('pom.xml'))) {
		found << ("outputDirectory: it holds a pom.xml, to which Maven may have added the module ${properties.artifactId}: take it out there, and generate in a folder without one" as String)
	}
	found
}

/** The files that were there before the plugin came, which writes pom.xml first. */
List<Path> strangers(Path project) {
	def start = Files.getLastModifiedTime(project.resolve('pom.xml'))
	filesBelow(project).findAll { Files.getLastModifiedTime(it) < start }
}

/** Remove folders that hold nothing. */
void removeEmptyFolders(Path folder) {
	for (path in Files.walk(folder).withCloseable { it.toList() }.reverse()) {
		if (Files.isDirectory(path) && Files.list(path).withCloseable { it.findAny().empty }) {
			Files.delete(path)
		}
	}
}

Set<String> choices(Map<String, String> properties) {
	def chosen = [properties.web, properties.ci] as Set
	chosen << (properties.database == 'yes' ? 'database' : 'memory')
	chosen << (properties.managementPort == properties.port ? 'onePort' : 'twoPorts')
	chosen.addAll(['kafka', 'chart', 'dockerfile'].findAll { properties[it] == 'yes' })
	chosen
}

/** Lay the chosen options over the project. */
void layOver(Path project, Set<String> chosen) {
	def options = project.resolve('options')
	for (option in Files.list(options).withCloseable { it.sorted().toList() }) {
		if (chosen.containsAll(option.fileName.toString().split('-') as List)) {
			for (file in filesBelow(option)) {
				def place = project.resolve(option.relativize(file).toString())
				Files.createDirectories(place.parent)
				// Fails where it is there: an option adds, and replaces nothing.
				Files.move(file, place)
			}
		}
	}
	options.toFile().deleteDir()
}

List<Path> filesBelow(Path folder) {
	Files.walk(folder).withCloseable { walk -> walk.filter { Files.isRegularFile(it) }.sorted().toList() }
}

/** Keep of a text what was chosen, and fill in the properties. */
String complete(String text, Map<String, String> properties, Set<String> chosen) {
	def open = []
	def lines = []
	for (line in text.split('\n', -1)) {
		def mark = MARK.matcher(line)
		if (!mark.matches()) {
			// What is left out leaves no gap behind.
			if (open.every() && !(line.empty && lines && lines.last().empty)) {
				lines << line
			}
		}
		else if (mark.group(1)) {
			open.removeLast()
		}
		else {
			open << (chosen.contains(mark.group(3)) != (mark.group(2) == '!'))
		}
	}
	lines.join('\n').replaceAll(TOKEN) { whole, name ->
		properties[name] ?: { throw new IllegalStateException("No property for $whole") }()
	}
}

/** Move sources into the folders of their package. */
void move(Path sources, Path folder) {
	for (file in filesBelow(sources)) {
		def place = sources.resolve(folder).resolve(sources.relativize(file))
		Files.createDirectories(place.parent)
		Files.move(file, place)
	}
	removeEmptyFolders(sources)
}

Path outside = Path.of(request.outputDirectory).toAbsolutePath().normalize()
Path project = outside.resolve(request.artifactId).normalize()
Map<String, String> properties = new TreeMap<>(request.properties as Map<String, String>)
properties.putAll(groupId: request.groupId, artifactId: request.artifactId, version: request.version,
		'package': request.package)

def found = mistakes(properties, outside)
// A name with slashes may lead anywhere; what was generated there is not ours to look for.
boolean ours = project.parent == outside
def strangers = ours ? strangers(project) : []
if (strangers) {
	found << ("artifactId: the folder $project holds files: generate into an empty one" as String)
}
if (found) {
	if (ours) {
		(filesBelow(project) - strangers).each { Files.delete(it) }
		removeEmptyFolders(project)
	}
	throw new IllegalArgumentException("Nothing was generated:\n${found.join('\n')}")
}

def chosen = choices(properties)
// Pods of the chart: a service that matters more survives more of them.
properties.replicas = String.valueOf(4 - properties.tier.toInteger())
layOver(project, chosen)
for (file in filesBelow(project)) {
	Files.writeString(file, complete(Files.readString(file), properties, chosen))
}
for (sources in ['src/main/java', 'src/test/java']) {
	move(project.resolve(sources), Path.of(properties['package'].replace('.', '/')))
}
