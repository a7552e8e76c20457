package com.pickatime.local.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.pickatime.local.client.ProductException;
import com.pickatime.local.infrastructure.ports.Ports;
import com.pickatime.local.report.StartupReport;
import com.pickatime.local.stack.LocalStack;
import com.pickatime.local.stack.StackLog;
import com.pickatime.local.stack.StackOptions;
import com.pickatime.local.stack.StackPorts;
import com.pickatime.local.testing.TemporaryDirectory;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Two instances of every service as processes: each is killed or stopped at its worst moment.
 *
 * <p>{@code -Dinstances.scenario=KILL_IN_FETCH,ROLLING_RESTART} takes some scenarios, {@code -Dinstances.data=SHARED} one
 * of the two ways to keep import-service's data, {@code -Dinstances.students=47620} more than a thousand, {@code -Dinstances.heap=256m} another heap of each
 * service, {@code -Dinstances.compiler=4} the compiler that pays for itself in large districts, {@code
 * -Dinstances.undisturbed=false} begins without an import that nothing happens to. The figures are printed at the end and kept in
 * {@code target/instances.txt}; the services' logs in {@code target/instances}.
 */
@Tag("instances")
@TestInstance(Lifecycle.PER_CLASS)
class InstancesIT {

    private static final int STUDENTS = Integer.getInteger("instances.students", 1000);
    private static final int IMPORTS_UNDER_ROLLING_RESTART = 9;
    private static final Duration AFTER_STOP = Duration.ofSeconds(5);
    private static final Duration AFTER_KILL = Duration.ofSeconds(35);
    private static final Duration LIMIT = Duration.ofMinutes(5L + STUDENTS / 10_000);

    private static final String IMPORTS = "import-service";
    private static final String CONTACTS = "contact-service";
    private static final String NOTIFICATIONS = "notification-service";
    private static final String SSO = "sso-service";

    enum Data {
        SEPARATE,
        SHARED
    }

    enum Scenario {
        KILL_IN_FETCH,
        KILL_IN_PLAN,
        KILL_IN_PUBLISH,
        KILL_IN_APPLY,
        /** One import, whoever works on it being killed again and again. */
        KILL_IN_EACH_STEP,
        STOP_IN_FETCH,
        STOP_IN_PUBLISH,
        START_BESIDE_FETCH,
        ROLLING_RESTART,
        KILL_FIRST_CONTACTS_IN_APPLY,
        KILL_SECOND_CONTACTS_IN_APPLY,
        STOP_CONTACTS_IN_APPLY,
        KILL_FIRST_CONTACTS_IN_COMPLETE,
        KILL_SECOND_CONTACTS_IN_COMPLETE,
        KILL_FIRST_NOTIFICATIONS_IN_MAIL,
        KILL_SECOND_NOTIFICATIONS_IN_MAIL,
        KILL_FIRST_SSO_IN_FETCH,
        KILL_SECOND_SSO_IN_FETCH;

        /** Only import-service keeps data in a directory. */
        boolean concernsData() {
            return ordinal() <= ROLLING_RESTART.ordinal();
        }
    }

    /** How long until another instance went on; empty where nothing has to be taken over. */
    private record HandOver(Optional<Duration> took, Duration limit) {

        static final HandOver NONE = new HandOver(Optional.empty(), Duration.ZERO);

        HandOver orLonger(HandOver other) {
            return took.orElse(Duration.ZERO).compareTo(other.took().orElse(Duration.ZERO)) < 0 ? other : this;
        }

        boolean isInTime() {
            return took.map(time -> time.compareTo(limit) <= 0).orElse(true);
        }
    }

    private final TemporaryDirectory data = TemporaryDirectory.create("instances");
    private final Map<String, List<ServiceInstance>> instances = new LinkedHashMap<>();
    private final List<Gateway> gateways = new ArrayList<>();
    private final List<String> table = new ArrayList<>();
    private LocalStack infrastructure;
    private DirectBusiness.Clients clients;
    private Data kept = Data.SEPARATE;

    static Stream<Arguments> scenarios() {
        var wanted = System.getProperty("instances.scenario", "");
        var way = System.getProperty("instances.data", "");
        return Arrays.stream(Data.values())
                .filter(kind -> way.isEmpty() || way.equals(kind.name()))
                .flatMap(kind -> Arrays.stream(Scenario.values())
                        .filter(one ->
                                wanted.isEmpty() || List.of(wanted.split(",")).contains(one.name()))
                        .filter(one -> one.concernsData() || kind == Data.SEPARATE || !way.isEmpty())
                        .map(one -> Arguments.of(one, kind)));
    }

