package dev.telltale.chart;

/**
 * Says whether tests of charts can run on this machine.
 */
public final class ChartTests {

	private ChartTests() {
	}

	/**
	 * Say whether there is a Helm: in this process, or on the PATH.
	 * @return whether there is one
	 */
	public static boolean available() {
		return Helms.onThisMachine().helm() != null;
	}

	/**
	 * Say which Helm is used, or why there is none.
	 * @return such as {@code Helm v3.21.0 in process}
	 */
	public static String description() {
		Helm helm = Helms.onThisMachine().helm();
		return (helm != null) ? helm.description() : "No Helm: " + Helms.onThisMachine().reason();
	}

}
