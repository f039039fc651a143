package dev.telltale.mixins.lint;

/**
 * Something that a check dislikes.
 *
 * @param check the id of the check
 * @param subject what it is about: the name of an alert or a recording, or the path of a
 * dashboard, a slash and the title of a panel
 * @param problem what is wrong, and what to do
 */
public record Finding(String check, String subject, String problem) {

	@Override
	public String toString() {
		return this.subject + ": " + this.problem + " [" + this.check + "]";
	}

}
