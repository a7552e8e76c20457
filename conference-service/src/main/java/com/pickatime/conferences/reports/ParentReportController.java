package com.pickatime.conferences.reports;

import com.pickatime.conferences.people.ContactService.Listed;
import com.pickatime.conferences.people.ContactService.Person;
import com.pickatime.conferences.people.SignIns;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.web.CsvLine;
import com.pickatime.platform.web.ListPage;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Parents who never signed in, and so cannot have booked. */
@RestController
@RequestMapping("/businesses/{businessId:[^:]+}/reports/parents-never-signed-in")
class ParentReportController {

    /** A roster calls those who may book by one of these. */
    private static final List<String> ROLES = List.of("PARENT", "GUARDIAN", "RELATIVE");

    private final Contacts contacts;
    private final SignIns signIns;

    ParentReportController(Contacts contacts, SignIns signIns) {
        this.contacts = contacts;
        this.signIns = signIns;
    }

    /** @param cursor where the list goes on after this one */
    record Parent(Person parent, String cursor) {

        /** Names nobody. */
        @Override
        public String toString() {
            return "Parent(" + parent.contactId() + ")";
        }
    }

    /** Of each role by their names. */
    @GetMapping
    Mono<ListPage<Parent>> list(
            @PathVariable BusinessId businessId,
            @RequestParam(defaultValue = "") String after,
            @RequestParam(defaultValue = "50") int limit) {
        return ListPage.of(parents(businessId, after), limit, Parent::cursor);
    }

    /** All of them as a table. */
    @GetMapping(path = "/export", produces = "text/csv")
    Flux<String> export(@PathVariable BusinessId businessId) {
        return Flux.just(CsvLine.of("familyName", "givenName", "contactId"))
                .concatWith(parents(businessId, "")
                        .map(one -> CsvLine.of(
                                AppointmentTable.text(one.parent().familyName()),
                                AppointmentTable.text(one.parent().givenName()),
                                one.parent().contactId().value())));
    }

    /** Those of one role after the other; whoever has two is with the first. */
    private Flux<Parent> parents(BusinessId business, String after) {
        var separator = after.indexOf(':');
        var first = after.isBlank() ? 0 : ROLES.indexOf(after.substring(0, Math.max(0, separator)));
        if (first < 0) {
            throw Place.unknown();
        }
        return Flux.range(first, ROLES.size() - first)
                .concatMap(at -> ofRole(business, at, at == first ? after.substring(separator + 1) : ""), 1);
    }

    private Flux<Parent> ofRole(BusinessId business, int role, String after) {
        var before = ROLES.subList(0, role);
        return contacts.parts(business, ROLES.get(role), after)
                .concatMap(
                        part -> signIns.among(
                                        business,
                                        part.contacts().stream()
                                                .map(Listed::contactId)
                                                .toList())
                                .map(signedIn -> part.contacts().stream()
                                        .filter(one -> !signedIn.contains(one.contactId())
                                                && one.roles().stream().noneMatch(before::contains))
                                        .map(one -> new Parent(one.person(), ROLES.get(role) + ':' + part.cursor(one)))
                                        .toList()),
                        1)
                .flatMapIterable(some -> some);
    }
}