    @BeforeAll
    void start() throws IOException {
        StackLog.into(data.path());
        var ports = District.freePorts();
        infrastructure = LocalStack.startInfrastructure(
                new StackOptions(data.path(), ports, Optional.of(STUDENTS), 7, externalServers()),
                new StartupReport(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)));
        var logs = Files.createDirectories(Path.of("target/instances"));
        for (var environment : infrastructure.environments()) {
            var free = Ports.free(2);
            gateways.add(Gateway.to(
                    environment.port(), free.stream().map(Gateway::local).toList()));
            instances.put(
                    environment.service(),
                    IntStream.range(0, 2)
                            .mapToObj(i -> new ServiceInstance(environment, i + 1, free.get(i), logs))
                            .toList());
        }
        clients = clients(ports);
        // no other district is found and imported meanwhile
        of(IMPORTS).forEach(instance -> instance.set("IMPORTS_POLL_INITIALDELAY", "1d"));
        keep(Data.SEPARATE);
        // a dozen processes at once would keep each other waiting for longer than they wait for a broker
        for (var both : instances.values()) {
            both.forEach(ServiceInstance::start);
            both.forEach(ServiceInstance::awaitReady);
        }
        if (Boolean.parseBoolean(System.getProperty("instances.undisturbed", "true"))) {
            warmUp();
        }
    }

    /** Servers of yours replace the embedded ones, as for {@code ./pickatime up}. */
    private static Map<String, String> externalServers() {
        return Optional.ofNullable(System.getenv("PICKATIME_TEST_MONGODB_URI"))
                .map(uri -> Map.of("MONGODB_URI", uri))
                .orElse(Map.of());
    }

    private DirectBusiness.Clients clients(StackPorts ports) {
        return new DirectBusiness.Clients(
                infrastructure.imports(),
                infrastructure.contacts(),
                infrastructure.inbox(),
                infrastructure.simulator(),
                ports.simulator());
    }

    /** The first import of a JVM is slower than any other; and when nothing is killed, everything must be well. */
    private void warmUp() {
        var undisturbed = new DirectBusiness("undisturbed", clients);
        long began = System.nanoTime();
        undisturbed.begin();
        var outcome = undisturbed.outcome(LIMIT);
        table.add(row("UNDISTURBED", Data.SEPARATE, HandOver.NONE, outcome) + since(began));
        outcome.requireWhole();
    }

    @AfterAll
    void stop() throws IOException {
        var text = String.join(System.lineSeparator(), table);
        System.out.println(HEAD + System.lineSeparator() + text);
        Files.writeString(Path.of("target/instances.txt"), HEAD + System.lineSeparator() + text);
        all().forEach(ServiceInstance::close);
        gateways.forEach(Gateway::close);
        infrastructure.close();
        data.close();
    }

    @AfterEach
    void restore() {
        clients.simulator().delete("/control/faults");
        var ended = all().filter(instance -> !instance.isRunning()).toList();
        ended.forEach(ServiceInstance::start);
        ended.forEach(ServiceInstance::awaitReady);
    }

    @ParameterizedTest(name = "{0}, {1} data directories")
    @MethodSource("scenarios")
    void nothingIsLostOrDoubledAndOneMailIsSent(Scenario scenario, Data kind) throws InterruptedException {
        restartOn(kind);
        if (scenario == Scenario.ROLLING_RESTART) {
            rollingRestart(kind);
            return;
        }
        var business = new DirectBusiness(name(scenario, kind), clients);
        if (scenario.name().endsWith("FETCH") || scenario == Scenario.KILL_IN_EACH_STEP) {
            clients.simulator()
                    .post("/control/faults", Map.of("type", "slow-pages", "milliseconds", pageMillis(scenario)));
        }
        if (scenario == Scenario.START_BESIDE_FETCH) {
            instance(IMPORTS, 2).stop();
        }
        long began = System.nanoTime();
        business.begin();
        var handOver = disturb(scenario, business);
        var outcome = business.outcome(LIMIT);
        table.add(row(scenario.name(), kind, handOver, outcome) + since(began));

        outcome.requireWhole();
        assertThat(handOver).as("handed over in time").matches(HandOver::isInTime);
    }

    private HandOver disturb(Scenario scenario, DirectBusiness business) throws InterruptedException {
        return switch (scenario) {
            case KILL_IN_FETCH -> killOwner(business, "FETCHING");
            case KILL_IN_PLAN -> killOwner(business, "PLANNING");
            case KILL_IN_PUBLISH -> killOwner(business, "PUBLISHING");
            case KILL_IN_APPLY -> killOwner(business, "APPLYING");
            case KILL_IN_EACH_STEP -> killOwnerInEachStep(business);
            case STOP_IN_FETCH -> stopOwner(business, "FETCHING");
            case STOP_IN_PUBLISH -> stopOwner(business, "PUBLISHING");
            case START_BESIDE_FETCH -> startBeside(business);
            case KILL_FIRST_CONTACTS_IN_APPLY -> killContacts(business, 1, () -> business.reaches("APPLYING"));
            case KILL_SECOND_CONTACTS_IN_APPLY -> killContacts(business, 2, () -> business.reaches("APPLYING"));
            case KILL_FIRST_CONTACTS_IN_COMPLETE -> killContacts(business, 1, () -> isApplied(business));
            case KILL_SECOND_CONTACTS_IN_COMPLETE -> killContacts(business, 2, () -> isApplied(business));
            case STOP_CONTACTS_IN_APPLY -> {
                requireReached(business.reaches("APPLYING"));
                instance(CONTACTS, 1).beginToStop();
                yield applyingGoesOn(business, AFTER_STOP);
            }
            case KILL_FIRST_NOTIFICATIONS_IN_MAIL -> killNotifications(business, 1);
            case KILL_SECOND_NOTIFICATIONS_IN_MAIL -> killNotifications(business, 2);
            case KILL_FIRST_SSO_IN_FETCH -> killSso(business, 1);
            case KILL_SECOND_SSO_IN_FETCH -> killSso(business, 2);
            case ROLLING_RESTART -> throw new IllegalArgumentException(scenario.name());
        };
    }

    private HandOver killOwner(DirectBusiness business, String state) {
        return killOwner(business, state, instance -> {});
    }

    private HandOver killOwner(DirectBusiness business, String state, Consumer<ServiceInstance> then) {
        requireReached(business.reaches(state));
        var owner = owner(business);
        owner.kill();
        then.accept(owner);
        // who published everything leaves nothing to be taken over
        return state.equals("APPLYING") ? applyingGoesOn(business, AFTER_KILL) : runGoesOn(business, AFTER_KILL);
    }

    private HandOver killOwnerInEachStep(DirectBusiness business) {
        var longest = HandOver.NONE;
        for (var state : List.of("FETCHING", "PLANNING", "PUBLISHING", "APPLYING")) {
            // in time to go on when the other one is killed
            longest = longest.orLonger(killOwner(business, state, ServiceInstance::start));
        }
        return longest;
    }

    private HandOver stopOwner(DirectBusiness business, String state) {
        requireReached(business.reaches(state));
        owner(business).beginToStop();
        return runGoesOn(business, AFTER_STOP);
    }

    private HandOver startBeside(DirectBusiness business) {
        requireReached(business.reaches("FETCHING"));
        instance(IMPORTS, 2).start();
        instance(IMPORTS, 2).awaitReady();
        // what has failed by now is the other instance's doing, and for the table
        requireReached(business.latestState()
                .filter(List.of("FETCHING", "FAILED")::contains)
                .isPresent());
        clients.simulator().delete("/control/faults");
        return HandOver.NONE;
    }

    /** A fetch that lasts until it is found out who does it, or as long as another instance takes to start. */
    private static int pageMillis(Scenario scenario) {
        return scenario == Scenario.START_BESIDE_FETCH ? 4000 : 150;
    }

    private HandOver killContacts(DirectBusiness business, int number, BooleanSupplier moment) {
        requireReached(moment.getAsBoolean());
        instance(CONTACTS, number).kill();
        return applyingGoesOn(business, AFTER_KILL);
    }

    private HandOver killNotifications(DirectBusiness business, int number) {
        requireReached(
                business.reaches(() -> business.application().path("completed").asBoolean(false)));
        instance(NOTIFICATIONS, number).kill();
        return measure(AFTER_KILL, () -> business.completionMails() > 0);
    }

    /** Tokens of the instance that is gone are good, and the other gives new ones. */
    private HandOver killSso(DirectBusiness business, int number) {
        requireReached(business.reaches("FETCHING"));
        instance(SSO, number).kill();
        return measure(
                AFTER_KILL,
                () -> !infrastructure.sso().get("/keys/saml/rotation").isMissingNode());
    }

    private void rollingRestart(Data kind) throws InterruptedException {
        var businesses = IntStream.rangeClosed(1, IMPORTS_UNDER_ROLLING_RESTART)
                .mapToObj(i -> new DirectBusiness("rolling-" + kind.name().toLowerCase(Locale.ROOT) + "-" + i, clients))
                .toList();
        businesses.forEach(DirectBusiness::begin);
        var longest = Duration.ZERO;
        for (var instance : all().toList()) {
            var took = instance.stop();
            longest = took.compareTo(longest) > 0 ? took : longest;
            instance.start();
            instance.awaitReady();
        }
        var outcomes =
                businesses.stream().map(business -> business.outcome(LIMIT)).toList();
        var stopping = new HandOver(Optional.of(longest), AFTER_STOP);
        outcomes.forEach(outcome -> table.add(row(Scenario.ROLLING_RESTART.name(), kind, stopping, outcome)));

        outcomes.forEach(DirectBusiness.Outcome::requireWhole);
        assertThat(stopping).as("every instance stopped in time").matches(HandOver::isInTime);
    }

    private static boolean isApplied(DirectBusiness business) {
        return business.reaches(() -> business.application().path("barriers").asInt() == RosterTopic.PARTITIONS);
    }

    /** A run that began after the blow, or the end of the one that was under way. */
    private static HandOver runGoesOn(DirectBusiness business, Duration limit) {
        var before = business.latestImport();
        return measure(
                limit,
                () -> !business.latestImport().equals(before)
                                && !business.latestState().orElse("").equals("REQUESTED")
                        || business.isComplete());
    }

    private static HandOver applyingGoesOn(DirectBusiness business, Duration limit) {
        var before = business.application().path("applied").asLong();
        return measure(
                limit,
                () -> business.application().path("applied").asLong() > before
                        || business.application().path("completed").asBoolean(false));
    }

    private static HandOver measure(Duration limit, BooleanSupplier done) {
        var began = System.nanoTime();
        try {
            await().pollInterval(Duration.ofMillis(50))
                    .pollDelay(Duration.ZERO)
                    .atMost(LIMIT)
                    .until(() -> {
                        try {
                            return done.getAsBoolean();
                        } catch (ProductException e) {
                            // the gateway has led to an instance that is just going down
                            return false;
                        }
                    });
        } catch (ConditionTimeoutException e) {
            // the table and the outcome say so
        }
        return new HandOver(Optional.of(Duration.ofNanos(System.nanoTime() - began)), limit);
    }

    private ServiceInstance owner(DirectBusiness business) {
        var importId = business.latestImport();
        return of(IMPORTS).stream()
                .filter(instance -> instance.began(importId))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no instance says that it began " + importId));
    }

    private ServiceInstance instance(String service, int number) {
        return of(service).get(number - 1);
    }

    private List<ServiceInstance> of(String service) {
        return Objects.requireNonNull(instances.get(service));
    }

    private Stream<ServiceInstance> all() {
        return instances.values().stream().flatMap(List::stream);
    }

    private void restartOn(Data kind) throws InterruptedException {
        if (kind == kept) {
            return;
        }
        for (var instance : of(IMPORTS)) {
            instance.stop();
        }
        keep(kind);
        of(IMPORTS).forEach(ServiceInstance::start);
        of(IMPORTS).forEach(ServiceInstance::awaitReady);
    }

    private void keep(Data kind) {
        kept = kind;
        for (int number = 1; number <= 2; number++) {
            instance(IMPORTS, number)
                    .set(
                            "IMPORTS_DATA_DIRECTORY",
                            data.path()
                                    .resolve(kind == Data.SHARED ? "imports-shared" : "imports-" + number)
                                    .toString());
        }
    }

    private static void requireReached(boolean reached) {
        assertThat(reached).as("the blow came in time").isTrue();
    }

    private static String name(Scenario scenario, Data kind) {
        return (scenario + "-" + kind).toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** With the time in which a second mail would have come. */
    private static String since(long began) {
        return String.format(Locale.ROOT, " %8.0f s", (System.nanoTime() - began) / 1e9);
    }

    private static final String HEAD = String.format(
            "%-36s %-9s %10s %9s %-10s %5s %5s %7s %8s %5s %6s %6s %10s",
            "scenario",
            "data",
            "hand-over",
            "limit",
            "state",
            "runs",
            "lost",
            "doubled",
            "differ",
            "open",
            "mails",
            "others",
            "all in");

    private static String row(String scenario, Data kind, HandOver handOver, DirectBusiness.Outcome outcome) {
        return String.format(
                Locale.ROOT,
                "%-36s %-9s %10s %9s %-10s %5d %5d %7d %8d %5d %6d %6d",
                scenario,
                kind.name().toLowerCase(Locale.ROOT),
                handOver.took()
                        .map(time -> String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0))
                        .orElse("-"),
                handOver.took().isPresent() ? handOver.limit().toSeconds() + " s" : "-",
                outcome.state(),
                outcome.runs(),
                outcome.missingPeople(),
                outcome.duplicates(),
                outcome.differences(),
                outcome.unfinishedRuns(),
                outcome.completionMails(),
                outcome.otherMails());
    }
}
