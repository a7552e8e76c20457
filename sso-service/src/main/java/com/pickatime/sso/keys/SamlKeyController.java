package com.pickatime.sso.keys;

import com.pickatime.platform.web.Problems;
import com.pickatime.sso.keys.store.StoredKey;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Lets an operator replace the SAML key: prepare, have the identity providers read the metadata, activate. */
@RestController
@RequestMapping("/keys/saml/rotation")
class SamlKeyController {

    private static final String STEPS = "must be \"prepare\" or \"activate\"";

    private final SamlKeyRotation rotation;

    SamlKeyController(SamlKeyRotation rotation) {
        this.rotation = rotation;
    }

    @Schema(example = """
                    {"step": "prepare"}""")
    record Step(@Nullable String step) {}

    enum State {
        SIGNING,
        WAITING,
        FORMER
    }

    /** A key as operators compare it with an identity provider's: SHA-256 fingerprint of its certificate. */
    record Listed(String fingerprint, State state, Instant notAfter) {}

    record Answer(List<Listed> keys) {}

    @GetMapping
    Mono<Answer> keys() {
        return rotation.sequence().map(SamlKeyController::answer);
    }

    @PostMapping
    Mono<Answer> step(@RequestBody Step body) {
        return switch (body.step() == null ? "" : body.step()) {
            case "prepare" -> rotation.prepare().map(SamlKeyController::answer);
            case "activate" -> rotation.activate().map(SamlKeyController::answer);
            default -> Mono.error(Problems.invalid("step", STEPS));
        };
    }

    private static Answer answer(SamlKeySequence sequence) {
        return new Answer(
                sequence.listed().stream().map(key -> listed(sequence, key)).toList());
    }

    private static Listed listed(SamlKeySequence sequence, StoredKey key) {
        var notAfter = SamlKeyCodec.credential(key).certificate().getNotAfter().toInstant();
        return new Listed(key.kid(), state(sequence, key), notAfter);
    }

    private static State state(SamlKeySequence sequence, StoredKey key) {
        var signing = sequence.signing().number();
        if (key.number() == signing) {
            return State.SIGNING;
        }
        return key.number() > signing ? State.WAITING : State.FORMER;
    }
}
