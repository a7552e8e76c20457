package com.pickatime.contacts.auditlist;

import com.pickatime.contacts.audit.AuditAction;
import com.pickatime.contacts.audit.AuditLog;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ContactId;
import com.pickatime.platform.web.CsvLine;
import com.pickatime.platform.web.ListPage;
import com.pickatime.platform.web.Problems;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Shows administrators who saw or changed what, the newest first. */
@RestController
@RequestMapping("/businesses/{businessId:[^:]+}/audit")
class AuditController {

    private final AuditLog log;

    AuditController(AuditLog log) {
        this.log = log;
    }

    /** A page; {@code after} of the next one is the id of the last entry. */
    @GetMapping
    Mono<ListPage<AuditLog.Entry>> list(
            @PathVariable BusinessId businessId,
            @RequestParam(required = false) @Nullable ContactId contact,
            @RequestParam(required = false) @Nullable String action,
            @RequestParam(defaultValue = "") String after,
            @RequestParam(defaultValue = "50") int limit) {
        var found = log.find(
                businessId, new AuditLog.Search(contact, Problems.named("action", AuditAction.class, action), after));
        return ListPage.of(found, limit, AuditLog.Entry::id);
    }

    /** All that the list has as a table. */
    @GetMapping(path = "/export", produces = "text/csv")
    Flux<String> export(
            @PathVariable BusinessId businessId,
            @RequestParam(required = false) @Nullable ContactId contact,
            @RequestParam(required = false) @Nullable String action) {
        var search = new AuditLog.Search(contact, Problems.named("action", AuditAction.class, action), "");
        return Flux.just(CsvLine.of("at", "by", "action", "contactId", "details"))
                .concatWith(log.find(businessId, search).map(AuditController::line));
    }

    private static String line(AuditLog.Entry entry) {
        return CsvLine.of(
                entry.at().toString(),
                entry.by(),
                entry.action().name(),
                entry.contact() == null ? "" : entry.contact().value(),
                entry.details().entrySet().stream()
                        .map(detail -> detail.getKey() + '=' + detail.getValue())
                        .collect(Collectors.joining("; ")));
    }
}
