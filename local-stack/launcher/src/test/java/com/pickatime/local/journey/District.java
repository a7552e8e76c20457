package com.pickatime.local.journey;

import com.pickatime.local.client.ImportRuns;
import com.pickatime.local.client.Mails;
import com.pickatime.local.infrastructure.broker.BrokerCommand;
import com.pickatime.local.infrastructure.broker.BrokerProcess;
import com.pickatime.local.infrastructure.ports.Ports;
import com.pickatime.local.infrastructure.ports.PortsInUseException;
import com.pickatime.local.report.StartupReport;
import com.pickatime.local.stack.LocalStack;
import com.pickatime.local.stack.StackLog;
import com.pickatime.local.stack.StackOptions;
import com.pickatime.local.stack.StackPorts;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A local stack of its own with a small district, and what a test does with it.
 *
 * <p>Its store is behind a port that can be cut, and its broker can be stopped and started. The store is the embedded one,
 * or the one that {@code PICKATIME_TEST_MONGODB_URI} names where a test asks for it.
 */
final class District implements AutoCloseable {

    static final String BUSINESS = "classlink-2222";

    /** Of the simulated district. */
    static final long SEED = 7;

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final int TRIES = 100;
    private static final int BROKER_HEAP_MEGABYTES = 384;

    private final LocalStack stack;
    private final StoreBehindAGateway store;
    private final BrokerCommand brokerCommand;
    private BrokerProcess broker;

    private District(LocalStack stack, StoreBehindAGateway store, BrokerCommand brokerCommand, BrokerProcess broker) {
        this.stack = stack;
        this.store = store;
        this.brokerCommand = brokerCommand;
        this.broker = broker;
    }

    static District start(Path data, int students) {
        // the store and the broker below log too, before the stack starts
        StackLog.into(data);
        return start(data, students, StoreBehindAGateway.embedded(data.resolve("district-store")));
    }

    /** Where a district that adds the app waits for the onboarding team. */
    static District startWithATeam(Path data, int students) {
        StackLog.into(data);
        return start(
                data,
                students,
                StoreBehindAGateway.embedded(data.resolve("district-store")),
                Map.of("IMPORTS_ONBOARDING_POLICY", "MANUAL"));
    }

    static District start(Path data, int students, StoreBehindAGateway store) {
        return start(data, students, store, Map.of());
    }

    private static District start(Path data, int students, StoreBehindAGateway store, Map<String, String> more) {
        var ports = freePorts();
        var built = Path.of(System.getProperty("pickatime.home")).resolve("local-stack/broker/target");
        var command = new BrokerCommand(
                List.of(built.resolve("classes"), built.resolve("lib")),
                data.resolve("district-kafka"),
                ports.broker(),
                ports.controller(),
                BROKER_HEAP_MEGABYTES);
        var broker = BrokerProcess.start(command, LIMIT);
        var external = new HashMap<>(more);
        external.put("MONGODB_URI", store.uri());
        external.put("KAFKA_BOOTSTRAP_SERVERS", broker.bootstrapServers());
        var options = new StackOptions(data, ports, Optional.of(students), SEED, external);
        var nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        return new District(LocalStack.start(options, new StartupReport(nowhere)), store, command, broker);
    }

    String storeUri() {
        return store.uri();
    }

    Gateway storeGateway() {
        return store.gateway();
    }

    void stopBroker() {
        broker.close();
    }

    void startBroker() {
        broker = BrokerProcess.start(brokerCommand, LIMIT);
    }

    /** What a business of its own needs to know of this stack. */
    DirectBusiness.Clients clients() {
        return new DirectBusiness.Clients(
                stack.imports(), stack.contacts(), stack.inbox(), stack.simulator(), ports().simulator());
    }

    /** Lets ClassLink notify us and follows the import that comes of it to its end. */
    JsonNode importOnNotification(String type) {
        var since = Instant.now();
        stack.simulator().post("/control/notify?type=" + type, Map.of());
        var runs = new ImportRuns(stack.imports(), BUSINESS);
        return runs.follow(runs.requestedSince(since, LIMIT), run -> {});
    }

    /** Has its people imported, with nothing wrong at ClassLink, and lets them sign in with it. */
    void openForSignIn() {
        stack.simulator().delete("/control/faults");
        importOnce();
        stack.signOn().connect();
    }

    /** An address of the sign-on service. */
    String pickAtime(String path) {
        return "http://127.0.0.1:" + ports().webUi() + path;
    }

    /** Imports the district unless an import has completed already. */
    private void importOnce() {
        var teachers = contacts("/contacts?role=TEACHER&limit=1").path("items");
        if (teachers.isEmpty()) {
            importOnNotification("application.added");
        }
    }

    /** The source ID of somebody who has this role and has not left. */
    String activeContact(String role) {
        return contacts("/contacts?role=" + role + "&limit=20")
                .path("items")
                .valueStream()
                .filter(contact -> contacts(
                                "/contacts/" + contact.path("contactId").asString())
                        .path("active")
                        .asBoolean(true))
                .map(contact -> contact.path("sourceId").asString())
                .findFirst()
                .orElseThrow();
    }

    /** The id of the contact that a source ID stands for. */
    String contactId(String sourceId) {
        return contacts("/contacts?sourceId=" + sourceId)
                .path("items")
                .path(0)
                .path("contactId")
                .asString();
    }

    /** Has the identity provider make its responses so; what {@code json} leaves out is as usual. */
    void identityProvider(String json) {
        stack.simulator().put("/control/saml", JsonMapper.shared().readTree(json));
    }

    JsonNode facts() {
        return stack.simulator().get("/control/facts");
    }

    void switchOn(Map<String, Object> fault) {
        stack.simulator().post("/control/faults", fault);
    }

    JsonNode summary() {
        return contacts("/summary");
    }

    /** What the contact service answers below the business's path. */
    JsonNode contacts(String path) {
        return stack.contacts().get("/businesses/" + BUSINESS + path);
    }

    JsonNode mailAbout(JsonNode run) {
        return new Mails(stack.inbox()).await(run.path("importId").asString(), LIMIT);
    }

    LocalStack stack() {
        return stack;
    }

    StackPorts ports() {
        return stack.options().ports();
    }

    @Override
    public void close() {
        stack.close();
        broker.close();
        store.close();
    }

    /** Below the range from which the system takes ports for outgoing connections, so that none is lost in between. */
    static StackPorts freePorts() {
        return ThreadLocalRandom.current()
                .ints(10_000, 30_000)
                .limit(TRIES)
                .mapToObj(StackPorts::new)
                .filter(District::areFree)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no free range of ports found"));
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
