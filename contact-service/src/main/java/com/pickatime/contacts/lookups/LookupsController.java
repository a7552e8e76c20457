package com.pickatime.contacts.lookups;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.pickatime.contacts.classes.ContactClasses;
import com.pickatime.contacts.classes.ContactClasses.Attended;
import com.pickatime.contacts.directory.Contacts;
import com.pickatime.contacts.directory.PersonNames;
import com.pickatime.contacts.store.ContactView;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ContactId;
import com.pickatime.platform.web.Problems;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Who contacts are, whose children, and in which classes, of many at once. It changes nothing; the ids would be too long an address. */
@RestController
class LookupsController {

    private static final int MOST = 500;

    /** A contact is merged into one that is merged itself only where adoptions were adopted again. */
    private static final int MOST_MERGES = 8;

    private final Contacts contacts;
    private final ContactClasses classes;

    LookupsController(Contacts contacts, ContactClasses classes) {
        this.contacts = contacts;
        this.classes = classes;
    }

    @Schema(example = """
            {"ids": ["cfddcc97-a685-5dc7-8773-311d64aa0fdc"]}""")
    record Wanted(@Nullable List<ContactId> ids) {}

    record Answer(List<Found> items) {}

    /**
     * What is known of one.
     *
     * @param active whether the contact counts
     * @param mergedInto whoever goes on in its place in the end; null for nobody
     * @param parents of a student who counts
     * @param attended the classes that a contact who counts attends
     */
    record Found(
            ContactId contactId,
            boolean active,
            @Nullable ContactId mergedInto,
            @JsonUnwrapped PersonNames names,
            List<String> roles,
            List<ContactId> parents,
            List<Lesson> attended) {}

    record Lesson(String classId, @Nullable String title, List<ContactId> teachers) {

        static Lesson of(Attended attended) {
            return new Lesson(attended.classId(), attended.title(), attended.teacherIds());
        }
    }

    /** In no particular order, without those that are not there. */
    @PostMapping("/businesses/{businessId:[^:]+}/contacts/lookups")
    Mono<Answer> look(@PathVariable BusinessId businessId, @RequestBody Wanted wanted) {
        var ids = wanted.ids() == null ? List.<ContactId>of() : wanted.ids();
        if (ids.isEmpty() || ids.size() > MOST) {
            throw Problems.invalid("ids", "must be from 1 to " + MOST + " ids of contacts");
        }
        return contacts.find(businessId, new LinkedHashSet<>(ids)).collectList().flatMap(found -> {
            var active = found.stream().filter(ContactView::isActive).toList();
            var students = active.stream()
                    .filter(contact -> ContactView.isStudent(contact.roles()))
                    .toList();
            return Mono.zip(
                            contacts.parents(businessId, students),
                            classes.attended(businessId, active),
                            merged(Flux.fromIterable(found)).flatMap(heirs -> heirs(businessId, heirs, MOST_MERGES)))
                    .map(parts -> new Answer(found.stream()
                            .map(contact -> new Found(
                                    contact.id(),
                                    contact.isActive(),
                                    parts.getT3().get(contact.id()),
                                    PersonNames.of(contact),
                                    contact.roles(),
                                    parts.getT1().getOrDefault(contact.id(), List.of()),
                                    parts.getT2().getOrDefault(contact.id(), List.of()).stream()
                                            .map(Lesson::of)
                                            .toList()))
                            .toList()));
        });
    }

    /** Whoever goes on in the end, of those that are merged into one which may be merged itself. */
    private Mono<Map<ContactId, ContactId>> heirs(BusinessId business, Map<ContactId, ContactId> heirs, int steps) {
        return heirs.isEmpty() || steps == 0
                ? Mono.just(heirs)
                : merged(contacts.find(business, Set.copyOf(heirs.values())))
                        .flatMap(further -> further.isEmpty()
                                ? Mono.just(heirs)
                                : heirs(
                                        business,
                                        heirs.entrySet().stream()
                                                .collect(Collectors.toMap(
                                                        Map.Entry::getKey,
                                                        heir -> further.getOrDefault(
                                                                heir.getValue(), heir.getValue()))),
                                        steps - 1));
    }

    private static Mono<Map<ContactId, ContactId>> merged(Flux<ContactView> some) {
        return some.filter(contact -> contact.mergedInto() != null)
                .collectMap(ContactView::id, contact -> Objects.requireNonNull(contact.mergedInto()));
    }
}
