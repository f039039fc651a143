package dev.telltale.cli.receiver;

import java.util.regex.Pattern;

/**
 * What a receiver may be called: a DNS label, so that the name is safe in an address, in
 * a file and on a page.
 */
final class ReceiverName {

	private static final Pattern dnsLabel = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

	private ReceiverName() {
	}

	static boolean isValid(String name) {
		return dnsLabel.matcher(name).matches();
	}

}
