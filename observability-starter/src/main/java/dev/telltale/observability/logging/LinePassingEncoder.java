package dev.telltale.observability.logging;

import ch.qos.logback.core.encoder.EncoderBase;

/**
 * Passes lines on that are encoded already.
 */
class LinePassingEncoder extends EncoderBase<byte[]> {

	private static final byte[] NOTHING = new byte[0];

	@Override
	public byte[] headerBytes() {
		return NOTHING;
	}

	@Override
	public byte[] encode(byte[] lines) {
		return lines;
	}

	@Override
	public byte[] footerBytes() {
		return NOTHING;
	}

}
