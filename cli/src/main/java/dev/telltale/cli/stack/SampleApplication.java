package dev.telltale.cli.stack;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import dev.telltale.cli.traffic.Call;
import dev.telltale.cli.traffic.Traffic;

/**
 * The sample service.
 *
 * @param home the project, which has its jar
 */
public record SampleApplication(Home home) implements Application {

	@Override
	public List<ServiceInstance> services() {
		return List.of(ServiceInstance.PAYMENTS, ServiceInstance.ORDERS);
	}

	@Override
	public List<Call> users() {
		return Traffic.USERS;
	}

	@Override
	public String heap() {
		return "256m";
	}

	@Override
	public List<String> words() {
		return this.home.sampleService().words();
	}

	@Override
	public Map<String, String> settings() {
		return Map.of();
	}

	@Override
	public String jobIn(String namespace) {
		return namespace;
	}

	@Override
	public Map<String, String> certainty() {
		return Map.of("sample.payments.declined-share", "0");
	}

	@Override
	public boolean prepare(Path java) throws IOException, InterruptedException {
		SpringBootJar jar = this.home.sampleService();
		if (jar.isPrepared()) {
			return false;
		}
		jar.prepare(java);
		return true;
	}

}
