package com.pickatime.local.stack;

import com.pickatime.local.client.AccessTokens;
import com.pickatime.local.client.JsonClient;
import com.pickatime.local.infrastructure.broker.BrokerCommand;
import com.pickatime.local.infrastructure.broker.BrokerProcess;
import com.pickatime.local.infrastructure.inbox.LocalInbox;
import com.pickatime.local.infrastructure.ports.Ports;
import com.pickatime.local.infrastructure.registry.LocalRegistry;
import com.pickatime.local.infrastructure.store.LocalStore;
import com.pickatime.local.report.StartupReport;
import com.pickatime.local.stack.data.DataDirectory;
import com.pickatime.local.stack.data.Secrets;
import com.pickatime.local.stack.data.StackException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The whole product on this machine: broker, registry, store and inbox, a simulated ClassLink district, and every service.
 *
 * <p>Parts start in the order in which they need each other; the services stop first and together, the others after them.
 */
public final class LocalStack implements AutoCloseable {

    private static final int BROKER_HEAP_MEGABYTES = 384;
    private static final Duration BROKER_START_LIMIT = Duration.ofSeconds(90);

    /**
     * Their consumers and requests end within half a second, and the idle threads of their drivers two seconds later; with
     * the broker, everything has stopped before people press Ctrl-C again.
     */
    private static final Duration SERVICE_STOP_LIMIT = Duration.ofMillis(2500);

    private final RunningParts parts = new RunningParts(SERVICE_STOP_LIMIT);
    private final StackOptions options;
    private final DataDirectory data;
    private final Secrets secrets;
    private final AccessTokens tokens;
    private final List<ServiceDefinition> services;
    private final StartupReport report;
    private Optional<ServiceSettings> settings = Optional.empty();

    private LocalStack(
            StackOptions options, DataDirectory data, List<ServiceDefinition> services, StartupReport report) {
        this.options = options;
        this.data = data;
        this.services = services;
        this.secrets = Secrets.of(data);
        this.tokens = OperatorTokens.of(options.ports(), data.path());
        this.report = report;
        parts.add("data directory", data);
    }

    /**
     * Starts everything and tells {@code report} about it.
     *
     * @throws StackException if the data directory is in use
     * @throws com.pickatime.local.infrastructure.ports.PortsInUseException if ports are
     */
    public static LocalStack start(StackOptions options, StartupReport report) {
        return start(options, report, List.of(ServiceDefinition.values()));
    }

    /**
     * Starts broker, registry, store, inbox and simulator alone; {@link #environments()} tells what services that run
     * as processes of their own need.
     *
     * @throws StackException if the data directory is in use
     * @throws com.pickatime.local.infrastructure.ports.PortsInUseException if ports are
     */
    public static LocalStack startInfrastructure(StackOptions options, StartupReport report) {
        return start(options, report, List.of(ServiceDefinition.SIMULATOR));
    }

    private static LocalStack start(StackOptions options, StartupReport report, List<ServiceDefinition> services) {
        StackLog.into(options.data());
        var stack = new LocalStack(options, DataDirectory.take(options.data()), services, report);
        try {
            stack.startAll();
            return stack;
        } catch (RuntimeException | Error e) {
            stack.close();
            throw e;
        }
    }

    public JsonClient imports() {
        return client(options.ports().importService());
    }

    public JsonClient contacts() {
        return client(options.ports().contactService());
    }

    /** As somebody who is signed in. */
    public JsonClient contacts(AccessTokens person) {
        return new JsonClient(local(options.ports().contactService()), person);
    }

    /** As somebody who is signed in. */
    public JsonClient conferences(AccessTokens person) {
        return new JsonClient(local(options.ports().conferenceService()), person);
    }

    public JsonClient sso() {
        return client(options.ports().ssoService());
    }

    public SignOn signOn() {
        return new SignOn(sso(), options.ports());
    }

    public JsonClient simulator() {
        return new JsonClient(local(options.ports().simulator()));
    }

    public JsonClient inbox() {
        return new JsonClient(local(options.ports().inbox()));
    }

    public StackOptions options() {
        return options;
    }

