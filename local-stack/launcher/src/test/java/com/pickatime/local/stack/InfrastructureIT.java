package com.pickatime.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.reactivestreams.client.MongoClients;
import com.pickatime.local.client.ProductException;
import com.pickatime.local.infrastructure.ports.Ports;
import com.pickatime.local.infrastructure.ports.PortsInUseException;
import com.pickatime.local.report.StartupReport;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;

class InfrastructureIT {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    @TempDir
    private static Path data;

    private static final ByteArrayOutputStream PRINTED = new ByteArrayOutputStream();
    private static LocalStack stack;

    @BeforeAll
    static void start() {
        stack = LocalStack.startInfrastructure(
                new StackOptions(data, freePorts(), Optional.of(10), 7, Map.of()),
                new StartupReport(new PrintStream(PRINTED, true, StandardCharsets.UTF_8)));
    }

    @AfterAll
    static void stop() {
        stack.close();
    }

    @Test
    void startsEverythingThatServicesNeedAndNoService() {
        assertThat(PRINTED.toString(StandardCharsets.UTF_8))
                .contains(
                        "Kafka broker",
                        "Schema registry",
                        "MongoDB-protocol store",
                        "Mail inbox",
                        "ClassLink simulator")
                .doesNotContain("service");
        assertThatThrownBy(() -> stack.imports().get("/actuator/health/liveness"))
                .isInstanceOf(ProductException.class);
        assertThat(stack.simulator().get("/control/facts").path("people").asInt())
                .isPositive();
        assertThat(stack.inbox().get("/api/mails").isEmpty()).isTrue();
    }

    @Test
    void tellsServicesWhereBrokerRegistryAndStoreAnswer() throws Exception {
        assertThat(stack.environments())
                .extracting(ServiceEnvironment::service)
                .containsExactly(
                        "sso-service",
                        "contact-service",
                        "conference-service",
                        "notification-service",
                        "import-service",
                        "web-ui");
        for (var environment : stack.environments()) {
            var variables = environment.variables();
            if (environment.service().equals("web-ui")) {
                assertThat(variables).doesNotContainKeys("MONGODB_URI", "KAFKA_BOOTSTRAP_SERVERS", "PICKATIME_KEYSETS");
                continue;
            }
            assertThat(storeAnswers(Objects.requireNonNull(variables.get("MONGODB_URI"))))
                    .isTrue();
            assertThat(variables.get("SCHEMA_REGISTRY_URL"))
                    .contains(":" + stack.options().ports().registry());
            try (var admin = Admin.create(
                    Map.of("bootstrap.servers", Objects.requireNonNull(variables.get("KAFKA_BOOTSTRAP_SERVERS"))))) {
                assertThat(admin.describeCluster().nodes().get(LIMIT.toSeconds(), TimeUnit.SECONDS))
                        .hasSize(1);
            }
        }
    }

    @Test
    void givesEachServiceTheSecretThatTheSignOnServiceKnows() {
        assertThat(variable("import-service", "PICKATIME_CLIENT_SECRET"))
                .isNotBlank()
                .isEqualTo(variable("sso-service", "IMPORT_SERVICE_CLIENT_SECRET"));
    }

    private static String variable(String service, String name) {
        return stack.environments().stream()
                .filter(environment -> environment.service().equals(service))
                .map(environment -> environment.variables().getOrDefault(name, ""))
                .findFirst()
                .orElseThrow();
    }

    private static boolean storeAnswers(String uri) throws Exception {
        try (var client = MongoClients.create(uri)) {
            var answer = Mono.from(client.getDatabase("admin").runCommand(new Document("hello", 1)))
                    .toFuture()
                    .get(LIMIT.toSeconds(), TimeUnit.SECONDS);
            return Objects.requireNonNull(answer).getBoolean("isWritablePrimary");
        }
    }

    private static StackPorts freePorts() {
        return ThreadLocalRandom.current()
                .ints(10_000, 30_000)
                .limit(100)
                .mapToObj(StackPorts::new)
                .filter(InfrastructureIT::areFree)
                .findFirst()
                .orElseThrow();
    }

    private static boolean areFree(StackPorts ports) {
        try {
            Ports.requireFree(IntStream.rangeClosed(ports.base(), ports.inbox())
                    .boxed()
                    .collect(Collectors.toMap(port -> port, port -> "test")));
            return true;
        } catch (PortsInUseException e) {
            return false;
        }
    }
}
