package com.pickatime.imports.plan;

import com.pickatime.platform.access.Caller;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.mongo.VersionedDocuments;
import com.pickatime.platform.web.Problems;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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

/** How much an import of a business may do before somebody has to approve it. */
@RestController
@RequestMapping("/businesses/{businessId}/brake")
class BrakeController {

    private static final Logger log = LoggerFactory.getLogger(BrakeController.class);
    private static final String CHANGED_BY = "changedBy";
    private static final String CHANGED_AT = "changedAt";
    private static final int MOST_COUNT = 100_000_000;

    private final BusinessLimits limits;
    private final Clock clock;

    BrakeController(BusinessLimits limits, Clock clock) {
        this.limits = limits;
        this.clock = clock;
    }

    /**
     * The limits as they hold for the business.
     *
     * @param changedBy who changed them last; null where they are all the installation's
     */
    record View(
            int percent,
            int count,
            int smallPercent,
            int updatedPercent,
            int updatedCount,
            @Nullable String changedBy,
            @Nullable Instant changedAt) {}

    /** The limits as they shall be; what is left out is as the installation has it. */
    @Schema(example = """
                    {"percent": 5, "count": 20, "smallPercent": 50, "updatedPercent": 75, "updatedCount": 100}""")
    record Wanted(
            @Nullable Integer percent,
            @Nullable Integer count,
            @Nullable Integer smallPercent,
            @Nullable Integer updatedPercent,
            @Nullable Integer updatedCount) {

        Document document() {
            var own = new Document();
            put(own, BusinessLimits.PERCENT, percent, 100);
            put(own, BusinessLimits.COUNT, count, MOST_COUNT);
            put(own, BusinessLimits.SMALL_PERCENT, smallPercent, 100);
            put(own, BusinessLimits.UPDATED_PERCENT, updatedPercent, 100);
            put(own, BusinessLimits.UPDATED_COUNT, updatedCount, MOST_COUNT);
            return own;
        }

        private static void put(Document own, String field, @Nullable Integer value, int most) {
            if (value == null) {
                return;
            }
            if (value < 0 || value > most) {
                throw Problems.invalid(
                        field, "must be from 0 to " + most + "; leave it out for the installation's default");
            }
            own.append(field, value);
        }
    }

    @GetMapping
    Mono<ResponseEntity<View>> show(@PathVariable BusinessId businessId) {
        return limits.find(businessId).map(this::answer);
    }

    @PutMapping
    Mono<ResponseEntity<View>> change(
            @PathVariable BusinessId businessId,
            @RequestBody Wanted wanted,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @AuthenticationPrincipal Caller caller) {
        var own = wanted.document().append(CHANGED_BY, caller.subject()).append(CHANGED_AT, clock.instant());
        return limits.replace(businessId, ifMatch, own)
                .doOnNext(changed -> log.info(
                        "business={} {} set the brake: {}", businessId, caller.subject(), limits.with(changed)))
                .map(this::answer);
    }

    private ResponseEntity<View> answer(Document own) {
        var now = limits.with(own);
        return ResponseEntity.ok()
                .eTag(VersionedDocuments.tag(own))
                .body(new View(
                        now.percent(),
                        now.count(),
                        now.smallPercent(),
                        now.updatedPercent(),
                        now.updatedCount(),
                        own.getString(CHANGED_BY),
                        changedAt(own.get(CHANGED_AT))));
    }

    /** Just written it is what was written, and a date once it was read again. */
    private static @Nullable Instant changedAt(@Nullable Object at) {
        return at instanceof Date date ? date.toInstant() : (Instant) at;
    }
}
