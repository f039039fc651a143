package dev.telltale.observability.logging;

import java.time.Duration;
import java.util.List;

import com.google.re2j.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

/**
 * Tests for {@link SecretMask}.
 */
class SecretMaskTests {

	private static final int HUGE = 1_000_000;

	private final SecretMask mask = new SecretMask(new LoggingProperties().getMasking().getKeys(),
			List.of(Pattern.compile("\\b\\d{4}( ?\\d{4}){3}\\b")));

	@ParameterizedTest
	@ValueSource(strings = { "password", "Password", "userPassword", "USER_PASSWORD", "db.password", "dbpassword",
			"Authorization", "proxy-authorization", "access_token", "x-api-key", "apiKey", "Set-Cookie", "JSESSIONID",
			"client_secret" })
	void namesOfSecretsAreRecognised(String name) {
		assertThat(this.mask.isSecret(name)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "message", "tokens", "password_reset_url", "secretary", "key", "@timestamp", "-",
			"straße", "ключ" })
	void otherNamesAreLetPass(String name) {
		assertThat(this.mask.isSecret(name)).isFalse();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '\0',
			value = { "login password=hunter2 of bob|login password=**** of bob",
					"password = hunter2, user=bob|password = ****, user=bob",
					"{\"token\":\"a\\\"b\",\"n\":1}|{\"token\":****,\"n\":1}", "{password=hunter2}|{password=****}",
					"?access_token=abc&page=2|?access_token=****&page=2",
					"Authorization: Bearer abc.def|Authorization: Bearer ****",
					"Authorization: Basic dXNlcjpwYXNz|Authorization: Basic ****",
					"Cookie: theme=dark; session=abc|Cookie: ****",
					"sent Bearer abcdefghijklmnop1234 along|sent Bearer **** along",
					"jwt eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ4In0.c2lnbmF0dXJl end|jwt **** end",
					"card 4111 1111 1111 1111 paid|card **** paid", "secret='a b' kept|secret=**** kept",
					"password: |password: ", "The bearer of good news|The bearer of good news",
					"at Foo.java:12 token|at Foo.java:12 token", "a=b c:d|a=b c:d" })
	void secretsWithinTextAreMasked(String text, String masked) {
		assertThat(this.mask.mask(text)).isEqualTo(masked);
	}

	@Test
	void aTextWithoutSecretsIsNotCopied() {
		String text = "Paid order 17 in 23 ms: all is well = fine";
		assertThat(this.mask.mask(text)).isSameAs(text);
	}

	@ParameterizedTest
	@ValueSource(strings = { " ", "=", ":", "a", "\"", "bearer ", "bearer", "eyJ", "/eyJ", ".eyJ", "password=",
			"password= ", "password:\"", "Cookie:", "password:,", "_", "token \"' :", "authorization: bearer " })
	void hostileTextTakesLinearTime(String part) {
		SecretMask linear = new SecretMask(List.of("password", "token", "cookie", "authorization"),
				List.of(Pattern.compile("(a+)+b")));
		String text = part.repeat(HUGE / part.length());
		assertTimeoutPreemptively(Duration.ofSeconds(5), () -> linear.mask(text));
	}

	@Test
	void randomTextIsNeverRefused() {
		Texts texts = new Texts(7);
		for (int i = 0; i < 5000; i++) {
			String text = texts.next();
			assertThatNoException().as("text %d", i).isThrownBy(() -> this.mask.mask(text));
		}
	}

}
