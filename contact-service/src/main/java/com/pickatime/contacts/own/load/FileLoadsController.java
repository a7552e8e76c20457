package com.pickatime.contacts.own.load;

import com.pickatime.contacts.audit.AuditAction;
import com.pickatime.contacts.audit.AuditLog;
import com.pickatime.contacts.own.files.DateOrder;
import com.pickatime.contacts.own.files.Encoding;
import com.pickatime.contacts.own.files.FileKind;
import com.pickatime.contacts.own.files.FileLine.Refused;
import com.pickatime.contacts.own.load.FileLoad.Options;
import com.pickatime.contacts.own.load.FileLoad.Problem;
import com.pickatime.contacts.own.load.FileLoad.State;
import com.pickatime.contacts.own.load.FileLoad.Written;
import com.pickatime.platform.access.Caller;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.web.ListPage;
import com.pickatime.platform.web.Problems;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Takes a business's own files, and tells what becomes of them. */
@RestController
@RequestMapping("/businesses/{businessId:[^:]+}/contact-files")
class FileLoadsController {

    private static final String ACCEPTED = "accepted";

    private final FileLoads loads;
    private final SentZips zips;
    private final AuditLog audit;

    FileLoadsController(FileLoads loads, SentZips zips, AuditLog audit) {
        this.loads = loads;
        this.zips = zips;
        this.audit = audit;
    }

    /** The load that was asked for. */
    record Accepted(String loadId) {}

    /** A row that cannot be used: in which file and line, and what is wrong with it. */
    record RefusedRow(String file, long line, String code, String message) {}

    /**
     * What became of the files so far.
     *
     * @param encoding by its name, as it is asked for
     * @param rows of each file, once they were checked
     * @param written of each file, so far
     * @param refused how many rows cannot be used
     * @param refusedRows the first of them; none in a list of loads
     * @param passwords rows that had a password; people set their own
     * @param problem why nothing was loaded, and what to do; null for none
     */
    record LoadView(
            String loadId,
            State state,
            Instant requestedAt,
            @Nullable Instant endedAt,
            DateOrder dateOrder,
            String encoding,
            boolean keepGood,
            Map<FileKind, Long> rows,
            Map<FileKind, Written> written,
            long refused,
            List<RefusedRow> refusedRows,
            long passwords,
            @Nullable Problem problem) {

        static LoadView of(FileLoad load) {
            var found = load.found();
            return of(load, found == null ? List.of() : found.listed());
        }

        /** As one of many: each may have thousands of rows that cannot be used. */
        static LoadView listed(FileLoad load) {
            return of(load, List.of());
        }

        private static LoadView of(FileLoad load, List<Refused> refused) {
            var found = load.found();
            return new LoadView(
                    load.id(),
                    load.state(),
                    load.at(),
                    load.endedAt(),
                    load.options().dateOrder(),
                    load.options().encoding().charset().name().toLowerCase(Locale.ROOT),
                    load.options().keepGood(),
                    found == null ? Map.of() : found.rows(),
                    load.written(),
                    found == null ? 0 : found.refused(),
                    refused.stream()
                            .map(row -> new RefusedRow(row.kind().title(), row.line(), row.code(), row.message()))
                            .toList(),
                    found == null ? 0 : found.passwords(),
                    load.problem());
        }
    }

    /**
     * Takes a zip of up to six files.
     *
     * @param dateOrder MDY or DMY: how the Student file's dates are written; a file that contradicts it is refused
     * @param ambiguousDates {@code accepted}: load also a file of which every date can be read in both orders
     */
    @PostMapping(consumes = "application/zip")
    Mono<ResponseEntity<Accepted>> load(
            @PathVariable BusinessId businessId,
            @RequestParam(required = false) @Nullable String dateOrder,
            @RequestParam(defaultValue = "utf-8") String encoding,
            @RequestParam(defaultValue = "false") String keepGood,
            @RequestParam(required = false) @Nullable String ambiguousDates,
            @RequestBody Flux<DataBuffer> zip,
            @AuthenticationPrincipal Caller caller) {
        var options = new Options(order(dateOrder), encoding(encoding), flag(keepGood), areAccepted(ambiguousDates));
        // the system's random source is read on a thread that may wait
        return loads.requireNone(businessId)
                .then(Mono.fromCallable(() -> UUID.randomUUID().toString()).subscribeOn(Schedulers.boundedElastic()))
                .flatMap(id -> zips.keep(businessId, id, zip)
                        .flatMap(chunks -> audit.add(
                                        businessId,
                                        caller.subject(),
                                        AuditAction.FILES_LOADED,
                                        null,
                                        details(id, options))
                                .then(loads.add(id, businessId, caller.subject(), options, chunks)))
                        .onErrorResume(
                                failure -> zips.delete(id).onErrorComplete().then(Mono.error(failure)))
                        .thenReturn(ResponseEntity.accepted()
                                .location(URI.create("/businesses/" + businessId + "/contact-files/" + id))
                                .body(new Accepted(id))));
    }

    @GetMapping
    Mono<ListPage<LoadView>> list(
            @PathVariable BusinessId businessId,
            @RequestParam(defaultValue = "") String after,
            @RequestParam(defaultValue = "50") int limit) {
        return ListPage.of(loads.of(businessId, after), limit, FileLoads::cursor)
                .map(page -> page.map(LoadView::listed));
    }

    @GetMapping("/{loadId}")
    Mono<LoadView> one(@PathVariable BusinessId businessId, @PathVariable String loadId) {
        return loads.find(businessId, loadId)
                .map(LoadView::of)
                .switchIfEmpty(Mono.error(() -> Problems.notFound(
                        "The business has no such load of files. GET contact-files lists those of the last 90 days.")));
    }

    private static Map<String, ?> details(String id, Options options) {
        return Map.of(
                "load", id,
                "dateOrder", options.dateOrder(),
                "encoding", options.encoding(),
                "keepGood", options.keepGood(),
                "ambiguousDates", options.bothOrders() ? ACCEPTED : "refused");
    }

    private static DateOrder order(@Nullable String name) {
        for (var order : DateOrder.values()) {
            if (order.name().equals(name)) {
                return order;
            }
        }
        throw Problems.invalid(
                "dateOrder",
                "must be MDY (month/day/year) or DMY (day/month/year), as the Student file's dates are written");
    }

    private static Encoding encoding(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "utf-8" -> Encoding.UTF_8;
            case "windows-1252" -> Encoding.WINDOWS_1252;
            default -> throw Problems.invalid("encoding", "must be utf-8 or windows-1252");
        };
    }

    private static boolean flag(String value) {
        if (!value.equals("true") && !value.equals("false")) {
            throw Problems.invalid("keepGood", "must be true or false");
        }
        return Boolean.parseBoolean(value);
    }

    private static boolean areAccepted(@Nullable String value) {
        if (value != null && !value.equals(ACCEPTED)) {
            throw Problems.invalid("ambiguousDates", "must be " + ACCEPTED + ", or left out");
        }
        return value != null;
    }
}
