// The work is that of dev.telltale.archetype.NewService: Groovy would be compiled at each generation, which takes seconds.
def properties = new TreeMap<>(request.properties)
properties.putAll(groupId: request.groupId, artifactId: request.artifactId, version: request.version,
		'package': request.package)
// The plugin makes it that of the archetype's jar.
def loader = Thread.currentThread().contextClassLoader
loader.loadClass('dev.telltale.archetype.NewService').complete(request.outputDirectory, properties)
