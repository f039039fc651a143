package dev.telltale.observability.logging;

/**
 * A line that is ready to be written: its size is known, and its bytes are made where
 * they are needed, so that nobody has to copy them.
 */
interface Line {

	/**
	 * Return how long the line is.
	 * @return the number of bytes, with the end of the line
	 */
	int size();

	/**
	 * Write the line.
	 * @param bytes what to write into
	 * @param offset where the line starts; it must have room there
	 */
	void writeTo(byte[] bytes, int offset);

	/**
	 * Return the line by itself.
	 * @return exactly its bytes
	 */
	default byte[] toByteArray() {
		byte[] bytes = new byte[size()];
		writeTo(bytes, 0);
		return bytes;
	}

	/**
	 * Return a line that somebody has encoded.
	 * @param bytes its bytes
	 * @return the line
	 */
	static Line of(byte[] bytes) {
		return new Line() {

			@Override
			public int size() {
				return bytes.length;
			}

			@Override
			public void writeTo(byte[] target, int offset) {
				System.arraycopy(bytes, 0, target, offset, bytes.length);
			}

			@Override
			public byte[] toByteArray() {
				return bytes;
			}

		};
	}

}
