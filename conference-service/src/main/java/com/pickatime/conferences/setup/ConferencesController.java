package com.pickatime.conferences.setup;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.pickatime.conferences.checks.Checks;
import com.pickatime.conferences.conference.Conference;
import com.pickatime.conferences.conference.Conferences;
import com.pickatime.conferences.conference.NamedIds;
import com.pickatime.conferences.slots.Slots;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.web.ListPage;
import com.pickatime.platform.web.Problems;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** The conferences of a business. */
@RestController
@RequestMapping("/businesses/{businessId:[^:]+}/conferences")
class ConferencesController {

    private final Conferences conferences;
    private final Slots slots;
    private final Checks checks;

    ConferencesController(Conferences conferences, Slots slots, Checks checks) {
        this.conferences = conferences;
        this.slots = slots;
        this.checks = checks;
    }

    /** One conference; moments without a zone are in its own. */
    record Shown(String conferenceId, @JsonUnwrapped Conference.Settings settings) {

        static Shown of(Conferences.Kept kept) {
            return new Shown(kept.conference().id(), kept.conference().settings());
        }
    }

    /**
     * A new one.
     *
     * @param template the conference whose settings it takes over where it says nothing itself; null for none
     * @param firstDay the day to which the template's first slot is copied, the others as many days later as they are there; null
     *     for no slots. Appointments are never copied.
     */
    @Schema(example = """
            {"name": "Spring 2027 Conferences", "template": "2c0f0b3e-8c8e-4f0e-9a54-1f1f6e7f7a10", "firstDay": "2027-03-08"}""")
    record New(
            @JsonUnwrapped WantedConference wanted,
            @Nullable String template,
            @Nullable LocalDate firstDay) {}

    @GetMapping
    Mono<ListPage<Shown>> list(
            @PathVariable BusinessId businessId,
            @RequestParam(defaultValue = "") String after,
            @RequestParam(defaultValue = "50") int limit) {
        return ListPage.of(conferences.of(businessId, after), limit, Conferences::cursor)
                .map(page -> page.map(Shown::of));
    }

    @GetMapping("/{conferenceId}")
    Mono<ResponseEntity<Shown>> show(@PathVariable BusinessId businessId, @PathVariable String conferenceId) {
        return conferences.kept(businessId, conferenceId).map(kept -> answer(HttpStatus.OK, kept));
    }

    /** Sent again with the same Idempotency-Key, it makes no second one. */
    @PostMapping
    Mono<ResponseEntity<Shown>> create(
            @PathVariable BusinessId businessId,
            @RequestBody New wanted,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
        if (wanted.firstDay() != null && wanted.template() == null) {
            throw Problems.invalid("firstDay", "is for the slots of a template: name one");
        }
        var id = NamedIds.ofRequest(key, businessId.value());
        return wanted.template() == null
                ? conferences
                        .create(businessId, id, wanted.wanted().settings(null))
                        .map(kept -> answer(HttpStatus.CREATED, kept))
                : conferences
                        .find(businessId, wanted.template())
                        .flatMap(template -> conferences
                                .create(businessId, id, wanted.wanted().settings(template.settings()))
                                .flatMap(kept -> wanted.firstDay() == null
                                        ? Mono.just(kept)
                                        : slots.copy(template, kept.conference(), wanted.firstDay())
                                                .thenReturn(kept)))
                        .map(kept -> answer(HttpStatus.CREATED, kept));
    }

    @PutMapping("/{conferenceId}")
    Mono<ResponseEntity<Shown>> change(
            @PathVariable BusinessId businessId,
            @PathVariable String conferenceId,
            @RequestBody WantedConference wanted,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        var settings = wanted.settings(null);
        return conferences
                .find(businessId, conferenceId)
                .flatMap(before -> requireSameDays(before, settings)
                        .then(conferences.change(
                                new Conference(before.id(), businessId, settings, before.createdAt()), ifMatch)))
                .flatMap(kept -> checks.ask(businessId).thenReturn(kept))
                .map(kept -> answer(HttpStatus.OK, kept));
    }

    /** Parents were told when their appointments begin. */
    private Mono<Void> requireSameDays(Conference before, Conference.Settings wanted) {
        return before.settings().zone().equals(wanted.zone())
                ? Mono.empty()
                : slots.hasAny(before)
                        .filter(some -> some)
                        .flatMap(some -> Mono.error(
                                Problems.conflict("This conference has slots, whose times are in its time zone."
                                        + " Delete them before you choose another zone, or make another conference.")));
    }

    private static ResponseEntity<Shown> answer(HttpStatus status, Conferences.Kept kept) {
        return ResponseEntity.status(status).eTag(kept.tag()).body(Shown.of(kept));
    }
}