    /** What each service needs to run as a process of its own, in the order in which they best start. */
    public List<ServiceEnvironment> environments() {
        var told = settings.orElseThrow();
        return Stream.of(ServiceDefinition.values())
                .filter(service -> service != ServiceDefinition.SIMULATOR)
                .map(service -> ServiceEnvironment.of(service, service.port(options.ports()), told.of(service)))
                .toList();
    }

    @Override
    public void close() {
        parts.close();
    }

    private void startAll() {
        Ports.requireFree(portsNeeded());
        var infrastructure = new ServiceAddresses(startBroker(), startRegistry(), startStore());
        startInbox();
        var told = new ServiceSettings(options, data, secrets, infrastructure);
        settings = Optional.of(told);
        startServices(told);
    }

    private String startBroker() {
        return external("Kafka broker", options.externalBroker(), () -> {
            var broker = BrokerProcess.start(
                    new BrokerCommand(
                            brokerClassPath(),
                            data.resolve("kafka"),
                            options.ports().broker(),
                            options.ports().controller(),
                            BROKER_HEAP_MEGABYTES),
                    BROKER_START_LIMIT);
            parts.add("Kafka broker", broker);
            return broker.bootstrapServers();
        });
    }

    private String startRegistry() {
        return external("Schema registry", options.externalRegistry(), () -> {
            var registry = LocalRegistry.start(
                    Optional.of(data.resolve("registry")), options.ports().registry());
            parts.add("schema registry", registry);
            return registry.url();
        });
    }

    private String startStore() {
        return external("MongoDB-protocol store", options.externalStore(), () -> {
            var store = LocalStore.start(
                    Optional.of(data.resolve("store")), options.ports().store());
            parts.add("store", store);
            return store.connectionString();
        });
    }

    private void startInbox() {
        report.part("Mail inbox (SMTP, web)", () -> {
            var inbox = LocalInbox.start(
                    Optional.of(data.resolve("inbox")),
                    options.ports().smtp(),
                    options.ports().inbox());
            parts.add("inbox", inbox);
            return "127.0.0.1:" + options.ports().smtp() + ", " + inbox.webUrl();
        });
    }

    /** The simulator first, because the import service asks it at once; sign-on before those who need its tokens. */
    private void startServices(ServiceSettings settings) {
        for (var service : services) {
            report.part(service.title(), () -> {
                var port = service.port(options.ports());
                parts.addService(
                        service.title(),
                        ServiceContext.start(
                                service.application(), service.configurationName(), port, settings.of(service)));
                return "http://127.0.0.1:" + port;
            });
        }
        if (services.contains(ServiceDefinition.WEB_UI)) {
            report.part("Start page", () -> {
                var page = StartPage.start(options.ports(), simulator(), signOn());
                parts.add("start page", page);
                return page.url();
            });
        }
    }

    private String external(String name, Optional<String> external, Supplier<String> embedded) {
        external.ifPresent(where -> report.elsewhere(name, withoutPassword(where)));
        if (external.isPresent()) {
            return external.get();
        }
        var address = new String[1];
        report.part(name, () -> address[0] = embedded.get());
        return address[0];
    }

    private Map<Integer, String> portsNeeded() {
        var ports = options.ports();
        var needed = new TreeMap<Integer, String>();
        for (var service : services) {
            needed.put(service.port(ports), service.title());
        }
        needed.put(ports.startPage(), "start page");
        needed.put(ports.smtp(), "mail inbox, SMTP");
        needed.put(ports.inbox(), "mail inbox, web page");
        if (options.externalBroker().isEmpty()) {
            needed.put(ports.broker(), "Kafka broker");
            needed.put(ports.controller(), "Kafka controller");
        }
        if (options.externalRegistry().isEmpty()) {
            needed.put(ports.registry(), "schema registry");
        }
        if (options.externalStore().isEmpty()) {
            needed.put(ports.store(), "MongoDB-protocol store");
        }
        return needed;
    }

    private JsonClient client(int port) {
        return new JsonClient(local(port), tokens);
    }

    private static URI local(int port) {
        return URI.create("http://127.0.0.1:" + port);
    }

    private static List<Path> brokerClassPath() {
        var target = Path.of(System.getProperty("pickatime.home", ".")).resolve("local-stack/broker/target");
        return List.of(target.resolve("classes"), target.resolve("lib"));
    }

    private static String withoutPassword(String address) {
        return address.replaceFirst("://[^/@]*@", "://***@");
    }
}
