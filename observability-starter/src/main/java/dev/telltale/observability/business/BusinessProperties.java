package dev.telltale.observability.business;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How many series business metrics may make.
 */
@ConfigurationProperties("telltale.business")
public class BusinessProperties {

	/**
	 * Number of distinct events that are counted by their name; further ones are counted
	 * as "other". At least 1.
	 */
	private int maxEvents = 100;

	/**
	 * Number of distinct currencies that are counted by their code; further ones are
	 * counted as "other". At least 1.
	 */
	private int maxCurrencies = 20;

	/**
	 * Return the number of distinct events that are counted by their name; further ones
	 * are counted as "other".
	 * @return the max events
	 */
	public int getMaxEvents() {
		return this.maxEvents;
	}

	/**
	 * Set the number of distinct events that are counted by their name; further ones are
	 * counted as "other".
	 * @param maxEvents the max events
	 */
	public void setMaxEvents(int maxEvents) {
		this.maxEvents = maxEvents;
	}

	/**
	 * Return the number of distinct currencies that are counted by their code; further
	 * ones are counted as "other".
	 * @return the max currencies
	 */
	public int getMaxCurrencies() {
		return this.maxCurrencies;
	}

	/**
	 * Set the number of distinct currencies that are counted by their code; further ones
	 * are counted as "other".
	 * @param maxCurrencies the max currencies
	 */
	public void setMaxCurrencies(int maxCurrencies) {
		this.maxCurrencies = maxCurrencies;
	}

}
