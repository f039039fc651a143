package dev.telltale.cli.scenario;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import dev.telltale.cli.traffic.Call;

/**
 * What goes wrong, and what must follow from it. Anything else that follows is a failure.
 *
 * @param name the name, as the file is called
 * @param summary what is shown, one sentence
 * @param traffic what users do all the while
 * @param fault what goes wrong
 * @param expect the alerts that must fire and be delivered
 * @param allow the names of further alerts that may fire
 */
public record Scenario(String name, String summary, UserTraffic traffic, Fault fault, List<ExpectedAlert> expect,
		List<String> allow) {

	public Scenario {
		expect = List.copyOf(expect);
		allow = List.copyOf(allow);
	}

	/**
	 * What users do.
	 *
	 * @param rate requests a second
	 * @param warmUp how long before the fault
	 */
	public record UserTraffic(int rate, Duration warmUp) {

	}

	/**
	 * Requests that must fail.
	 *
	 * @param request the request
	 * @param rate how many a second
	 * @param status what each must answer
	 */
	public record Fault(Call request, int rate, int status) {

	}

	/**
	 * An alert that must fire.
	 *
	 * @param alert the name of the alert
	 * @param labels labels it must carry
	 * @param receiver the receiver that must hear of it
	 */
	public record ExpectedAlert(String alert, Map<String, String> labels, String receiver) {

		public ExpectedAlert {
			labels = Map.copyOf(labels);
		}

	}

}
