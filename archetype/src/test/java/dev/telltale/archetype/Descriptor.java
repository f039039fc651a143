package dev.telltale.archetype;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

import org.apache.maven.archetype.metadata.ArchetypeDescriptor;
import org.apache.maven.archetype.metadata.io.xpp3.ArchetypeDescriptorXpp3Reader;
import org.codehaus.plexus.util.xml.pull.XmlPullParserException;

/**
 * What the archetype asks for.
 *
 * @param defaults the default of each property, in order
 */
record Descriptor(Map<String, String> defaults) {

	private static final Path FILE = Path.of("target/classes/META-INF/maven/archetype-metadata.xml");

	static Descriptor read() {
		try (Reader reader = Files.newBufferedReader(FILE)) {
			ArchetypeDescriptor descriptor = new ArchetypeDescriptorXpp3Reader().read(reader);
			Map<String, String> defaults = new LinkedHashMap<>();
			descriptor.getRequiredProperties()
				.forEach((property) -> defaults.put(property.getKey(), property.getDefaultValue()));
			return new Descriptor(defaults);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (XmlPullParserException ex) {
			throw new IllegalStateException(FILE + " cannot be read", ex);
		}
	}

}
