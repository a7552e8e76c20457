package com.pickatime.imports.connection.classlink;

import com.pickatime.imports.source.RosterIncompleteException;
import com.pickatime.imports.source.SourceType;
import com.pickatime.imports.source.oneroster.PullSettings;
import com.pickatime.imports.source.oneroster.http.Answer;
import com.pickatime.imports.source.oneroster.http.BearerToken;
import com.pickatime.imports.source.oneroster.http.RetryPolicy;
import com.pickatime.imports.source.oneroster.http.RetryingClient;
import com.pickatime.imports.source.oneroster.http.TransientFailureException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks ClassLink which districts grant pickAtime their roster. */
@Component
public class ClassLink {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int PAGE = 1_000;
    private static final int MOST_PAGES = 20_000;

    /** The list is short, and a notification or poll that fails now is tried again later. */
    private static final RetryPolicy RETRY = new RetryPolicy(
            Duration.ofSeconds(20), Duration.ofSeconds(20), 3, Duration.ofMillis(500), Duration.ofSeconds(5));

    private final ClassLinkSettings settings;
    private final RetryingClient client;

    ClassLink(WebClient web, ClassLinkSettings settings, Clock clock) {
        this.settings = settings;
        this.client = new RetryingClient(
                web, SourceType.CLASSLINK_PROXY, RETRY, PullSettings.DEFAULTS.mostPageBytes(), clock);
    }

    /** Whether ClassLink can be asked at all. */
    public boolean isConfigured() {
        return settings.hasPartnerKey();
    }

    /** Of its OneRoster proxy, without a slash at its end. */
    public String url() {
        return settings.baseUrl().toString().replaceFirst("/$", "");
    }

    /**
     * The whole list, or the failure: never a part, which could not be told from districts that left. That one is missing
     * still proves nothing about it. Nothing when no partner key is configured.
     */
    public Mono<List<ClassLinkApplication>> applications() {
        return Mono.defer(() -> {
            if (!isConfigured()) {
                return Mono.empty();
            }
            var all = new ArrayList<ClassLinkApplication>();
            return page(0, 1)
                    .doOnNext(first -> all.addAll(first.applications()))
                    .expand(page -> next(page, all))
                    .then(Mono.fromCallable(() -> List.copyOf(all)));
        });
    }

    /** The tenant's grant; nothing when the list does not have it, which proves nothing about the tenant. */
    public Mono<ClassLinkApplication> application(String tenantId) {
        return applications()
                .flatMap(all -> Mono.justOrEmpty(all.stream()
                        .filter(application -> application.tenantId().equals(tenantId))
                        .findFirst()));
    }

    /**
     * There is no count to go by, and a server may cap the limit in silence: so only a page with nothing new is behind the
     * last. A short first page that comes again is the whole list from a server that ignores the offset.
     */
    private Mono<Listing> next(Listing page, List<ClassLinkApplication> all) {
        if (page.entries() == 0) {
            return Mono.empty();
        }
        long offset = page.offset() + page.entries();
        if (page.number() >= MOST_PAGES) {
            return Mono.error(unexpected("more pages than there are districts"));
        }
        return page(offset, page.number() + 1).flatMap(further -> {
            if (further.entries() > 0 && further.applications().stream().anyMatch(all::contains)) {
                boolean everything = page.number() == 1 && page.entries() < PAGE && further.entries() == page.entries();
                return everything ? Mono.empty() : Mono.error(unexpected("the same application twice"));
            }
            all.addAll(further.applications());
            return Mono.just(further);
        });
    }

    private Mono<Listing> page(long offset, int number) {
        var uri = URI.create(url() + "/applications?limit=" + PAGE + "&offset=" + offset);
        var partnerKey = new BearerToken(Objects.requireNonNull(settings.partnerKey()));
        return client.get(() -> uri, partnerKey, () -> {}, answer -> read(offset, number, answer));
    }

    private static Listing read(long offset, int number, Answer answer) {
        if (answer.status() == 401 || answer.status() == 403) {
            throw new RosterIncompleteException(
                    "NOT_ALLOWED", "ClassLink does not accept the partner key (status " + answer.status() + ").");
        }
        if (!answer.isOk()) {
            throw unexpected("status " + answer.status());
        }
        try {
            return listing(offset, number, JSON.readTree(answer.body()));
        } catch (JacksonException e) {
            // its message may quote the answer
            throw TransientFailureException.broken("an answer that is no JSON");
        }
    }

    private static Listing listing(long offset, int number, JsonNode body) {
        var applications = body.path("applications");
        if (!applications.isArray() && !applications.isObject()) {
            throw unexpected("no list of applications");
        }
        // an object is either the only application itself, or holds the applications as its values
        var nodes = applications.has("tenant_id")
                ? List.of(applications)
                : applications.valueStream().toList();
        return new Listing(
                offset,
                number,
                nodes.size(),
                nodes.stream()
                        .flatMap(node -> Stream.ofNullable(application(node)))
                        .toList());
    }

    private static @Nullable ClassLinkApplication application(JsonNode json) {
        var tenantId = text(json, "tenant_id");
        return tenantId == null
                ? null
                : new ClassLinkApplication(
                        tenantId,
                        Objects.requireNonNullElse(text(json, "tenant_name"), tenantId),
                        "true".equalsIgnoreCase(text(json, "enabled")),
                        Objects.requireNonNullElse(text(json, "tenant_status"), ""),
                        text(json, "oneroster_application_id"),
                        text(json, "bearer"));
    }

    private static @Nullable String text(JsonNode json, String field) {
        var node = json.path(field);
        if (!node.isValueNode() || node.isNull()) {
            return null;
        }
        var text = node.asString().strip();
        return text.isEmpty() ? null : text;
    }

    private static RosterIncompleteException unexpected(String what) {
        return new RosterIncompleteException(
                "UNEXPECTED_ANSWER", "ClassLink answered /applications with " + what + ". It is asked again later.");
    }

    /** One page: its entries, of which those without a tenant are left out. */
    private record Listing(long offset, int number, int entries, List<ClassLinkApplication> applications) {}
}
