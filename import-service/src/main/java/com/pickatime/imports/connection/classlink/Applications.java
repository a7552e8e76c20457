package com.pickatime.imports.connection.classlink;

import com.pickatime.imports.source.RosterIncompleteException;
import com.pickatime.imports.source.SourceType;
import com.pickatime.imports.source.oneroster.PullSettings;
import com.pickatime.imports.source.oneroster.http.Answer;
import com.pickatime.imports.source.oneroster.http.BearerToken;
import com.pickatime.imports.source.oneroster.http.PatientClient;
import com.pickatime.imports.source.oneroster.http.TransientFailureException;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks ClassLink which districts have granted pickAtime their roster. */
public final class Applications {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int PAGE = 1_000;

    private final PatientClient client;
    private final String base;
    private final BearerToken partnerKey;
    private final int mostPages;

    public Applications(WebClient web, URI proxy, String partnerKey, PullSettings settings, Clock clock) {
        client = new PatientClient(
                web, SourceType.CLASSLINK_PROXY, settings.patience(), settings.mostPageBytes(), clock);
        base = proxy.toString().replaceFirst("/$", "") + "/applications";
        this.partnerKey = new BearerToken(partnerKey);
        mostPages = settings.mostPages();
    }

    /**
     * All of them, or the failure: never a part, which could not be told from districts that left. That one is missing
     * still proves nothing about it.
     */
    public Mono<List<ClassLinkApplication>> all() {
        return Mono.defer(() -> {
            var all = new ArrayList<ClassLinkApplication>();
            return page(0, 1)
                    .doOnNext(first -> all.addAll(first.applications()))
                    .expand(page -> next(page, all))
                    .then(Mono.fromCallable(() -> List.copyOf(all)));
        });
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
        if (page.number() >= mostPages) {
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
        var uri = URI.create(base + "?limit=" + PAGE + "&offset=" + offset);
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
