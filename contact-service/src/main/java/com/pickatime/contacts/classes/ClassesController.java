package com.pickatime.contacts.classes;

import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ContactId;
import com.pickatime.platform.web.ListPage;
import com.pickatime.platform.web.Problems;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Classes page by page, the rosters of one, and those that somebody is in. */
@RestController
@RequestMapping("/businesses/{businessId:[^:]+}")
class ClassesController {

    private final Classes classes;
    private final ContactClasses contactClasses;

    ClassesController(Classes classes, ContactClasses contactClasses) {
        this.classes = classes;
        this.contactClasses = contactClasses;
    }

    @GetMapping("/classes")
    Mono<ListPage<SchoolClass>> list(
            @PathVariable BusinessId businessId,
            @RequestParam(defaultValue = "") String after,
            @RequestParam(defaultValue = "50") int limit) {
        return classes.list(businessId, after, limit);
    }

    @GetMapping("/classes/{classId}/rosters")
    Mono<List<ClassRoster>> rosters(@PathVariable BusinessId businessId, @PathVariable String classId) {
        return classes.rosters(businessId, classId)
                .switchIfEmpty(Mono.error(() -> Problems.notFound(
                        "No active class of this business has this classId. A roster's is its source ID, with another ~"
                                + " before it if it begins with one, and that of a file ~own: and the file's id. They are"
                                + " case-sensitive and percent-encoded in the path.")));
    }

    @GetMapping("/contacts/{contactId}/classes")
    Mono<ContactClasses.Found> ofContact(@PathVariable BusinessId businessId, @PathVariable ContactId contactId) {
        return contactClasses
                .find(businessId, contactId)
                .switchIfEmpty(Mono.error(() -> Problems.notFound(
                        "No contact of this business has this id. A contact's id is in the list of contacts.")));
    }
}
