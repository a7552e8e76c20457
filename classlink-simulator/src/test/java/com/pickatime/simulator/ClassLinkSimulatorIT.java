package com.pickatime.simulator;

import static com.pickatime.simulator.SimulatorClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.simulator.district.District;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

class ClassLinkSimulatorIT {

    @Test
    void runsTwiceInOneJvm() {
        try (var small = started("--simulator.students=30");
                var other = started("--simulator.students=60", "--simulator.seed=1")) {
            assertThat(students(small)).isEqualTo(30);
            assertThat(students(other)).isEqualTo(60);
        }
    }

    @Test
    void tellsTheLauncherTheFacts() {
        try (var simulator = started("--simulator.students=30")) {
            assertThat(simulator.getBean(District.class).facts().count("students"))
                    .isEqualTo(30);
        }
    }

    @Test
    void listensOnThisMachineByDefault() {
        try (var simulator = started("--simulator.students=30")) {
            var environment = simulator.getEnvironment();

            assertThat(environment.getProperty("server.address")).isEqualTo("127.0.0.1");
            assertThat(environment.getProperty("spring.application.name")).isEqualTo("classlink-simulator");
        }
    }

    /** Without this the other tests could not notice a blocked event loop. */
    @Test
    void isTestedWithBlockingCallsForbidden() {
        var blocking = Mono.fromCallable(() -> {
                    Thread.sleep(1);
                    return 1;
                })
                .subscribeOn(Schedulers.parallel());

        StepVerifier.create(blocking)
                .expectErrorMatches(error -> error.getClass().getSimpleName().equals("BlockingOperationError"))
                .verify(Duration.ofSeconds(5));
    }

    private static ConfigurableApplicationContext started(String... settings) {
        return new SpringApplicationBuilder(ClassLinkSimulator.class)
                .properties("spring.config.name=classlink-simulator")
                .run(withFreePort(settings));
    }

    private static String[] withFreePort(String... settings) {
        var all = Arrays.copyOf(settings, settings.length + 1);
        all[settings.length] = "--server.port=0";
        return all;
    }

    private static int students(ConfigurableApplicationContext simulator) {
        var port = simulator.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
        return json(new SimulatorClient(port).get("/control/facts"))
                .at("/counts/students")
                .asInt();
    }
}
