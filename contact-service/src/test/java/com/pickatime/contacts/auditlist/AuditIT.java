package com.pickatime.contacts.auditlist;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.contacts.audit.AuditAction;
import com.pickatime.contacts.audit.AuditLog;
import com.pickatime.contacts.audit.AuditLog.Search;
import com.pickatime.local.testing.MovableClock;
import com.pickatime.local.testing.TestDatabases;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ContactId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.web.ErrorResponseException;
import reactor.core.publisher.Flux;

class AuditIT {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final BusinessId OAK = new BusinessId("oak");
    private static final ContactId BART = new ContactId("bart");

    private final MovableClock clock = new MovableClock();

    static List<MongoDatabase> databases() {
        return TestDatabases.onEveryServer().toList();
    }

    @ParameterizedTest
    @MethodSource("databases")
    void tellsWhoDidWhatTheNewestFirst(MongoDatabase database) {
        var log = log(database);
        log.add(OAK, "marge", AuditAction.FIELD_OVERRIDDEN, BART, Map.of("field", "email"))
                .block(LIMIT);
        clock.advance(Duration.ofSeconds(1));
        log.add(OAK, "homer", AuditAction.CLEARING_STARTED, null, Map.of("contacts", 12))
                .block(LIMIT);

        assertThat(entries(log, null, null))
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("id")
                .containsExactly(
                        new AuditLog.Entry(
                                "",
                                clock.instant(),
                                "homer",
                                AuditAction.CLEARING_STARTED,
                                null,
                                Map.of("contacts", "12")),
                        new AuditLog.Entry(
                                "",
                                clock.instant().minusSeconds(1),
                                "marge",
                                AuditAction.FIELD_OVERRIDDEN,
                                BART,
                                Map.of("field", "email")));
    }

    @ParameterizedTest
    @MethodSource("databases")
    void showsEveryEntryOnceInPages(MongoDatabase database) {
        var log = log(database);
        // several at one moment, as they are taken by several instances
        Flux.range(0, 25)
                .concatMap(i -> log.add(OAK, "marge", AuditAction.CONTACT_CHANGED, BART, Map.of("number", i)))
                .blockLast(LIMIT);
        var controller = new AuditController(log);

        var seen = new TreeSet<Integer>();
        var after = "";
        int pages = 0;
        do {
            var page = Objects.requireNonNull(
                    controller.list(OAK, null, null, after, 10).block(LIMIT));
            page.items()
                    .forEach(entry -> assertThat(
                                    seen.add(Integer.valueOf(entry.details().get("number"))))
                            .isTrue());
            after = page.next() == null ? "" : page.next();
            pages++;
        } while (!after.isEmpty());

        assertThat(seen).hasSize(25);
        assertThat(pages).isEqualTo(3);
    }

    @ParameterizedTest
    @MethodSource("databases")
    void looksForAContactAndAnAction(MongoDatabase database) {
        var log = log(database);
        log.add(OAK, "marge", AuditAction.CONTACT_REMOVED, BART, Map.of()).block(LIMIT);
        log.add(OAK, "marge", AuditAction.CONTACT_REMOVED, new ContactId("lisa"), Map.of())
                .block(LIMIT);
        log.add(OAK, "marge", AuditAction.CONTACT_RESTORED, BART, Map.of()).block(LIMIT);

        assertThat(entries(log, BART, null)).hasSize(2);
        assertThat(entries(log, null, AuditAction.CONTACT_REMOVED)).hasSize(2);
        assertThat(entries(log, BART, AuditAction.CONTACT_REMOVED)).hasSize(1);
        assertThat(entries(log, new ContactId("maggie"), null)).isEmpty();
        var failure = org.assertj.core.api.Assertions.catchThrowableOfType(
                ErrorResponseException.class, () -> new AuditController(log).list(OAK, null, "REMOVED", "", 10));
        assertThat(String.valueOf(failure.getBody().getProperties())).contains("CONTACT_REMOVED, CONTACT_RESTORED");
    }

    @ParameterizedTest
    @MethodSource("databases")
    void showsNothingOfOtherBusinesses(MongoDatabase database) {
        var log = log(database);
        for (var other : List.of("oa", "oak-hill", "oaks", "elm")) {
            log.add(new BusinessId(other), "marge", AuditAction.CONTACT_REMOVED, BART, Map.of())
                    .block(LIMIT);
        }

        assertThat(entries(log, null, null)).isEmpty();
        assertThat(entries(log, BART, null)).isEmpty();
        for (var before : List.of("", "zzz", "~", ":", ";", "\uffff")) {
            assertThat(log.find(OAK, new Search(null, null, before))
                            .collectList()
                            .block(LIMIT))
                    .as(before)
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("databases")
    void keepsEntriesFor400Days(MongoDatabase database) {
        var log = log(database);
        log.createIndexes().block(LIMIT);
        log.add(OAK, "marge", AuditAction.CONTACT_REMOVED, BART, Map.of()).block(LIMIT);

        clock.advance(Duration.ofDays(400).minusMillis(1));
        assertThat(entries(log, null, null)).hasSize(1);
        clock.advance(Duration.ofMillis(1));
        assertThat(entries(log, null, null)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("databases")
    void givesATableAwayThatASpreadsheetComputesNothingOf(MongoDatabase database) {
        var log = log(database);
        log.add(OAK, "marge", AuditAction.CONTACT_REMOVED, BART, Map.of("reason", "left, \"in May\""))
                .block(LIMIT);
        clock.advance(Duration.ofSeconds(1));
        log.add(OAK, "=1+1", AuditAction.LEVELS_CHANGED, null, Map.of("a", 1, "b", 2))
                .block(LIMIT);

        assertThat(new AuditController(log)
                        .export(OAK, null, null)
                        .collectList()
                        .block(LIMIT))
                .containsExactly(
                        "at,by,action,contactId,details\r\n",
                        "2126-11-24T08:00:01Z,'=1+1,LEVELS_CHANGED,,a=1; b=2\r\n",
                        "2126-11-24T08:00:00Z,marge,CONTACT_REMOVED,bart,\"reason=left, \"\"in May\"\"\"\r\n");
        assertThat(new AuditController(log)
                        .export(OAK, BART, "CONTACT_REMOVED")
                        .collectList()
                        .block(LIMIT))
                .as("what the list is narrowed to")
                .hasSize(2)
                .last()
                .asString()
                .contains("bart");
    }

    private AuditLog log(MongoDatabase database) {
        return new AuditLog(database, clock);
    }

    private static List<AuditLog.Entry> entries(
            AuditLog log, @Nullable ContactId contact, @Nullable AuditAction action) {
        return Objects.requireNonNull(
                log.find(OAK, new Search(contact, action, "")).collectList().block(LIMIT));
    }
}
