package dev.telltale.observability.slo;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import dev.telltale.observability.method.AnnotatedMethodAutoConfiguration;
import dev.telltale.observability.method.InvalidAnnotationException;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.GlobalObservationConvention;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import reactor.core.publisher.Mono;

import org.springframework.aop.support.AopUtils;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.ClassUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link SloAutoConfiguration}, {@link Slos} and {@link Slo}.
 */
@ExtendWith(OutputCaptureExtension.class)
class SloAutoConfigurationTests {

	private static final AutoConfigurations AUTO_CONFIGURATIONS = AutoConfigurations.of(SloAutoConfiguration.class,
			AnnotatedMethodAutoConfiguration.class);

	private static final String[] IMPORT_BY_CODE = { "telltale.slo.objectives.import.availability.objective=0.99",
			"telltale.slo.objectives.import.latency.objective=0.95",
			"telltale.slo.objectives.import.latency.threshold=1m" };

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AUTO_CONFIGURATIONS)
		.withBean(MeterRegistry.class, SimpleMeterRegistry::new);

	private final WebApplicationContextRunner servletRunner = new WebApplicationContextRunner()
		.withConfiguration(AUTO_CONFIGURATIONS)
		.withBean(MeterRegistry.class, SimpleMeterRegistry::new);

	private final ReactiveWebApplicationContextRunner reactiveRunner = new ReactiveWebApplicationContextRunner()
		.withConfiguration(AUTO_CONFIGURATIONS)
		.withBean(MeterRegistry.class, SimpleMeterRegistry::new);

	@Test
	void countsServletRequestsWithoutReactiveClasses() {
		this.servletRunner.withClassLoader(new FilteredClassLoader("reactor", "org.springframework.web.reactive"))
			.run((context) -> {
				assertThat(context).hasSingleBean(ServletSloObservationHandler.class)
					.doesNotHaveBean(ReactiveSloObservationHandler.class);
				assertThat(counts(context, "http")).isEqualTo("good=0 bad=0");
			});
	}

	@Test
	void countsReactiveRequestsWithoutServletClasses() {
		this.reactiveRunner
			.withClassLoader(new FilteredClassLoader("jakarta.servlet", "org.springframework.web.servlet"))
			.run((context) -> {
				assertThat(context).hasSingleBean(ReactiveSloObservationHandler.class)
					.doesNotHaveBean(ServletSloObservationHandler.class);
				assertThat(counts(context, "http")).isEqualTo("good=0 bad=0");
			});
	}

	@Test
	void aServiceWithoutWebHasNoSloAboutRequestsAndNeedsNoWebClasses(CapturedOutput output) {
		this.runner
			.withClassLoader(new FilteredClassLoader("jakarta.servlet", "reactor", "org.springframework.web",
					"org.springframework.http"))
			.withPropertyValues(IMPORT_BY_CODE)
			.withPropertyValues("telltale.slo.objectives.orders.http.uri=/orders",
					"telltale.slo.objectives.orders.availability.objective=0.99")
			.run((context) -> {
				assertThat(context.getBean(MeterRegistry.class).find("slo.events").counters())
					.extracting((counter) -> counter.getId().getTag("slo"))
					.containsOnly("import");
				assertThat(output).contains("telltale.slo.objectives.orders is about HTTP requests");
			});
	}

	@Test
	void backsOffWhenDisabledAndWithoutRegistry() {
		this.servletRunner.withPropertyValues("telltale.slo.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(SloEvents.class).doesNotHaveBean(Slos.class));
		new ApplicationContextRunner().withConfiguration(AUTO_CONFIGURATIONS)
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(SloEvents.class));
	}

	@Test
	void reachesEveryRegistryOfAComposite() {
		SimpleMeterRegistry one = new SimpleMeterRegistry();
		SimpleMeterRegistry other = new SimpleMeterRegistry();
		new ApplicationContextRunner().withConfiguration(AUTO_CONFIGURATIONS)
			.withBean(MeterRegistry.class, () -> new CompositeMeterRegistry().add(one).add(other))
			.withPropertyValues(IMPORT_BY_CODE)
			.run((context) -> {
				context.getBean(Slos.class).get("import").bad();
				assertThat(SloScrape.availability(one, "import")).isEqualTo("good=0 bad=1");
				assertThat(SloScrape.availability(other, "import")).isEqualTo("good=0 bad=1");
			});
	}

	@Test
	void codeCountsByName() {
		this.runner.withPropertyValues(IMPORT_BY_CODE).run((context) -> {
			SloRecorder recorder = context.getBean(Slos.class).get("import");
			recorder.good();
			recorder.good(Duration.ofSeconds(59));
			recorder.good(Duration.ofSeconds(61));
			recorder.bad();
			recorder.ignored(SloIgnoredReason.RATE_LIMITED);
			assertThat(counts(context, "import")).isEqualTo("good=3 bad=1 rate_limited=1");
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			assertThat(SloScrape.events(registry, "import", "latency", "good")).isEqualTo(1);
			assertThat(SloScrape.events(registry, "import", "latency", "bad")).isEqualTo(1);
		});
	}

	@Test
	void namesWhatIsDeclaredWhenCodeAsksForSomethingElse() {
		this.servletRunner.withPropertyValues(IMPORT_BY_CODE).run((context) -> {
			Slos slos = context.getBean(Slos.class);
			assertThatIllegalArgumentException().isThrownBy(() -> slos.get("export"))
				.withMessage("SLO 'export' is not declared; declared for code are: import");
			assertThatIllegalArgumentException().isThrownBy(() -> slos.get("http"))
				.withMessageContaining("would be counted twice");
		});
	}

	@Test
	void countsAnnotatedMethodsWithoutAspectj() {
		assertThat(ClassUtils.isPresent("org.aspectj.weaver.Advice", null)).isFalse();
		this.runner.withPropertyValues(IMPORT_BY_CODE)
			.withUserConfiguration(ImportConfiguration.class)
			.run((context) -> {
				Importer importer = context.getBean(Importer.class);
				assertThat(AopUtils.isAopProxy(importer)).isTrue();
				assertThat(importer.run("file")).isEqualTo("file");
				assertThatExceptionOfType(IOException.class).isThrownBy(() -> importer.run("missing"));
				assertThatIllegalArgumentException().isThrownBy(() -> importer.run(""));
				assertThat(counts(context, "import")).isEqualTo("good=1 bad=1 client_error=1");
				assertThat(SloScrape.events(context.getBean(MeterRegistry.class), "import", "latency", "good"))
					.isEqualTo(1);
			});
	}

	@Test
	void countsPromisesWhenTheyAreKept() {
		this.runner.withPropertyValues(IMPORT_BY_CODE)
			.withUserConfiguration(ImportConfiguration.class)
			.run((context) -> {
				Importer importer = context.getBean(Importer.class);
				CompletableFuture<String> future = new CompletableFuture<>();
				assertThat(importer.later(future)).isSameAs(future);
				assertThat(counts(context, "import")).isEqualTo("good=0 bad=0");
				future.completeExceptionally(new IOException());
				assertThat(counts(context, "import")).isEqualTo("good=0 bad=1");
				importer.later(new CompletableFuture<>()).cancel(true);
				assertThat(counts(context, "import")).isEqualTo("good=0 bad=1 cancelled=1");
				Mono<String> mono = importer.mono(Mono.just("x"));
				assertThat(counts(context, "import")).isEqualTo("good=0 bad=1 cancelled=1");
				mono.block();
				importer.mono(Mono.error(new IOException())).onErrorComplete().block();
				importer.mono(Mono.never()).subscribe().dispose();
				assertThat(counts(context, "import")).isEqualTo("good=1 bad=2 cancelled=2");
			});
	}

	@Test
	void anAnnotationOnAnInterfaceCounts() {
		this.runner.withPropertyValues(IMPORT_BY_CODE).withBean(Job.class, () -> () -> {
		}).run((context) -> {
			context.getBean(Job.class).run();
			assertThat(counts(context, "import")).isEqualTo("good=1 bad=0");
		});
	}

	@Test
	void anUndeclaredNameStopsTheStartEvenOfALazyBean() {
		this.runner
			.withInitializer(
					(context) -> context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
			.withUserConfiguration(ImportConfiguration.class)
			.run((context) -> assertThat(context).getFailure()
				.isInstanceOfSatisfying(InvalidAnnotationException.class, (ex) -> {
					assertThat(ex).hasMessageContainingAll("@Slo on", "Importer.",
							"SLO 'import' is not declared; declared for code are: (none)");
					assertThat(ex.getAction()).startsWith("Declare telltale.slo.objectives.import");
				}));
	}

	@Test
	void reportsAnUndeclaredNameWithoutStackTrace(CapturedOutput output) {
		SpringApplication application = new SpringApplication(UndeclaredApplication.class);
		application.setWebApplicationType(WebApplicationType.NONE);
		assertThatExceptionOfType(InvalidAnnotationException.class).isThrownBy(application::run);
		assertThat(output).contains("APPLICATION FAILED TO START", "Declare telltale.slo.objectives.import")
			.doesNotContain("\tat ");
	}

	@Test
	void anAnnotationThatNoProxySeesStopsTheStart() {
		this.runner.withPropertyValues(IMPORT_BY_CODE)
			.withBean(Unseen.class)
			.run((context) -> assertThat(context).getFailure().hasMessageContaining("Unseen.run is never seen"));
	}

	@Test
	void countsObservationsWhoseNameAConventionGives() {
		this.runner
			.withPropertyValues("telltale.slo.objectives.jobs.observation=job",
					"telltale.slo.objectives.jobs.availability.objective=0.99")
			.run((context) -> {
				ObservationRegistry registry = ObservationRegistry.create();
				context.getBeanProvider(ObservationHandler.class)
					.forEach(registry.observationConfig()::observationHandler);
				ObservationConvention<Observation.Context> convention = new JobConvention();
				Observation.createNotStarted(convention, registry).observe(() -> {
				});
				Observation.createNotStarted("job", registry).error(new IOException()).start().stop();
				Observation.createNotStarted("other", registry).observe(() -> {
				});
				assertThat(counts(context, "jobs")).isEqualTo("good=1 bad=1");
			});
	}

	@Test
	void warnsOfAnObjectiveThatNobodyIsPagedFor(CapturedOutput output) {
		this.runner.withPropertyValues("telltale.slo.objectives.import.availability.objective=0.9")
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(output)
			.contains("telltale.slo.objectives.import.availability.objective: even if every event is bad");
	}

	private static String counts(ApplicationContext context, String slo) {
		return SloScrape.availability(context.getBean(MeterRegistry.class), slo);
	}

	@Configuration(proxyBeanMethods = false)
	static class ImportConfiguration {

		@Bean
		Importer importer() {
			return new Importer();
		}

	}

	@EnableAutoConfiguration
	@Configuration(proxyBeanMethods = false)
	static class UndeclaredApplication {

		@Bean
		Importer importer() {
			return new Importer();
		}

	}

	static class Importer {

		@Slo(value = "import", ignore = IllegalArgumentException.class)
		public String run(String file) throws IOException {
			if (file.isEmpty()) {
				throw new IllegalArgumentException("no name");
			}
			if (file.equals("missing")) {
				throw new IOException("no file");
			}
			return file;
		}

		@Slo("import")
		CompletableFuture<String> later(CompletableFuture<String> future) {
			return future;
		}

		@Slo("import")
		Mono<String> mono(Mono<String> mono) {
			return mono;
		}

	}

	interface Job {

		@Slo("import")
		void run();

	}

	static class Unseen {

		@Slo("import")
		final void run() {
		}

	}

	static class JobConvention implements GlobalObservationConvention<Observation.Context> {

		@Override
		public boolean supportsContext(Observation.Context context) {
			return true;
		}

		@Override
		public String getName() {
			return "job";
		}

	}

}
