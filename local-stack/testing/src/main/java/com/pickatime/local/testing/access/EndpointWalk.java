package com.pickatime.local.testing.access;

import com.pickatime.platform.access.AccessLevel;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.boot.web.server.context.WebServerApplicationContext;

/**
 * Goes to every endpoint of a running service with tokens that must not open it.
 *
 * <p>The list is the application's own, so a new endpoint cannot be forgotten. What is open on purpose, or to people below
 * {@link AccessLevel#ADMINISTRATOR}, the test names, as {@code GET /businesses/{businessId}/contacts}.
 */
public final class EndpointWalk {

    /** The business whose endpoints are tried. */
    public static final String BUSINESS = "walked-business";

    private static final Set<Integer> REFUSALS = Set.of(401, 403);
    /** Said elsewhere, or the saying itself. */
    private static final List<String> OUTSIDE = List.of("/actuator", "/openapi");

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String address;
    private final Set<Endpoint> endpoints;
    private final Set<String> open = new TreeSet<>();
    private final Map<String, AccessLevel> least = new HashMap<>();
    /** Made once by level: a stranger's key takes longer to make than all that is asked with it. */
    private final Map<AccessLevel, Map<String, Optional<String>>> wrongTokens = new EnumMap<>(AccessLevel.class);

    private TokenIssuer issuer = TestTokens.tokens();

    private EndpointWalk(String address, Set<Endpoint> endpoints) {
        this.address = address;
        this.endpoints = endpoints;
    }

    /** A walk through a service that listens. */
    public static EndpointWalk through(WebServerApplicationContext service) {
        var server = Objects.requireNonNull(service.getWebServer(), "the service does not listen");
        return to("http://127.0.0.1:" + server.getPort(), Endpoints.of(service));
    }

    static EndpointWalk to(String address, Set<Endpoint> endpoints) {
        return new EndpointWalk(address, endpoints);
    }

    /** These need no token. */
    public EndpointWalk leavingOpen(String... endpoints) {
        open.addAll(List.of(endpoints));
        return this;
    }

    /** These may be used by people with this level or a higher one. */
    public EndpointWalk allowing(AccessLevel level, String... endpoints) {
        Stream.of(endpoints).forEach(endpoint -> least.put(endpoint, level));
        return this;
    }

    /** Tokens that a service issues itself, instead of {@link TestTokens}. */
    public EndpointWalk withTokensOf(TokenIssuer issuer) {
        this.issuer = issuer;
        return this;
    }

    /** What was found, as the application names it. */
    public List<String> endpoints() {
        return endpoints.stream().map(Endpoint::toString).toList();
    }

    /**
     * Walks.
     *
     * @throws AssertionError that names every endpoint which opened, every named one that does not exist or is not open,
     *     and an application without endpoints
     */
    public void findsNothingOpen() {
        if (endpoints.isEmpty()) {
            throw new AssertionError("the application has no endpoint at all");
        }
        var findings = Stream.concat(misnamed(), endpoints.stream().flatMap(this::findings))
                .toList();
        if (!findings.isEmpty()) {
            throw new AssertionError(String.join("\n", findings));
        }
    }

    /**
     * Compares what the service says of itself at {@code /openapi} with what it answers.
     *
     * @param pages what browsers are shown, and no program calls
     * @throws AssertionError that names every endpoint of which nothing is said, every one that does not exist, every body
     *     without an example, and every example that its schema refuses
     */
    public void findsEverythingDocumented(String... pages) {
        var api = DescribedApi.at(http, address);
        var documented = api.endpoints();
        var there = endpoints.stream()
                .filter(endpoint -> OUTSIDE.stream().noneMatch(endpoint.pattern()::startsWith))
                .map(Endpoint::documented)
                .collect(Collectors.toCollection(TreeSet::new));
        there.removeAll(Set.of(pages));
        var findings = Stream.of(
                        there.stream()
                                .filter(endpoint -> !documented.contains(endpoint))
                                .map(endpoint -> "nothing is said of " + endpoint),
                        documented.stream()
                                .filter(endpoint -> !there.contains(endpoint))
                                .map(endpoint -> "there is no " + endpoint),
                        api.findingsOfExamples())
                .flatMap(found -> found)
                .toList();
        if (!findings.isEmpty()) {
            throw new AssertionError(String.join("\n", findings));
        }
    }

    private Stream<String> misnamed() {
        return Stream.concat(open.stream(), least.keySet().stream())
                .filter(name -> !endpoints().contains(name))
                .map(name -> "there is no " + name);
    }

    private Stream<String> findings(Endpoint endpoint) {
        if (open.contains(endpoint.toString())) {
            return Stream.of(endpoint)
                    .filter(named -> asksForAToken(answer(named, Optional.empty())))
                    .map(named -> named + " is said to be open, and is closed");
        }
        var level = least.getOrDefault(endpoint.toString(), AccessLevel.ADMINISTRATOR);
        var wrongs = wrongTokens.computeIfAbsent(level, needed -> WrongTokens.of(issuer, BUSINESS, needed));
        return wrongs.entrySet().stream().flatMap(wrong -> {
            int status = answer(endpoint, wrong.getValue()).statusCode();
            return REFUSALS.contains(status)
                    ? Stream.empty()
                    : Stream.of(endpoint + " answers " + status + " to " + wrong.getKey());
        });
    }

    private static boolean asksForAToken(HttpResponse<Void> answer) {
        return answer.statusCode() == 401
                && answer.headers().firstValue("WWW-Authenticate").orElse("").startsWith("Bearer");
    }

    private HttpResponse<Void> answer(Endpoint endpoint, Optional<String> token) {
        var request = HttpRequest.newBuilder(URI.create(address + endpoint.path(BUSINESS)))
                .timeout(PATIENCE)
                .method(endpoint.method(), BodyPublishers.noBody());
        token.ifPresent(value -> request.header("Authorization", "Bearer " + value));
        try {
            return http.send(request.build(), BodyHandlers.discarding());
        } catch (IOException e) {
            throw new IllegalStateException(endpoint + " does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
