package com.pickatime.contacts.display;

import static com.mongodb.client.model.Filters.eq;

import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.contacts.audit.AuditAction;
import com.pickatime.contacts.audit.AuditLog;
import com.pickatime.platform.access.Caller;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.mongo.VersionedDocuments;
import com.pickatime.platform.web.Problems;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Map;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** How a business wants names, dates and times to be shown to its people. */
@RestController
@RequestMapping("/businesses/{businessId:[^:]+}/display-options")
class DisplayOptionsController {

    private static final String ID = "_id";
    private static final String CONTACT_NAME = "contactName";
    private static final String DATE = "date";
    private static final String TIME = "time";

    private final VersionedDocuments options;
    private final AuditLog audit;

    DisplayOptionsController(MongoDatabase database, AuditLog audit) {
        this.options = new VersionedDocuments(database.getCollection("display_options"));
        this.audit = audit;
    }

    /** How a contact is called. */
    enum NameOrder {
        FIRST_LAST,
        /** With a comma in between. */
        LAST_FIRST
    }

    /** How a date is written. */
    enum DateStyle {
        /** mm/dd/yyyy. */
        MDY,
        /** dd/mm/yyyy. */
        DMY
    }

    /** How a time of the day is written. */
    enum TimeStyle {
        TWELVE_HOUR,
        TWENTY_FOUR_HOUR
    }

    /** The options as they are. */
    record DisplayOptions(NameOrder contactName, DateStyle date, TimeStyle time) {

        /** Of a business that decided nothing yet. */
        static final DisplayOptions USUAL =
                new DisplayOptions(NameOrder.FIRST_LAST, DateStyle.MDY, TimeStyle.TWELVE_HOUR);

        static DisplayOptions of(Document document) {
            return new DisplayOptions(
                    NameOrder.valueOf(document.get(CONTACT_NAME, USUAL.contactName.name())),
                    DateStyle.valueOf(document.get(DATE, USUAL.date.name())),
                    TimeStyle.valueOf(document.get(TIME, USUAL.time.name())));
        }

        Document document() {
            return new Document(CONTACT_NAME, contactName.name())
                    .append(DATE, date.name())
                    .append(TIME, time.name());
        }
    }

    /** The options as they shall be; what is left out is as for a business that decided nothing. */
    @Schema(example = """
                    {"contactName": "LAST_FIRST", "date": "MDY", "time": "TWELVE_HOUR"}""")
    record Wanted(
            @Nullable String contactName,
            @Nullable String date,
            @Nullable String time) {

        DisplayOptions options() {
            var name = Problems.named(CONTACT_NAME, NameOrder.class, contactName);
            var dates = Problems.named(DATE, DateStyle.class, date);
            var times = Problems.named(TIME, TimeStyle.class, time);
            return new DisplayOptions(
                    name == null ? DisplayOptions.USUAL.contactName : name,
                    dates == null ? DisplayOptions.USUAL.date : dates,
                    times == null ? DisplayOptions.USUAL.time : times);
        }
    }

    @GetMapping
    Mono<ResponseEntity<DisplayOptions>> show(@PathVariable BusinessId businessId) {
        return Mono.from(options.collection().find(eq(ID, businessId)).first())
                .defaultIfEmpty(new Document())
                .map(DisplayOptionsController::answer);
    }

    @PutMapping
    Mono<ResponseEntity<DisplayOptions>> change(
            @PathVariable BusinessId businessId,
            @RequestBody Wanted wanted,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @AuthenticationPrincipal Caller caller) {
        var next = wanted.options();
        return options.require(businessId, ifMatch)
                .then(audit.add(
                        businessId,
                        caller.subject(),
                        AuditAction.DISPLAY_OPTIONS_CHANGED,
                        null,
                        Map.of(CONTACT_NAME, next.contactName(), DATE, next.date(), TIME, next.time())))
                .then(options.replace(businessId, ifMatch, next.document()))
                .map(DisplayOptionsController::answer);
    }

    private static ResponseEntity<DisplayOptions> answer(Document document) {
        return ResponseEntity.ok().eTag(VersionedDocuments.tag(document)).body(DisplayOptions.of(document));
    }
}
