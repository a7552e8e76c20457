package com.pickatime.contacts.registration;

import com.pickatime.contacts.audit.AuditAction;
import com.pickatime.contacts.audit.AuditLog;
import com.pickatime.contacts.registration.RegistrationSettings.Prompt;
import com.pickatime.platform.access.Caller;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.web.EntityTags;
import com.pickatime.platform.web.Problems;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
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
import reactor.core.scheduler.Schedulers;

/** What a business decides about parents who make an account for themselves. */
@RestController
@RequestMapping("/businesses/{businessId:[^:]+}/registration-settings")
class RegistrationSettingsController {

    private static final int RACES = 5;

    private final RegistrationSettingsStore store;
    private final AuditLog audit;

    RegistrationSettingsController(RegistrationSettingsStore store, AuditLog audit) {
        this.store = store;
        this.audit = audit;
    }

    /** The settings as they are. */
    record Shown(boolean parentsMayRegister, List<Prompt> prompts) {}

    /** The settings as they shall be; what is left out is as for a business that decided nothing. */
    @Schema(example = """
                    {"parentsMayRegister": true, "prompts": [
                 {"words": "How do you want to be reached?", "choices": ["Phone", "Mail"], "required": true},
                 {"id": "0b9f4a52-5a53-4c2c-8a1f-8f4a2d0a7a11", "words": "Do you need an interpreter?"}]}""")
    record Wanted(
            @Nullable Boolean parentsMayRegister, @Nullable List<@Nullable WantedPrompt> prompts) {}

    /**
     * A prompt as it shall be.
     *
     * @param id of one that there is; null for a new one
     * @param choices none where the answer is a text of the parent's own
     */
    record WantedPrompt(
            @Nullable String id,
            @Nullable String words,
            @Nullable List<@Nullable String> choices,
            @Nullable Boolean required) {}

    @GetMapping
    Mono<ResponseEntity<Shown>> show(@PathVariable BusinessId businessId) {
        return store.of(businessId).map(RegistrationSettingsController::shown);
    }

    /** Answers on a version that is not there any more are for a page that was open for too long. */
    @PutMapping
    Mono<ResponseEntity<Shown>> change(
            @PathVariable BusinessId businessId,
            @RequestBody Wanted wanted,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @AuthenticationPrincipal Caller caller) {
        return store.of(businessId)
                .doOnNext(seen -> requireSeen(ifMatch, seen))
                // ids want chance, which is waited for
                .publishOn(Schedulers.boundedElastic())
                .map(seen -> settings(wanted, seen))
                .flatMap(settings -> audit.add(
                                businessId,
                                caller.subject(),
                                AuditAction.REGISTRATION_SETTINGS_CHANGED,
                                null,
                                Map.of(
                                        "parentsMayRegister",
                                        settings.parentsMayRegister(),
                                        "prompts",
                                        settings.prompts().size()))
                        .then(store.save(businessId, settings))
                        .filter(saved -> saved)
                        .map(saved -> shown(settings)))
                // somebody else was quicker: whoever named a version is told so at the next look
                .repeatWhenEmpty(RACES, again -> again)
                .switchIfEmpty(Mono.error(RegistrationSettingsController::changed));
    }

    private static void requireSeen(@Nullable String ifMatch, RegistrationSettings seen) {
        if (!EntityTags.isMeant(ifMatch, seen.tag())) {
            throw changed();
        }
    }

    private static RuntimeException changed() {
        return Problems.of(
                HttpStatus.PRECONDITION_FAILED,
                "Somebody changed this since you looked at it. Get it again, and repeat the change with its new ETag if it is"
                        + " still what you want.");
    }

    private static ResponseEntity<Shown> shown(RegistrationSettings settings) {
        return ResponseEntity.ok()
                .eTag(settings.tag())
                .body(new Shown(settings.parentsMayRegister(), settings.prompts()));
    }

    private static RegistrationSettings settings(Wanted wanted, RegistrationSettings seen) {
        var wrong = new TreeMap<String, String>();
        var prompts = wanted.prompts() == null
                ? List.<WantedPrompt>of()
                : wanted.prompts().stream()
                        .map(prompt -> prompt == null ? new WantedPrompt(null, null, null, null) : prompt)
                        .toList();
        if (prompts.size() > RegistrationSettings.MOST_PROMPTS) {
            throw Problems.invalid("prompts", "must not be more than " + RegistrationSettings.MOST_PROMPTS);
        }
        var words = new HashSet<String>();
        var ids = new HashSet<String>();
        var read = new ArrayList<Prompt>();
        for (int i = 0; i < prompts.size(); i++) {
            var field = "prompts[" + i + "].";
            var prompt = prompt(prompts.get(i), field, wrong);
            if (!words.add(prompt.words().toLowerCase(Locale.ROOT))
                    && !prompt.words().isEmpty()) {
                wrong.put(field + "words", "must not be those of another prompt");
            }
            if (prompts.get(i).id() != null && (seen.prompt(prompt.id()).isEmpty() || !ids.add(prompt.id()))) {
                wrong.put(field + "id", "must be that of one prompt that there is, or left out for a new one");
            }
            read.add(prompt);
        }
        if (!wrong.isEmpty()) {
            throw Problems.invalid(wrong);
        }
        return new RegistrationSettings(Boolean.TRUE.equals(wanted.parentsMayRegister()), read, seen.version() + 1);
    }

    private static Prompt prompt(WantedPrompt wanted, String field, Map<String, String> wrong) {
        var words = text(wanted.words());
        if (words.isEmpty()) {
            wrong.put(field + "words", "must not be empty");
        } else if (isUnfit(words)) {
            wrong.put(
                    field + "words",
                    "must not have more than " + RegistrationSettings.LONGEST_WORDS + " characters, on one line");
        }
        var choices = wanted.choices() == null
                ? List.<String>of()
                : wanted.choices().stream()
                        .map(RegistrationSettingsController::text)
                        .filter(choice -> !choice.isEmpty())
                        .toList();
        if (choices.size() == 1 || choices.size() > RegistrationSettings.MOST_CHOICES) {
            wrong.put(
                    field + "choices",
                    "must be from 2 to " + RegistrationSettings.MOST_CHOICES + ", or none where the answer is a text");
        } else if (choices.stream().distinct().count() < choices.size()) {
            wrong.put(field + "choices", "must not have one of them twice");
        }
        IntStream.range(0, choices.size())
                .filter(i -> isUnfit(choices.get(i)))
                .forEach(i -> wrong.put(
                        field + "choices[" + i + "]",
                        "must not have more than " + RegistrationSettings.LONGEST_WORDS + " characters, on one line"));
        var id = wanted.id() == null ? UUID.randomUUID().toString() : wanted.id();
        return new Prompt(id, words, choices, Boolean.TRUE.equals(wanted.required()));
    }

    private static boolean isUnfit(String text) {
        return text.length() > RegistrationSettings.LONGEST_WORDS
                || text.chars().anyMatch(Character::isISOControl);
    }

    private static String text(@Nullable String said) {
        return said == null ? "" : said.strip();
    }
}
