package dev.telltale.sample.faults;

import dev.telltale.sample.ServiceClient;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that there are no faults unless they are wanted.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class FaultsOffTests {

	@LocalServerPort
	private int port;

	@Test
	void hasNoAddress() throws Exception {
		ServiceClient client = new ServiceClient(this.port);
		assertThat(client.status("GET", "/faults")).isEqualTo(404);
		assertThat(client.status("PUT", "/faults/errors")).isEqualTo(404);
		assertThat(client.status("DELETE", "/faults")).isEqualTo(404);
	}

	@Test
	void hasNoBean(@Autowired ApplicationContext context) {
		for (String name : context.getBeanDefinitionNames()) {
			Class<?> type = context.getType(name);
			assertThat((type != null) ? type.getPackageName() : "").as(name).isNotEqualTo(Fault.class.getPackageName());
		}
	}

}
