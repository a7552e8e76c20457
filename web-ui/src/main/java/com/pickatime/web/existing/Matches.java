package com.pickatime.web.existing;

import com.pickatime.platform.web.ListPage;
import com.pickatime.web.pages.ListAddress;
import com.pickatime.web.services.Refusal;
import com.pickatime.web.services.Service;
import com.pickatime.web.services.Services;
import com.pickatime.web.services.SignedIn;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Who of the contacts from before is whom in the roster, with the names of both. */
@Component
class Matches {

    static final List<String> DECISIONS = List.of("PROPOSED", "UNDECIDED", "ACCEPTED", "REFUSED", "ADOPTED");
    static final List<String> RULES =
            List.of("ID", "EMAIL_NAME", "NAME_BIRTH_DATE", "NAME_CLASS", "NAME_CHILD", "EMAIL");

    /** All but the address alone, which decides nothing. */
    static final List<String> TRUSTABLE =
            RULES.stream().filter(rule -> !"EMAIL".equals(rule)).toList();

    static final List<String> ROLES = List.of("STUDENT", "STAFF", "PARENT");

    /** Each has two contacts that are asked for by themselves. */
    private static final int PAGE = 20;

    private static final int AT_ONCE = 8;

    private static final String PAGE_ADDRESS = "/importer/existing";
    private static final String PATH = "/businesses/{business}/adoption/matches";
    private static final ParameterizedTypeReference<ListPage<Match>> MATCHES = new ParameterizedTypeReference<>() {};

    private final Services services;

    Matches(Services services) {
        this.services = services;
    }

    static final ListPage<Pair> NONE = new ListPage<>(List.of(), null);

    /** Which to show. Blank is all. */
    record Filter(String decision, String rule, String role, String after) {

        static final Filter ALL = new Filter("", "", "", "");

        static Filter of(
                @Nullable String decision, @Nullable String rule, @Nullable String role, @Nullable String after) {
            return new Filter(
                    ListAddress.known(decision, DECISIONS),
                    ListAddress.known(rule, RULES),
                    ListAddress.known(role, ROLES),
                    after == null ? "" : after);
        }

        public boolean isAll() {
            return decision.isEmpty() && rule.isEmpty() && role.isEmpty();
        }

        /** The address of the page with another start; blank for the first page. */
        public String page(String from) {
            return ListAddress.of(PAGE_ADDRESS, fields(from));
        }

        public String export() {
            return ListAddress.of(PAGE_ADDRESS + "/export", fields(""));
        }

        String done(String what) {
            var fields = fields(after);
            fields.put("done", what);
            return ListAddress.of(PAGE_ADDRESS, fields);
        }

        private Map<String, String> fields(String from) {
            return ListAddress.fields("decision", decision, "rule", rule, "role", role, "after", from);
        }
    }

    /**
     * Two contacts that may be one person.
     *
     * @param rules what the two have in common
     * @param against what speaks against it
     * @param problem why it was accepted and not adopted; null for no reason
     * @param etag names the version of its decision
     */
    record Match(
            String own,
            String roster,
            String sourceId,
            String role,
            List<String> rules,
            List<String> against,
            String decision,
            @Nullable String problem,
            String etag) {

        public boolean isOpen() {
            return "PROPOSED".equals(decision) || "UNDECIDED".equals(decision);
        }

        public boolean isAdopted() {
            return "ADOPTED".equals(decision);
        }
    }

    /** One of the two. */
    record Person(
            @Nullable String givenName,
            @Nullable String familyName,
            @Nullable String preferredName,
            @Nullable String email,
            @Nullable String identifier) {

        static final Person UNKNOWN = new Person(null, null, null, null, null);

        /** Names nobody. */
        @Override
        public String toString() {
            return "Person";
        }
    }

    /** A match with the names of both. */
    record Pair(Match match, Person own, Person roster) {}

    Mono<ListPage<Pair>> find(SignedIn who, Filter filter) {
        var fields = filter.fields(filter.after());
        return services.get(
                        who,
                        Service.CONTACTS,
                        MATCHES,
                        PATH + "?limit={limit}" + ListAddress.query(fields, "&"),
                        Stream.concat(Stream.of(PAGE), fields.values().stream()).toArray())
                .flatMap(page -> Flux.fromIterable(page.items())
                        .flatMapSequential(
                                match -> Mono.zip(
                                        person(who, match.own()),
                                        person(who, match.roster()),
                                        (own, roster) -> new Pair(match, own, roster)),
                                AT_ONCE)
                        .collectList()
                        .map(pairs -> new ListPage<>(pairs, page.next())));
    }

    /** All that the filter finds as comma-separated values (RFC 4180). */
    Mono<Flux<DataBuffer>> export(SignedIn who, Filter filter) {
        var fields = filter.fields("");
        return services.download(
                who,
                Service.CONTACTS,
                PATH + "/export" + ListAddress.query(fields, "?"),
                fields.values().toArray());
    }

    /** Somebody who was deleted meanwhile has no name any more. */
    private Mono<Person> person(SignedIn who, String contact) {
        return services.get(who, Service.CONTACTS, Person.class, "/businesses/{business}/contacts/{contact}", contact)
                .onErrorResume(
                        Refusal.class,
                        refusal -> refusal.status() == HttpStatus.NOT_FOUND
                                ? Mono.just(Person.UNKNOWN)
                                : Mono.error(refusal));
    }
}
